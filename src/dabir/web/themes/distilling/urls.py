"""Considerations and dimensions."""

from django.urls import path

from dabir.web.themes.distilling import considerations, views

urlpatterns = [
    path("considerations/", considerations.index, name="considerations"),
    path("considerations/new/", views.distil, name="distil"),
    path("considerations/<int:pk>/", considerations.page, name="consideration"),
    path("considerations/<int:pk>/change/", views.change, name="change"),
    path("considerations/<int:pk>/support/", views.support, name="support"),
    path("considerations/<int:pk>/adopt/", considerations.adopt, name="adopt"),
    path("considerations/<int:pk>/set-aside/", considerations.set_aside, name="set_aside"),
    path("support/<int:pk>/remove/", views.remove, name="remove_support"),
    path("dimensions/", considerations.dimensions, name="dimensions"),
    path("dimensions/new/", considerations.new_dimension, name="new_dimension"),
    path("dimensions/<int:pk>/rename/", considerations.rename_one, name="rename_dimension"),
    path("dimensions/<int:pk>/up/", considerations.move_up, name="move_dimension"),
]
