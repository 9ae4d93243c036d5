"""URLs of mandates and axes."""

from django.urls import path

from dabir.web.mandates.documents import views

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.mandate, name="mandate"),
    path("axes/new/", views.new_axis, name="new_axis"),
]
