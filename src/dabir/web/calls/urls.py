"""URLs of the calls pages, below a group's address."""

from django.urls import path

from dabir.web.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.call, name="call"),
]
