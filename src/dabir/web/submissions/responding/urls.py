"""Answering a call, without an account."""

from django.urls import path

from dabir.web.submissions.responding import scripted, views

urlpatterns = [
    path("calls/<slug:code>/challenge/", scripted.challenge, name="challenge"),
    path("calls/<slug:code>/draft/", scripted.keep_draft, name="keep_draft"),
    path("calls/<slug:code>/respond/", views.respond, name="respond"),
    path("calls/<slug:code>/respond/<str:secret>/", views.respond_draft, name="respond_draft"),
    path("f/<str:secret>/receipt/", views.receipt, name="receipt"),
]
