"""Sealing the record as time passes, and telling chairs of the latest seal once a day."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dabir.foundation.mail.recording import record_mail
from dabir.foundation.people.models import Group, Membership, Person, Role
from dabir.foundation.people.preferences import show_digits, show_moment
from dabir.foundation.record.models import Seal
from dabir.foundation.record.sealing import seal_all


def seal(at: datetime) -> int:
    """Seal what no seal covers yet; return how many groups had something."""
    return seal_all(at)


def mail_seals(at: datetime) -> int:
    """Mail each chair the last seal of the days before today, once; return how many were told.

    Seals kept outside the installation show when the record was cut short afterwards.
    """
    told = 0
    for group in Group.objects.all():
        today = group.day(at)
        midnight = datetime.combine(today, time(), tzinfo=ZoneInfo(group.time_zone))
        latest = Seal.objects.filter(group=group, at__lt=midnight).order_by("-sequence").first()
        if latest is None:
            continue
        chairs = Person.objects.filter(
            is_active=True,
            memberships__in=Membership.objects.on(today).filter(group=group, role=Role.CHAIR),
        )
        for chair in chairs:
            _tell(chair, group, latest, at)
            told += 1
    return told


def _tell(chair: Person, group: Group, latest: Seal, at: datetime) -> None:
    def text() -> str:
        return _(
            "Seal %(sequence)s of the record of the %(group)s, of %(moment)s:\n%(digest)s\n"
            "Please keep this mail: with it anybody can show whether the record was changed"
            " or cut short later."
        ) % {
            "sequence": show_digits(latest.sequence),
            "group": group,
            "moment": show_moment(latest.at, zone=group.time_zone),
            "digest": latest.digest,
        }

    record_mail(
        key=f"seal:{group.pk}:{latest.sequence}:{chair.pk}",
        person=chair,
        subject=lambda: _("The latest seal of the record"),
        text=text,
        at=at,
    )
