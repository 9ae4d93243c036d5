"""An empty Django view, as the floor beside which intake is measured: `granian … empty_view`."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse(b"")


urlpatterns = [path("", empty)]

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="none",  # noqa: S106 - it keeps nothing
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)

import django  # noqa: E402 - set up once the settings are there

django.setup()
application = WSGIHandler()
