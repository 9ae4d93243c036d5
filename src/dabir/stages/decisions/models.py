"""Meetings, agendas, attendance, decisions, minutes, and approval by a higher body."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.domain.procedure.transitions import Life
from dabir.foundation.letters.models import Letter
from dabir.foundation.naming import Named, NamesField, in_language
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.trace.models import Addressable
from dabir.stages.mandates.models import Duty
from dabir.stages.texts.models import Amendment, Text, Version


class Meeting(Addressable, Named):
    """A numbered meeting (جلسه) of a group, with its quorum rule."""

    KIND = "decisions.meeting"
    LIFE = Life(
        "meeting",
        "planned",
        {
            "convene": (("planned",), "convened"),
            "begin": (("convened",), "in_session"),
            "close": (("in_session",), "closed"),
            "approve_minutes": (("closed",), "minuted"),
            "cancel": (("planned", "convened"), "cancelled"),
        },
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CONVENED = "convened", _("convened")
        IN_SESSION = "in_session", _("in session")
        CLOSED = "closed", _("held, minutes awaited")
        MINUTED = "minuted", _("minutes approved")
        CANCELLED = "cancelled", _("cancelled")

    class Quorum(models.TextChoices):
        MAJORITY = "majority", _("more than half of the members")
        TWO_THIRDS = "two_thirds", _("two thirds of the members")
        NUMBER = "number", _("a number of members")

    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    recorder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    quorum = models.CharField(max_length=12, choices=Quorum, default=Quorum.MAJORITY)
    quorum_number = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="meetings_are_numbered"),
        )


class AgendaItem(Addressable, Named):
    """An item of the agenda (دستور جلسه), tied to the texts and amendments it deals with.

    The first item of a meeting is the standing one, the follow-up of resolutions (پیگیری مصوبات).
    """

    KIND = "decisions.agenda_item"

    class Kind(models.TextChoices):
        ITEM = "item", _("item")
        FOLLOW_UP = "follow_up", _("follow-up of resolutions")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ITEM)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    amendments = models.ManyToManyField(Amendment, blank=True, related_name="agenda_items")
    presenter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    discussion = models.TextField(blank=True)

    class Meta:
        ordering = ("order",)


class FollowedDuty(models.Model):
    """A duty as a meeting found it under the follow-up of resolutions, and what was said of it.

    `state`, `percent` and `due_on` are those of the moment when the meeting began.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="followed")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="followed_in")
    state = models.CharField(max_length=12, choices=Duty.State)
    percent = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("item", "duty"), name="a_duty_once_a_follow_up"),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.duty}"


class Invitation(models.Model):
    """A guest (مدعو) of a meeting: for some items of the agenda, or for all where none is named."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="invitations")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="a_guest_once"),)

    def __str__(self) -> str:
        return f"{self.person}"


class Attendance(models.Model):
    """Whether a member came; alternates count for their body when its principal is away."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("present")
        REMOTE = "remote", _("present remotely")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=8, choices=Presence)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "membership"), name="one_attendance_a_member"
            ),
        )

    def __str__(self) -> str:
        return f"{self.membership}: {self.presence}"


class Decision(Addressable):
    """What a meeting decided (تصمیم); a resolution (مصوبه) once the competent body approves.

    `number` counts the decisions of the meeting; `entitled` and `present` are as they were at
    the vote. With consensus, `against` counts the formal objections.
    """

    KIND = "decisions.decision"

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("more for than against")
        ABSOLUTE = "absolute", _("more than half of the members")
        TWO_THIRDS = "two_thirds", _("two thirds of those present")
        CONSENSUS = "consensus", _("consensus")

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    wordings = NamesField()
    majority = models.CharField(max_length=12, choices=Majority, default=Majority.SIMPLE)
    in_favour = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    abstaining = models.PositiveIntegerField(default=0)
    entitled = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    amendments = models.ManyToManyField(Amendment, blank=True, related_name="decisions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="decisions_are_numbered"),
        )

    def __str__(self) -> str:
        return self.wording[:80]

    @property
    def wording(self) -> str:
        """The wording in the reader's language, or in another where that is missing."""
        return in_language(self.wordings)


class Ballot(models.Model):
    """How one seat voted, where votes were taken by name."""

    class Choice(models.TextChoices):
        FAVOUR = "favour", _("in favour")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstaining")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="ballots")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=8, choices=Choice)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("decision", "membership"), name="one_ballot_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.membership}: {self.choice}"


class Minutes(Addressable):
    """The minutes of a meeting (صورت‌جلسه): drawn from agenda and decisions, then approved."""

    KIND = "decisions.minutes"

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    text = models.TextField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.meeting}"


class ActionItem(Addressable):
    """Something that a meeting asks of a body; it becomes a duty."""

    KIND = "decisions.action_item"

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="actions")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    text = models.TextField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    duty = models.OneToOneField(
        Duty, models.PROTECT, null=True, blank=True, related_name="action_item"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:80]


class Submittal(Addressable):
    """A version handed to a higher body: awaited, approved, or returned for revision."""

    KIND = "decisions.submittal"
    LIFE = Life(
        "submittal",
        "awaited",
        {"approve": (("awaited",), "approved"), "return": (("awaited",), "returned")},
    )

    class State(models.TextChoices):
        AWAITED = "awaited", _("awaited")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned for revision")

    text = models.ForeignKey(Text, models.PROTECT, related_name="submittals")
    version = models.ForeignKey(Version, models.PROTECT, related_name="submittals")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="submittals"
    )
    higher_body = models.ForeignKey(Body, models.PROTECT, related_name="submittals")
    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="submittals"
    )
    answer_letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="submittals_answered"
    )
    resolution_number = models.CharField(max_length=80, blank=True)
    resolved_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.AWAITED)
    submitted_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-submitted_at",)

    def __str__(self) -> str:
        return f"{self.version} → {self.higher_body}"
