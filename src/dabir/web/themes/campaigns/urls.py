"""Campaigns."""

from django.urls import path

from dabir.web.themes.campaigns import views

urlpatterns = [
    path("analysis/<int:pk>/campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/<int:pk>/", views.campaign, name="campaign"),
    path("campaigns/<int:pk>/opposite/", views.opposite, name="opposite_campaign"),
]
