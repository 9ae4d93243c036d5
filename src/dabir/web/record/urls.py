"""URLs of the record."""

from django.urls import path

from dabir.web.record import views

urlpatterns = [
    path("g/<slug:code>/record/", views.record, name="record"),
    path("g/<slug:code>/record/verify/", views.verify, name="record_verify"),
    path("g/<slug:code>/record/<int:pk>/", views.entry, name="record_entry"),
]
