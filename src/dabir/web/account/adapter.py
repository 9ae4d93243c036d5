"""Accounts are made by administrators and invitations; nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Keeps signing up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: contributors need no account, members are registered."""
        return False
