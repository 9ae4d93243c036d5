"""URLs of home and preferences."""

from django.urls import path

from dabir.web.start import preferences, views

urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("language/", preferences.set_language, name="set_language"),
    path("g/<slug:code>/", views.group, name="group"),
]
