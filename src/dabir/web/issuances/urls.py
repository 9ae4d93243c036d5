"""URLs of the issuances pages, below a group's address."""

from django.urls import path

from dabir.web.issuances import views

app_name = "issuances"
urlpatterns = [path("", views.index, name="index")]
