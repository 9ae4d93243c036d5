"""URLs of a group's letters."""

from django.urls import path

from dabir.web.letters import views

app_name = "letters"
urlpatterns = [path("", views.index, name="index")]
