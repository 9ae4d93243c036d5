"""What was proposed to be left out of passages, and what contributors contest of their reading."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.transitions import Life
from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.passages import Passage, Redaction
from dabir.stages.submissions.models.submissions import Submission


class RedactionProposal(models.Model):
    """A stretch of a passage that a rule takes for personal data, until a person decides.

    `rule` and `confidence` (per cent) are those of `domain.language.personal_data`. `digest` is of
    the words, keyed: what was dismissed is not proposed again in the same call. A passage that is
    cut anew takes its proposals with it.
    """

    LIFE = Life(
        "redaction proposal",
        "proposed",
        {
            "accept": (("proposed",), "accepted"),
            "dismiss": (("proposed",), "dismissed"),
            "reopen": (("dismissed",), "proposed"),
        },
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("redaction proposal", "proposed")
        ACCEPTED = "accepted", pgettext_lazy("redaction proposal", "accepted")
        DISMISSED = "dismissed", pgettext_lazy("redaction proposal", "dismissed")

    class Kind(models.TextChoices):
        NATIONAL_ID = "national_id", _("national id")
        LEGAL_ID = "legal_id", _("id of a legal person")
        CARD = "card", _("bank card")
        ACCOUNT = "account", _("bank account")
        MOBILE = "mobile", _("mobile number")
        PHONE = "phone", _("telephone number")
        EMAIL = "email", _("e-mail address")
        PASSPORT = "passport", _("passport number")
        BIRTH_CERTIFICATE = "birth_certificate", _("birth certificate number")
        POSTAL_CODE = "postal_code", _("postal code")
        PLATE = "plate", _("number plate")
        ADDRESS = "address", _("postal address")
        BIRTH = "birth", _("date of birth")
        NAME = "name", pgettext_lazy("personal data", "name")
        SENDER = "sender", _("the contributor's own data")

    call = models.ForeignKey(Call, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="redaction_proposals")
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="redaction_proposals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    ground = models.CharField(
        max_length=12, choices=Redaction.Ground, default=Redaction.Ground.PERSONAL
    )
    rule = models.CharField(max_length=40)
    confidence = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    redaction = models.OneToOneField(
        Redaction, models.PROTECT, null=True, blank=True, related_name="proposal"
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("passage", "start")
        constraints = (
            models.UniqueConstraint(
                fields=("passage", "start", "end"), name="one_proposal_a_stretch"
            ),
        )
        indexes = (
            models.Index(
                fields=("call", "submission"),
                condition=models.Q(state="proposed"),
                name="open_redaction_proposals",
            ),
            models.Index(
                fields=("call", "digest"),
                condition=models.Q(state="dismissed"),
                name="dismissed_words_of_calls",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.start}–{self.end}"


class Contestation(models.Model):
    """That a contributor says «this is not what I meant» of a passage, and what was answered.

    Whoever read it so does not answer: a second person does.
    """

    LIFE = Life("contestation", "open", {"answer": (("open",), "answered")})

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("contestation", "open")
        ANSWERED = "answered", pgettext_lazy("contestation", "answered")

    class About(models.TextChoices):
        OUTCOME = "outcome", _("what was done with it")
        SUMMARY = "summary", _("how it was summed up")
        THEME = "theme", _("the theme it was put under")
        WORDS = "words", _("how my words were cut or left out")

    class Result(models.TextChoices):
        CHANGED = "changed", _("it is understood anew")
        STANDS = "stands", _("the reading stands")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="contestations")
    about = models.CharField(max_length=10, choices=About)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("passage",),
                condition=models.Q(state="open"),
                name="one_open_contestation_a_passage",
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]
