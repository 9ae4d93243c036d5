"""Reminding people, once, of what was referred to them and falls due."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.letters.models import Referral
from dabir.foundation.letters.queries import WAITING
from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.preferences import show_day

BEFORE = timedelta(days=2)


def remind(at: datetime) -> int:
    """Mail everybody whose referral falls due within two days, or has; each once a referral."""
    today = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    near = Referral.objects.filter(
        state__in=WAITING, due_on__lte=today + BEFORE, to__is_active=True
    ).exclude(at__date=today)
    told = 0
    for referral in near.select_related("to", "item"):
        late = referral.due_on is not None and referral.due_on < today
        _tell(referral, late=late, at=at)
        told += 1
    return told


def _tell(referral: Referral, *, late: bool, at: datetime) -> None:
    def text() -> str:
        said = (
            _("Something that was referred to you was due on %(day)s.")
            if late
            else _("Something that was referred to you is due on %(day)s.")
        )
        day = show_day(referral.due_on) if referral.due_on else ""
        return f"{said % {'day': day}}\n{settings.BASE_URL}{reverse('tray')}"

    record_mail(
        key=f"referral:{referral.pk}:{'overdue' if late else 'due'}",
        person=referral.to,
        subject=lambda: _("A reminder"),
        text=text,
        about=referral.item,
        at=at,
    )
