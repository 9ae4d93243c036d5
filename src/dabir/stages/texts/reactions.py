"""What a change of amendments or rulings asks for: compilations made before anybody reads them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.texts.models import Amendment, Guard, OperationRuling
from dabir.stages.texts.queries import latest_version

COMPILE = "texts.compile"
"""The name of the work that makes the compiled forms of a version."""

FEW = 60
"""So many amendments are compiled while a page is asked for: nobody waits for them."""

SETTLING = timedelta(seconds=2)
"""How long what is changed one after another is waited for, to be compiled once."""


@receiver((post_save, post_delete), sender=Amendment)
@receiver((post_save, post_delete), sender=OperationRuling)
def ask_to_compile(
    sender: type, instance: Amendment | OperationRuling, raw: bool = False, **_rest: Any
) -> None:
    """Have the version compiled anew in the background, once for all that is changed together.

    A page that is asked for earlier compiles for itself: what is kept is known by what it is of.
    """
    if not raw:
        _ask_for(instance.base_id)


@receiver((post_save, post_delete), sender=Guard)
def ask_to_check(sender: type, instance: Guard, raw: bool = False, **_rest: Any) -> None:
    """Have every amendment and option held against the red lines that are guarded now."""
    version = None if raw else latest_version(instance.text)
    if version is not None:
        _ask_for(version.pk)


def _ask_for(version: int) -> None:
    if Amendment.objects.filter(base=version).count() > FEW:
        go_on_compiling(version, after=SETTLING)


def go_on_compiling(version: int, *, after: timedelta = timedelta()) -> None:
    """Have a version compiled for all who read it, unless that waits already."""
    asked = Work.objects.filter(key__startswith=f"{COMPILE} {version} ", state=Work.State.WAITING)
    if asked.exists():
        return
    now = timezone.now()
    ask(
        COMPILE,
        key=f"{COMPILE} {version} {now.isoformat()}",
        at=now,
        arguments={"version": version},
        not_before=now + after,
    )
