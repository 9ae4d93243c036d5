"""The tree of themes, and one theme."""

from django.urls import path

from dabir.web.themes.naming import views

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new_theme, name="new_theme"),
    path("theme/<int:pk>/", views.theme_page, name="theme"),
    path("theme/<int:pk>/rename/", views.rename, name="rename"),
    path("theme/<int:pk>/move/", views.move, name="move"),
    path("theme/<int:pk>/merge/", views.merge, name="merge"),
]
