"""URLs of the submissions pages, below a group's address."""

from django.urls import path

from dabir.web.submissions import views

app_name = "submissions"
urlpatterns = [path("", views.index, name="index")]
