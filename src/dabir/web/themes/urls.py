"""URLs of the themes pages, below a group's address."""

from django.urls import path

from dabir.web.themes import views

app_name = "themes"
urlpatterns = [path("", views.index, name="index")]
