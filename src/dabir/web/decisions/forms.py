"""Forms of meetings, agendas, votes, minutes and submittals."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.procedure.majorities import Votes
from dabir.foundation.letters.models import Letter
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Body, Group, Membership, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.minutes_text import sit_for
from dabir.stages.decisions.models import AgendaItem, Attendance, Decision, Meeting
from dabir.stages.decisions.queries import decisions_visible_to
from dabir.stages.decisions.roll import Roll
from dabir.stages.texts.models import Amendment, Version
from dabir.stages.texts.queries import amendments_visible_to, versions_visible_to
from dabir.web.shared.fields import DayField, NamesFormField, NumberField, TimeField


class VersionChoice(forms.ModelChoiceField):
    """A version, named with its text."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.text} · {obj}"


class AmendmentsChoice(forms.ModelMultipleChoiceField):
    """Amendments, named by text, number and proposer."""

    def label_from_instance(self, obj: Any) -> str:
        proposer = f" · {obj.proposer}" if obj.proposer else ""
        return f"{obj.text} · {show_digits(obj.number)}{proposer}"


class DecisionChoice(forms.ModelChoiceField):
    """A decision, named by meeting, number and wording."""

    def label_from_instance(self, obj: Any) -> str:
        place = f"{show_digits(obj.meeting.number)}/{show_digits(obj.number)}"
        return f"{place} · {obj.wording[:70]}"


class LetterChoice(forms.ModelChoiceField):
    """A letter, named by number and subject."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{show_digits(obj.number)} · {obj.subject}" if obj.number else str(obj.subject)


def set_choices(form: forms.Form, name: str, choices: QuerySet[Any]) -> None:
    """Give a field of models the rows that this reader may choose from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared in the form)
    field.queryset = choices


def people_of(group: Group) -> QuerySet[Person]:
    """Return the persons who sit in the group today, guests included."""
    held = Membership.objects.on().filter(group=group)
    return Person.objects.filter(memberships__in=held).distinct()


def versions_of(group: Group, reader: Reader) -> QuerySet[Version]:
    """Return the group's versions that the reader may see, the latest first."""
    versions = versions_visible_to(reader).filter(text__group=group)
    return versions.select_related("text").order_by("-text_id", "-order")


class MeetingForm(forms.Form):
    """When, where and under which quorum a meeting is held."""

    names = NamesFormField(label=_("Name of the meeting"))
    number = NumberField(
        label=_("Number"),
        min_value=1,
        required=False,
        help_text=_("Left empty, it follows the group's last meeting."),
    )
    day = DayField(label=_("Day"))
    begins = TimeField(label=_("Begins at"))
    ends = TimeField(label=_("Ends at"), required=False)
    place = forms.CharField(label=_("Held at"), max_length=200, required=False)
    chair = forms.ModelChoiceField(Person.objects.none(), label=_("Chaired by"), required=False)
    recorder = forms.ModelChoiceField(
        Person.objects.none(), label=_("Minutes taken by"), required=False
    )
    quorum = forms.ChoiceField(label=_("Quorum"), choices=Meeting.Quorum.choices)
    quorum_number = NumberField(
        label=_("Number of members"),
        min_value=0,
        required=False,
        help_text=_("For a quorum that is a number of members."),
    )

    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
        ],
        initial=Confidentiality.GROUP,
        help_text=_("Its agenda, decisions and minutes are read by the same people."),
    )

    def __init__(self, data: Any = None, *, group: Group, meeting: Meeting | None = None) -> None:
        self.zone = ZoneInfo(group.time_zone)
        super().__init__(data, initial=self._typed(meeting) if meeting else None)
        for name in ("chair", "recorder"):
            set_choices(self, name, people_of(group))
        if meeting is not None:
            del self.fields["number"], self.fields["confidentiality"]

    def _typed(self, meeting: Meeting) -> dict[str, Any]:
        begins = meeting.begins_at.astimezone(self.zone)
        ends = meeting.ends_at.astimezone(self.zone) if meeting.ends_at else None
        return {
            "names": meeting.names,
            "day": begins.date(),
            "begins": begins.time(),
            "ends": ends.time() if ends else None,
            "place": meeting.place,
            "chair": meeting.chair_id,
            "recorder": meeting.recorder_id,
            "quorum": meeting.quorum,
            "quorum_number": meeting.quorum_number or None,
        }

    def details(self) -> dict[str, Any]:
        """Return what was typed as the acts take it."""
        given = dict(self.cleaned_data)
        day, begins, ends = given.pop("day"), given.pop("begins"), given.pop("ends")
        given["begins_at"] = datetime.combine(day, begins, tzinfo=self.zone)
        given["ends_at"] = datetime.combine(day, ends, tzinfo=self.zone) if ends else None
        given["quorum_number"] = given["quorum_number"] or 0
        return given


