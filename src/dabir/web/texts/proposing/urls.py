"""URLs of the proposing pages."""

from django.urls import path

from dabir.web.texts.proposing import drafts, views

urlpatterns = [
    path("<int:pk>/drafts/", drafts.my_drafts, name="my_drafts"),
    path("<int:pk>/clauses/add/", views.add, name="add"),
    path("<int:pk>/clauses/<uuid:uid>/words/", views.amend, {"how": "words"}, name="words"),
    path("<int:pk>/clauses/<uuid:uid>/move/", views.amend, {"how": "move"}, name="move"),
    path("<int:pk>/clauses/<uuid:uid>/delete/", views.amend, {"how": "delete"}, name="delete"),
]
