"""Entering what came by other roads."""

from django.urls import path

from dabir.web.submissions.entering import views

urlpatterns = [
    path("enter/", views.choose, name="choose_call"),
    path("enter/<int:call>/", views.enter, name="enter"),
]
