"""The URL of the page of roles."""

from django.urls import path

from dabir.web.roles import views

urlpatterns = [path("roles/", views.roles, name="roles")]
