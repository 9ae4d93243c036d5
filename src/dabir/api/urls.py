"""Addresses of the API."""

from django.urls import path

from dabir.api import calls, document, following, receiving

app_name = "api"
urlpatterns = [
    path("openapi.json", document.openapi, name="openapi_json"),
    path("calls", calls.calls, name="calls"),
    path("calls/<slug:code>", calls.call, name="call"),
    path("calls/<slug:code>/submissions", receiving.submissions, name="submissions"),
    path("calls/<slug:code>/contributions", calls.contributions, name="contributions"),
    path("submissions/<str:secret>", following.followed, name="followed"),
]
