"""URLs of mandates and axes."""

from django.urls import path

from dabir.web.mandates.documents import taking_over, views

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.mandate, name="mandate"),
    path("readings/<int:pk>/take-over/", taking_over.take_over, name="take_over"),
    path("axes/new/", views.new_axis, name="new_axis"),
]
