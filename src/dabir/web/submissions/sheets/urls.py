"""Comment sheets of the secretariat, below a group's address."""

from django.urls import path

from dabir.web.submissions.sheets import views

urlpatterns = [
    path("sheets/calls/<int:call>/", views.sheets, name="sheets"),
    path("sheets/calls/<int:call>/<str:what>.<str:form>", views.made_sheet, name="made_sheet_file"),
    path("sheets/<int:pk>/", views.sheet, name="sheet"),
    path("sheets/<int:pk>/aside/", views.aside, name="sheet_aside"),
]
