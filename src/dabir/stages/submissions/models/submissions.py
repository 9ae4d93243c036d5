"""Submissions, who sent them, and what they agreed to."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.files.models import ErasableKey, Original
from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.calls.models import Call, Invitation


class Submission(Addressable):
    """What somebody sent (نظر واصله). Who sent it lies in `Identity`, encrypted and apart.

    `receipt` is random; `secret_digest` is the SHA-256 of the follow-up link's secret. `once` is
    the digest of the form that was sent, so that a form sent twice is received once. `sha256` is
    of `original`, the canonical JSON of all that was sent, which is kept encrypted. `body` is named
    only where the contributor is not hidden: an official reply, or one published with its name.
    """

    KIND = "submissions.submission"
    LIFE = Life(
        "submission",
        "received",
        {
            "accept": (("received", "returned"), "accepted"),
            "decline": (("received", "returned", "accepted"), "declined"),
            "return": (("received",), "returned"),
            "complete": (("returned",), "received"),
            "withdraw": (("received", "returned", "accepted"), "withdrawn"),
        },
    )

    class State(models.TextChoices):
        RECEIVED = "received", pgettext_lazy("submission", "received")
        ACCEPTED = "accepted", pgettext_lazy("submission", "accepted")
        DECLINED = "declined", pgettext_lazy("submission", "declined")
        RETURNED = "returned", pgettext_lazy("submission", "returned for completion")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "withdrawn")

    class Road(models.TextChoices):
        FORM = "form", _("web form")
        EMAIL = "email", _("e-mail")
        LETTER = "letter", _("letter")
        MEETING = "meeting", _("meeting")
        IMPORT = "import", _("bulk import")
        API = "api", _("another system")
        SHEET = "sheet", _("comment sheet")

    class Sector(models.TextChoices):
        CITIZEN = "citizen", _("citizen")
        GUILD = "guild", _("guild or association")
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university or research centre")
        AGENCY = "agency", _("state body")
        CIVIL = "civil", _("civil society organisation")
        INTERNATIONAL = "international", _("international organisation")

    class Publication(models.TextChoices):
        NAMED = "named", _("published with name")
        UNNAMED = "unnamed", _("published without name")
        WITHHELD = "withheld", _("not published")

    call = models.ForeignKey(Call, models.PROTECT, related_name="submissions")
    receipt = models.CharField(max_length=20, unique=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    key = models.OneToOneField(ErasableKey, models.PROTECT, related_name="submission")
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    road = models.CharField(max_length=10, choices=Road, default=Road.FORM)
    sector = models.CharField(max_length=15, choices=Sector, default=Sector.CITIZEN)
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    official = models.BooleanField(default=False)
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    province = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=5, blank=True)
    publication = models.CharField(max_length=10, choices=Publication, default=Publication.WITHHELD)
    public_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    original = models.OneToOneField(
        Original, models.PROTECT, null=True, blank=True, related_name="submission"
    )
    once = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("call", "body"),
                condition=models.Q(official=True) & ~models.Q(state="withdrawn"),
                name="one_official_reply_a_body",
            ),
        )
        indexes = (
            models.Index(fields=("call", "state", "-id")),
            models.Index(fields=("call", "-id"), name="submissions_of_a_call"),
        )

    def __str__(self) -> str:
        return self.receipt

    @property
    def received_on(self) -> date:
        """The day on which it came, in the call's time zone."""
        return self.received_at.astimezone(self.call.zone).date()


class Identity(models.Model):
    """Who sent it, encrypted under the submission's own key; erased with that key."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="identity")
    sealed = models.BinaryField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.submission}"


class Opening(models.Model):
    """That somebody opened an identity, and why; shown to the contributor."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.reason[:80]


class Consent(models.Model):
    """A contributor's word on one purpose, with the version of the wording it was given to."""

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("publish the text")
        NAME = "name", _("publish the name")
        QUOTE = "quote", _("quote passages")
        PASS_ON = "pass_on", _("pass on to other bodies")
        CONTACT = "contact", _("contact again")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    given = models.BooleanField()
    wording = models.CharField(max_length=20)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "purpose"), name="one_consent_a_purpose"),
        )

    def __str__(self) -> str:
        return f"{self.purpose}: {self.given}"
