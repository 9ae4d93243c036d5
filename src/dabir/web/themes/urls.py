"""URLs of the themes pages, below a group's address."""

from django.urls import path

from dabir.web.themes import coding, considerations, distilling, views

app_name = "themes"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_theme, name="new_theme"),
    path("theme/<int:pk>/", views.theme_page, name="theme"),
    path("theme/<int:pk>/rename/", views.rename, name="rename"),
    path("theme/<int:pk>/move/", views.move, name="move"),
    path("theme/<int:pk>/merge/", views.merge, name="merge"),
    path("coding/", coding.queue, name="coding"),
    path("code/<int:pk>/remove/", coding.remove, name="uncode"),
    path("considerations/", considerations.index, name="considerations"),
    path("considerations/new/", distilling.distil, name="distil"),
    path("considerations/<int:pk>/", considerations.page, name="consideration"),
    path("considerations/<int:pk>/change/", distilling.change, name="change"),
    path("considerations/<int:pk>/support/", distilling.support, name="support"),
    path("considerations/<int:pk>/adopt/", considerations.adopt, name="adopt"),
    path("considerations/<int:pk>/set-aside/", considerations.set_aside, name="set_aside"),
    path("support/<int:pk>/remove/", distilling.remove, name="remove_support"),
    path("dimensions/", considerations.dimensions, name="dimensions"),
    path("dimensions/new/", considerations.new_dimension, name="new_dimension"),
    path("dimensions/<int:pk>/rename/", considerations.rename_one, name="rename_dimension"),
    path("dimensions/<int:pk>/up/", considerations.move_up, name="move_dimension"),
]
