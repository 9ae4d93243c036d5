"""Contesting how a passage was understood, behind a follow-up link."""

from django.urls import path

from dabir.web.submissions.contesting import views

urlpatterns = [
    path("f/<str:secret>/passages/<int:pk>/contest/", views.contest, name="contest"),
]
