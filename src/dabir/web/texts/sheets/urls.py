"""URLs of comment sheets on a text."""

from django.urls import path

from dabir.web.texts.sheets import views

urlpatterns = [
    path("<int:pk>/comments/sheets/", views.sheets, name="comment_sheets"),
    path("<int:pk>/comments/sheets/<int:sheet>/", views.sheet, name="comment_sheet"),
    path("<int:pk>/comments/sheets/<int:sheet>/aside/", views.aside, name="comment_sheet_aside"),
    path(
        "<int:pk>/comments/sheets/<int:version>/<slug:what>/<slug:ending>/",
        views.sheet_file,
        name="comment_sheet_file",
    ),
]
