"""The style sheet for developers, served only while DEBUG is on."""

from __future__ import annotations

from django.urls import path

from dabir.web.style import views

app_name = "style"
urlpatterns = [
    path("", views.index, name="index"),
    path("confirm/", views.confirm, name="confirm"),
    path("<str:language>/", views.index, name="in-language"),
]
