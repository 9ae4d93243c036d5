"""URLs of home and preferences."""

from django.urls import path

from dabir.web.start import views

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.preferences, name="preferences"),
    path("g/<slug:code>/", views.group, name="group"),
]
