"""All addresses of the product."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

STAGES = [
    path(f"g/<slug:code>/{stage}/", include(f"dabir.web.{stage}.urls")) for stage in settings.STAGES
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dabir.web.start.urls")),
    path("unsent/", include("dabir.web.unsent.urls")),
    path("", include("dabir.web.calls.public.urls")),
    path("", include("dabir.web.submissions.public_urls")),
    path("", include("dabir.web.issuances.public_urls")),
    path("", include("dabir.web.trace.urls")),
    path("", include("dabir.web.chain.urls")),
    path("", include("dabir.web.record.urls")),
    path("", include("dabir.web.files.urls")),
    path("", include("dabir.web.letters.desk_urls")),
    path("", include("dabir.web.roles.urls")),
    path("", include("dabir.web.calendar.urls")),
    path("groups/", include("dabir.web.mandates.members.founding_urls")),
    path("g/<slug:code>/letters/", include("dabir.web.letters.urls")),
    *STAGES,
    path("api/", include("dabir.api.urls")),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns.append(path("style/", include("dabir.web.style.urls")))
