"""URLs of the positions pages, below a group's address."""

from django.urls import path

from dabir.web.positions import views

app_name = "positions"
urlpatterns = [path("", views.index, name="index")]
