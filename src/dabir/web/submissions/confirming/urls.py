"""Confirming, by the link that was mailed."""

from django.urls import path

from dabir.web.submissions.confirming import views

urlpatterns = [
    path("calls/<slug:code>/held/", views.held, name="held"),
    path("f/<str:secret>/confirm/<str:confirmation>/", views.confirm_sent, name="confirm_sent"),
]
