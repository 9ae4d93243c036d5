"""Bodies, persons, groups, memberships."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dabir.foundation.naming import Named


class Body(Named):
    """An organisation that takes part (نهاد): a state body, a guild, a company, a university."""

    class Kind(models.TextChoices):
        STATE = "state", _("state body")
        GUILD = "guild", _("guild or association")
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university or research centre")
        CIVIL = "civil", _("civil society organisation")
        INTERNATIONAL = "international", _("international organisation")
        OTHER = "other", _("other body")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    email = models.EmailField(blank=True)
    province = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("name_key",)


class PersonManager(BaseUserManager["Person"]):
    """Makes persons; a person without a password cannot sign in."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """Return a new person, saved."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str, **fields: Any) -> Person:
        """Return a new administrator, saved."""
        return self.create_user(username, password, is_administrator=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by the name they sign in with, in any case."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser, Named):
    """Somebody who acts in Dabir. Contributors to public calls need not be persons."""

    class Calendar(models.TextChoices):
        JALALI = "jalali", _("Jalali")
        GREGORIAN = "gregorian", _("Gregorian")

    class Digits(models.TextChoices):
        PERSIAN = "persian", _("Persian digits (۱۲۳)")
        LATIN = "latin", _("Latin digits (123)")

    class Language(models.TextChoices):
        PERSIAN = "fa", "فارسی"
        ENGLISH = "en", "English"

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    username = models.CharField(max_length=80, unique=True)
    email = models.EmailField(blank=True)
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(max_length=5, choices=Language, default=Language.PERSIAN)
    calendar = models.CharField(max_length=10, choices=Calendar, default=Calendar.JALALI)
    digits = models.CharField(max_length=10, choices=Digits, default=Digits.PERSIAN)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering = ("name_key",)

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def is_staff(self) -> bool:
        """Whether the read-only admin opens for this person."""
        return self.is_administrator

    def has_perm(self, perm: str, _obj: object | None = None) -> bool:
        """Grant an administrator sight, in the admin, of what they may see."""
        return self.is_administrator and self.is_active and ".view_" in perm

    def has_module_perms(self, _app_label: str) -> bool:
        """Show every app in the admin to an administrator."""
        return self.is_administrator and self.is_active


class Role(models.TextChoices):
    """What somebody is in a group. Roles are per group."""

    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    PRINCIPAL = "principal", _("principal member")
    ALTERNATE = "alternate", _("alternate member")
    GUEST = "guest", _("invited guest")


SECRETARIAT = frozenset({Role.CHAIR, Role.SECRETARY})
MEMBERS = SECRETARIAT | {Role.PRINCIPAL, Role.ALTERNATE}


class Group(Named):
    """A working group (کارگروه), or a committee of one."""

    class Kind(models.TextChoices):
        WORKING_GROUP = "working_group", _("working group")
        COMMITTEE = "committee", _("committee")

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.WORKING_GROUP)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="committees"
    )
    responsible_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="groups_led"
    )
    higher_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="groups_reporting"
    )
    time_zone = models.CharField(max_length=60, default="Asia/Tehran")
    language = models.CharField(
        max_length=5, choices=Person.Language, default=Person.Language.PERSIAN
    )
    formed_on = models.DateField(null=True, blank=True)
    counts_vacant_seats = models.BooleanField(default=True)
    """Whether the quorum and majorities of all members count seats that nobody fills."""

    class Meta:
        ordering = ("id",)

    def day(self, at: datetime) -> date:
        """Return which day it is for the group, in its time zone, at an instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


Held = TypeVar("Held", bound=models.Model)


class HeldQuerySet(models.QuerySet[Held]):
    """Seats and memberships by the day on which they hold."""

    def on(self, day: date | None = None) -> Self:
        """Those that hold on `day` (Gregorian; default: today)."""
        day = day or timezone.localdate()
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class Seat(models.Model):
    """A body's place in a group (کرسی): it stays while those who fill it come and go.

    A body has one seat or several; `votes` is False for the seat of an observer.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    votes = models.BooleanField(default=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = HeldQuerySet["Seat"].as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("group", "body")),)

    def __str__(self) -> str:
        return f"{self.body}"


class Membership(models.Model):
    """What somebody is in a group, from a day until a day: a term (دورهٔ عضویت).

    With a `seat` it fills a body's seat, as its principal or an alternate; where no person is
    named, the body sends whom it will. `body` is whom the person comes for: guests and
    secretaries come for a body without filling a seat of its.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="terms")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.PRINCIPAL)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = HeldQuerySet["Membership"].as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(person__isnull=False),
                name="membership_is_somebodys",
            ),
        )
        indexes = (models.Index(fields=("person", "group", "role")),)

    def __str__(self) -> str:
        return f"{self.person or self.body}"