class AgendaItemForm(forms.Form):
    """An item of the agenda, with what it deals with."""

    names = NamesFormField(label=_("Subject of the item"))
    version = VersionChoice(Version.objects.none(), label=_("Version dealt with"), required=False)
    amendments = AmendmentsChoice(
        Amendment.objects.none(),
        label=_("Amendments dealt with"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    presenter = forms.ModelChoiceField(
        Person.objects.none(), label=_("Presented by"), required=False
    )
    minutes = NumberField(label=_("Minutes allotted"), min_value=1, required=False)

    def __init__(
        self, data: Any = None, *, group: Group, reader: Person, item: AgendaItem | None = None
    ) -> None:
        typed = None
        if item is not None:
            typed = {
                "names": item.names,
                "version": item.version_id,
                "amendments": list(item.amendments.values_list("pk", flat=True)),
                "presenter": item.presenter_id,
                "minutes": item.minutes,
            }
        super().__init__(data, initial=typed)
        set_choices(self, "version", versions_of(group, reader))
        set_choices(self, "amendments", amendments_of(group, reader))
        set_choices(self, "presenter", people_of(group))
        if not amendments_of(group, reader).exists():
            del self.fields["amendments"]


def amendments_of(group: Group, reader: Reader) -> QuerySet[Amendment]:
    """Return the group's amendments that are before it and that the reader may see."""
    pending = (
        Amendment.State.PROPOSED,
        Amendment.State.BRACKETED,
        Amendment.State.ACCEPTED,
        Amendment.State.REJECTED,
        Amendment.State.CARRIED,
    )
    seen = amendments_visible_to(reader).filter(text__group=group, state__in=pending)
    return seen.select_related("text", "proposer").order_by("-text_id", "number")


class GuestForm(forms.Form):
    """A guest, and the items they are invited to."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Guest"))
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(),
        label=_("Items of the agenda"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With none chosen, the guest is invited to all items."),
    )

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        set_choices(self, "person", Person.objects.filter(is_active=True))
        set_choices(self, "items", meeting.agenda.all())


class AttendanceForm(forms.Form):
    """One choice for everybody who belongs to the group on the day of the meeting."""

    def __init__(self, data: Any = None, *, roll: Roll) -> None:
        super().__init__(data)
        self.memberships: dict[str, Membership] = {}
        for membership, presence in roll.everybody:
            name = f"member-{membership.pk}"
            self.memberships[name] = membership
            self.fields[name] = forms.ChoiceField(
                label=f"{sit_for(membership)} · {membership.get_role_display()}",
                choices=[("", _("not noted")), *Attendance.Presence.choices],
                initial=presence,
                required=False,
            )

    def presences(self) -> dict[Membership, str]:
        """Return what was chosen for each."""
        return {
            membership: self.cleaned_data[name]
            for name, membership in self.memberships.items()
            if self.cleaned_data.get(name)
        }


class DecideForm(forms.Form):
    """A proposal, the rule by which it is adopted, and the votes."""

    wordings = NamesFormField(label=_("What is decided"), long=True)
    majority = forms.ChoiceField(label=_("Majority needed"), choices=Decision.Majority.choices)
    in_favour = NumberField(label=_("In favour"), min_value=0)
    against = NumberField(
        label=_("Against"), min_value=0, help_text=_("With consensus: formal objections.")
    )
    abstaining = NumberField(label=_("Abstaining"), min_value=0)
    version = VersionChoice(Version.objects.none(), label=_("Adopts the version"), required=False)
    amendments = AmendmentsChoice(
        Amendment.objects.none(),
        label=_("Decides on the amendments"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, reader: Person) -> None:
        dealt_with = list(item.amendments.values_list("pk", flat=True))
        super().__init__(
            data,
            initial={"version": item.version_id, "amendments": dealt_with, "abstaining": 0},
        )
        group = item.meeting.group
        set_choices(self, "version", versions_of(group, reader))
        if dealt_with:
            set_choices(self, "amendments", amendments_of(group, reader).filter(pk__in=dealt_with))
        else:
            del self.fields["amendments"]

    def details(self) -> dict[str, Any]:
        """Return what was typed as the act takes it."""
        given = dict(self.cleaned_data)
        counts = (given.pop("in_favour"), given.pop("against"), given.pop("abstaining"))
        return given | {"votes": Votes(*counts)}


class ActionForm(forms.Form):
    """What a meeting asks of a body."""

    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}))
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Who does it"))
    due_on = DayField(label=pgettext_lazy("an action", "Until"), required=False)
    decision = DecisionChoice(
        Decision.objects.none(), label=_("Follows from the decision"), required=False
    )

    def __init__(self, data: Any = None, *, item: AgendaItem, reader: Person) -> None:
        super().__init__(data)
        set_choices(self, "decision", decisions_visible_to(reader).filter(item=item))


class DiscussionForm(forms.Form):
    """What was said on an item."""

    discussion = forms.CharField(
        label=_("What was said, for the minutes"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )


class MinutesForm(forms.Form):
    """The text of the minutes."""

    text = forms.CharField(label=_("Minutes"), widget=forms.Textarea(attrs={"rows": 24}))


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))


class SubmitForm(forms.Form):
    """A version for the higher body."""

    version = VersionChoice(Version.objects.none(), label=_("Version"))
    higher_body = forms.ModelChoiceField(Body.objects.all(), label=_("Submitted to"))
    decision = DecisionChoice(Decision.objects.none(), label=_("By the decision"), required=False)
    letter = LetterChoice(Letter.objects.none(), label=_("With the letter"), required=False)
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            choice for choice in Confidentiality.choices if choice[0] != Confidentiality.BODIES
        ],
        initial=Confidentiality.GROUP,
    )

    def __init__(self, data: Any = None, *, group: Group, reader: Person) -> None:
        super().__init__(data, initial={"higher_body": group.higher_body_id})
        set_choices(self, "version", versions_of(group, reader))
        adopted = decisions_visible_to(reader).filter(
            meeting__group=group, outcome=Decision.Outcome.ADOPTED, version__isnull=False
        )
        set_choices(self, "decision", adopted.order_by("-pk"))
        set_choices(self, "letter", letters_of(group, reader))


def letters_of(group: Group, reader: Reader) -> QuerySet[Letter]:
    """Return the group's letters that the reader may see, the latest first."""
    return letters_visible_to(reader).filter(group=group).order_by("-pk")


class ApprovalForm(forms.Form):
    """The higher body's approval."""

    resolution_number = forms.CharField(
        label=_("Number of the resolution"), max_length=80, required=False
    )
    resolved_on = DayField(label=_("Day of the resolution"), required=False)
    answer = forms.CharField(
        label=_("What the higher body wrote"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    answer_letter = LetterChoice(Letter.objects.none(), label=_("Its letter"), required=False)

    def __init__(self, data: Any = None, *, group: Group, reader: Person) -> None:
        super().__init__(data)
        set_choices(self, "answer_letter", letters_of(group, reader))


class ReturnForm(forms.Form):
    """The higher body's return."""

    reason = forms.CharField(
        label=_("Why it was returned, and what is to be revised"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer_letter = LetterChoice(Letter.objects.none(), label=_("Its letter"), required=False)

    def __init__(self, data: Any = None, *, group: Group, reader: Person) -> None:
        super().__init__(data)
        set_choices(self, "answer_letter", letters_of(group, reader))
