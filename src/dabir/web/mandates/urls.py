"""URLs of the mandates pages, below a group's address."""

from django.urls import path

from dabir.web.mandates import views

app_name = "mandates"
urlpatterns = [path("", views.index, name="index")]
