"""Coding passages."""

from django.urls import path

from dabir.web.themes.coding import views

urlpatterns = [
    path("coding/", views.queue, name="coding"),
    path("code/<int:pk>/remove/", views.remove, name="uncode"),
]
