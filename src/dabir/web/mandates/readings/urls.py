"""URLs of receiving and confirming documents."""

from django.urls import path, register_converter

from dabir.web.mandates.events import ChosenConverter, DecisionConverter
from dabir.web.mandates.readings import deciding, received, reshaping, views

register_converter(DecisionConverter, "decision")
register_converter(ChosenConverter, "chosen")

urlpatterns = [
    path("upload/", views.upload, name="upload"),
    path("readings/<int:pk>/", views.reading, name="reading"),
    path("readings/<int:pk>/part/", received.part, name="read_part"),
    path("readings/<int:pk>/accept-sure/", deciding.accept_sure, name="accept_sure"),
    path("readings/<int:pk>/chosen/<chosen:event>/", deciding.decide_chosen, name="decide_chosen"),
    path("readings/<int:pk>/add/<slug:kind>/", reshaping.add, name="add"),
    path("readings/<int:pk>/set-aside/", views.set_aside, name="set_aside"),
    path("proposals/<int:pk>/correct/", reshaping.correct, name="correct"),
    path("proposals/<int:pk>/words/", reshaping.words, name="words"),
    path("proposals/<int:pk>/merge/", reshaping.merge, name="merge"),
    path("proposals/<int:pk>/split/", reshaping.split, name="split"),
    path("proposals/<int:pk>/settle/", reshaping.settle, name="settle"),
    path("proposals/<int:pk>/<decision:event>/", deciding.decide, name="decide"),
]
