"""URLs of counted deadlines."""

from django.urls import path

from dabir.web.mandates.deadlines import views

urlpatterns = [
    path("deadlines/", views.deadlines, name="deadlines"),
    path("deadlines/confirm/", views.confirm, name="confirm_counted"),
    path("<int:pk>/notified/", views.notified, name="set_notified"),
]
