"""URLs of the public pages: calls that anybody may read and answer."""

from django.urls import path

from dabir.web.calls import public

urlpatterns = [
    path("calls/", public.calls, name="public_calls"),
    path("calls/<slug:code>/", public.call, name="public_call"),
]
