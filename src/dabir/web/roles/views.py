"""Which role may do what, made from the registry that every act asks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.chain.permission_words import in_order, in_words, stage_in_words
from dabir.foundation.people.models import Role
from dabir.foundation.people.permissions import grants


@dataclass(frozen=True, slots=True)
class Row:
    """One permission, and for each role in the order of `Role` whether it holds it."""

    words: str
    name: str
    held: list[bool]


@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """The matrix of permissions and roles, a table a stage."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for permission, holders in grants().items():
        stage = permission.value.split(".")[0]
        row = Row(in_words(permission), permission.value, [role in holders for role in Role])
        tables[stage].append(row)
    context = {
        "roles": list(Role),
        "tables": [(stage_in_words(stage), tables[stage]) for stage in in_order(tables)],
    }
    return render(request, "roles/roles.html", context)
