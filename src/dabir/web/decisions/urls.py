"""URLs of the decisions pages, below a group's address."""

from django.urls import path

from dabir.web.decisions import views

app_name = "decisions"
urlpatterns = [path("", views.index, name="index")]
