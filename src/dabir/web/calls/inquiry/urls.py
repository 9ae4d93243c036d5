"""Letters and reminders of an inquiry."""

from django.urls import path

from dabir.web.calls.inquiry import views

urlpatterns = [
    path("<int:pk>/letters/", views.letters, name="letters"),
    path("<int:pk>/remind/", views.remind, name="remind"),
]
