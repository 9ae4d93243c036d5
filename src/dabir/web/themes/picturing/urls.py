"""Pictures of themes, and the passages that their numbers count."""

from django.urls import path

from dabir.web.themes.picturing import views

urlpatterns = [
    path("pictures/", views.pictures, name="pictures"),
    path("passages/", views.passages, name="passages"),
]
