"""How a view is written: resolve the group, load what the reader may see, make one call."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from dabir.foundation.people.models import Group, Person, Role
from dabir.foundation.people.queries import groups_of

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
KEY_DIGITS = 19
"""The largest key that a database counts to has this many digits."""
GroupView = Callable[Concatenate[HttpRequest, Group, P], HttpResponse]


def group_page(view: GroupView[P]) -> Callable[..., HttpResponse]:
    """Give the view the group named in its URL, when the reader has any role in it.

    To everybody else the group does not exist: its existence is confidential too.
    """

    @functools.wraps(view)
    def page(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        mine = groups_of(actor(request), frozenset(Role))
        group = get_object_or_404(mine.select_related("parent"), code=code)
        request.group = group  # type: ignore[attr-defined]
        return view(request, group, *args, **kwargs)

    return cast("Callable[..., HttpResponse]", login_required(page))


def actor(request: HttpRequest) -> Person:
    """Return the signed-in person of a page that asks for one."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def find(items: models.QuerySet[M], **which: object) -> M:
    """Return the one item among those the reader may see, or answer 404."""
    return get_object_or_404(items, **which)


def is_key(typed: str) -> bool:
    """Whether what stands in an address can be the key of a row: digits, and no more than fit.

    Other signs count as digits elsewhere (², ①), and longer numbers no database can look up.
    """
    return typed.isdecimal() and len(typed) < KEY_DIGITS
