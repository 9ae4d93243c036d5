"""Who is nominated for a seat, by whom, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.letters.models import Letter
from dabir.foundation.naming import Named
from dabir.foundation.people.models import Person, Role, Seat
from dabir.foundation.trace.models import Addressable


class Nomination(Addressable, Named):
    """Somebody whom a body names for its seat (معرفی نماینده), by a letter or through a call.

    `names` are those of the nominee; `person` is set where they are registered, and once the
    nomination is accepted. What it came by is `letter`, or an origin in the trace.
    """

    KIND = "mandates.nomination"
    LIFE = Life(
        "nomination",
        "proposed",
        {
            "accept": (("proposed",), "accepted"),
            "decline": (("proposed",), "declined"),
            "withdraw": (("proposed",), "withdrawn"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="nominations")
    role = models.CharField(
        max_length=12,
        choices=[(role.value, role.label) for role in (Role.PRINCIPAL, Role.ALTERNATE)],
        default=Role.PRINCIPAL,
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("seat", "state")),)
