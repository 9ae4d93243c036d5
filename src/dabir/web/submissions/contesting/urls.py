"""What was contested in a group, and answering it."""

from django.urls import path

from dabir.web.submissions.contesting import views

urlpatterns = [
    path("contestations/", views.contestations, name="contestations"),
    path("contestations/<int:pk>/", views.contestation, name="contestation"),
]
