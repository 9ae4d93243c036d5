"""URLs of the record."""

from django.urls import path

from dabir.web.record import views

urlpatterns = [path("g/<slug:code>/record/", views.record, name="record")]
