"""Tokens, below a group's address."""

from django.urls import path

from dabir.web.submissions.tokens import views

urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="revoke_token"),
]
