"""Who was asked, and who has been heard."""

from django.urls import path

from dabir.web.calls.heard import views

urlpatterns = [
    path("<int:pk>/heard/", views.heard, name="heard"),
    path("<int:pk>/heard/silent.<slug:ending>", views.silent_file, name="silent_file"),
]
