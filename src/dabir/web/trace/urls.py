"""URLs of trace and coverage."""

from django.urls import path

from dabir.web.trace import views

urlpatterns = [
    path("trace/<uuid:address>/", views.trace, name="trace"),
    path("g/<slug:code>/coverage/", views.coverage, name="coverage"),
]
