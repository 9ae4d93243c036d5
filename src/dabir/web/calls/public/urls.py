"""URLs of the public pages: calls that anybody may read and answer."""

from django.urls import path

from dabir.web.calls.public import views

urlpatterns = [
    path("calls/", views.calls, name="public_calls"),
    path("calls/<slug:code>/", views.call, name="public_call"),
]
