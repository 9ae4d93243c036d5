"""URLs of the texts pages, below a group's address."""

from django.urls import path

from dabir.web.texts import views

app_name = "texts"
urlpatterns = [path("", views.index, name="index")]
