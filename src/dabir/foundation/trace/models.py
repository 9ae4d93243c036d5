"""Addresses and links: the thread from every issued sentence back to the people it came from."""

from __future__ import annotations

import uuid

import uuid_utils.compat
from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Group, Person


def new_id() -> uuid.UUID:
    """Return a UUIDv7: unique, and in the order of making."""
    return uuid_utils.compat.uuid7()


class Confidentiality(models.TextChoices):
    """Who may read an item. What is not published is the secretariat's only."""

    PUBLIC = "public", _("public")
    GROUP = "group", _("working group")
    BODIES = "bodies", _("named bodies")
    SECRETARIAT = "secretariat", _("secretariat only")


class Address(models.Model):
    """The one place of an item in the trace: what it is, whose, and who may see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    group = models.ForeignKey(Group, models.PROTECT, related_name="addresses")
    confidentiality = models.CharField(
        max_length=12, choices=Confidentiality, default=Confidentiality.GROUP
    )
    bodies = models.ManyToManyField(Body, blank=True, related_name="addresses_shown")

    class Meta:
        indexes = (models.Index(fields=("group", "kind", "confidentiality")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Grant(models.Model):
    """One person's sight of one item beyond their role: a guest's pack for one meeting."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="grants")
    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("address", "person"), name="one_grant_each"),
        )

    def __str__(self) -> str:
        return f"{self.person} → {self.address}"


class Showing(models.Model):
    """A body or a committee that an item was given to: it sees the item beyond the group.

    It holds where the group itself may see the item: what is the secretariat's only, or is shown
    to named bodies, is shown to nobody else by being given to them.
    """

    address = models.ForeignKey(Address, models.CASCADE, related_name="showings")
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+")
    committee = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("address", "body"), name="shown_once_to_a_body"),
            models.UniqueConstraint(
                fields=("address", "committee"), name="shown_once_to_a_committee"
            ),
            models.CheckConstraint(
                condition=models.Q(body__isnull=False) ^ models.Q(committee__isnull=False),
                name="shown_to_a_body_or_a_committee",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body or self.committee} → {self.address}"


class Relation(models.TextChoices):
    """What a later item is to the earlier one it came from.

    Every link points from origin (`source`) to outcome (`target`), so that *where does it come
    from?* walks links backwards and *what became of it?* walks them forwards. The label reads
    from the outcome: target — label — source.
    """

    TASKS = "tasks", _("carries out")
    ASKS = "asks", _("asks about")
    ANSWERS = "answers", _("answers")
    SUPPORTS = "supports", _("is supported by")
    OPPOSES = "opposes", _("is opposed by")
    GROUNDS = "grounds", _("is grounded in")
    PROPOSES = "proposes", _("was proposed in")
    AMENDS = "amends", _("amends")
    DECIDES = "decides", _("decides on")
    ISSUES = "issues", _("issues")
    REPLIES = "replies", _("replies to")

    @property
    def outcome(self) -> str:
        """The same link read from the origin: source — outcome — target."""
        return str(OUTCOMES[self])


OUTCOMES = {
    Relation.TASKS: _("is carried out by"),
    Relation.ASKS: _("is asked about in"),
    Relation.ANSWERS: _("is answered by"),
    Relation.SUPPORTS: _("supports"),
    Relation.OPPOSES: _("opposes"),
    Relation.GROUNDS: _("grounds"),
    Relation.PROPOSES: _("proposes"),
    Relation.AMENDS: _("is amended by"),
    Relation.DECIDES: _("is decided on in"),
    Relation.ISSUES: _("is issued as"),
    Relation.REPLIES: _("is replied to by"),
}


class Link(models.Model):
    """A typed link from an origin to what came of it."""

    source = models.ForeignKey(Address, models.PROTECT, related_name="outcomes")
    target = models.ForeignKey(Address, models.PROTECT, related_name="origins")
    relation = models.CharField(max_length=12, choices=Relation)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source", "target", "relation"), name="one_link_of_a_relation"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="no_link_to_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"


class Addressable(models.Model):
    """A row with its own address. Confidentiality is read from the address, nowhere else."""

    KIND: str

    address = models.OneToOneField(Address, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
