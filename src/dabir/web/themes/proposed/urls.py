"""What a run proposes, and what people do with it."""

from django.urls import path

from dabir.web.themes.proposed import reworking, settling, steps, views

urlpatterns = [
    path("proposed/<int:pk>/", views.page, name="proposed"),
    path("proposed/<int:pk>/passages/", views.passages, name="proposed_passages"),
    path("proposed/<int:pk>/accept/", settling.accept, name="accept_proposed"),
    path("proposed/<int:pk>/join/", settling.join, name="join_proposed"),
    path("proposed/<int:pk>/distil/", settling.distil, name="distil_proposed"),
    path("proposed/<int:pk>/set-aside/", settling.set_aside, name="set_aside_proposed"),
    path("proposed/<int:pk>/rename/", reworking.rename, name="rename_proposed"),
    path("proposed/<int:pk>/merge/", reworking.merge, name="merge_proposed"),
    path("proposed/<int:pk>/split/", reworking.split, name="split_proposed"),
    path("proposed/<int:pk>/raise/", reworking.put_first, name="raise_proposed"),
    path("analysis/<int:pk>/steps/", steps.steps, name="steps"),
    path("steps/<int:pk>/undo/", steps.undo, name="undo_step"),
]
