"""Addresses for everybody: what is published, and whether a document is what it says."""

from django.urls import path

from dabir.web.issuances import public

urlpatterns = [
    path("published/", public.index, name="published_texts"),
    path("published/<uuid:address>/", public.published, name="published"),
    path("verify/", public.ask_code, name="verify_code"),
    path("verify/<str:code>/", public.verify, name="verify"),
]
