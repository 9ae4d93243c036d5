"""Forms of groups, members, bodies and persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dabir.foundation.letters.models import Letter
from dabir.foundation.people.models import Body, Person, Role
from dabir.web.shared.fields import DayField, NamesFormField, model_field
from dabir.web.shared.uploads import within_limit

SHORT_NAME = _("Small Latin letters, digits and hyphens; it stands in the address of its pages.")


def _short_name() -> forms.SlugField:
    return forms.SlugField(
        label=_("Short name"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=SHORT_NAME,
    )


class MemberForm(forms.Form):
    """A seat for a body, a role for a person, or a person for the seat of a body."""

    body = forms.ModelChoiceField(Body.objects.all(), label=_("Body"), required=False)
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), label=_("Person"), required=False
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PRINCIPAL.value)
    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of body and person."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("body") and not cleaned.get("person"):
            raise forms.ValidationError(_("A member is a body, a person, or both."))
        return cleaned


class EndForm(forms.Form):
    """The last day of a membership, and why it ends."""

    on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class CommitteeForm(forms.Form):
    """A committee of the group."""

    names = NamesFormField(label=_("Name of the committee"))
    code = _short_name()
    responsible_body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Responsible body"), required=False
    )
    formed_on = DayField(label=_("Formed on"), required=False)


class GroupForm(forms.Form):
    """A new working group."""

    names = NamesFormField(label=_("Name of the group"))
    code = _short_name()
    responsible_body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Responsible body"), required=False
    )
    higher_body = forms.ModelChoiceField(Body.objects.all(), label=_("Higher body"), required=False)
    secretary = forms.ModelChoiceField(
        Person.objects.filter(is_active=True),
        label=_("Secretary"),
        help_text=_("Seated at once, so that somebody can admit the members."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Person.Language.choices)
    formed_on = DayField(label=_("Formed on"), required=False)


class ConstitutionForm(forms.Form):
    """A group that constitutes itself."""

    names = NamesFormField(label=_("Name of the group"))
    code = _short_name()
    founders = forms.ModelMultipleChoiceField(
        Body.objects.all(),
        label=_("Founding bodies"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least two. Each gets a seat from the day of the founding meeting."),
    )
    founded_on = DayField(label=_("Day of the founding meeting"))
    secretary = forms.ModelChoiceField(Person.objects.filter(is_active=True), label=_("Secretary"))
    text = forms.CharField(
        label=_("Founding text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("A constitution, terms of reference or the minutes of the founding meeting."),
    )
    file = forms.FileField(
        label=_("Or the founding text as a file"),
        required=False,
        help_text=_("PDF, Word (DOCX), OpenDocument (ODT), HTML, e-mail or plain text."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Person.Language.choices)

    def clean_file(self) -> Any:
        """Refuse what is too large to be read at once."""
        return within_limit(self.cleaned_data["file"])


class BodyForm(forms.Form):
    """An organisation."""

    names = NamesFormField(label=_("Name of the body"))
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    parent = forms.ModelChoiceField(Body.objects.all(), label=_("Part of"), required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    province = forms.CharField(label=_("Province"), max_length=60, required=False)


class PersonForm(forms.Form):
    """Somebody who will sign in."""

    names = NamesFormField(label=_("Name"))
    username = forms.CharField(
        label=_("User name"), max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person sets a password through a link sent to this address."),
    )
    password = forms.CharField(
        label=_("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("For a person whom no mail reaches. They can change it themselves."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Person.Language.choices)

    def clean_password(self) -> str | None:
        """Refuse what is too easy to guess; nothing is no password, and no signing in yet."""
        password: str = self.cleaned_data["password"]
        if not password:
            return None
        person = Person(
            username=self.cleaned_data.get("username", ""), email=self.cleaned_data.get("email", "")
        )
        validate_password(password, person)
        return password


class SeatForm(forms.Form):
    """Whether a seat votes, and its last day."""

    votes = forms.BooleanField(
        label=_("The seat has a vote"),
        required=False,
        help_text=_("Without a vote it is the seat of an observer."),
    )
    until = DayField(label=_("Last day of the seat"), required=False)


class RenewForm(forms.Form):
    """Another term."""

    since = DayField(
        label=_("First day"),
        required=False,
        help_text=_("Left empty: the day after the last term ended."),
    )
    until = DayField(label=_("Last day"), required=False)


class AskBodiesForm(forms.Form):
    """Which bodies are asked whom they send."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("Bodies"), widget=forms.CheckboxSelectMultiple
    )

    def offer(self, bodies: Sequence[Body]) -> None:
        """Offer the bodies that have a seat."""
        chosen = Body.objects.filter(pk__in=[body.pk for body in bodies])
        model_field(self, "bodies").queryset = chosen


class NominationForm(forms.Form):
    """Whom a body names, for how long, and by what."""

    role = forms.ChoiceField(
        label=_("In the role of"),
        choices=[(role.value, role.label) for role in (Role.PRINCIPAL, Role.ALTERNATE)],
        initial=Role.PRINCIPAL.value,
    )
    person = forms.ModelChoiceField(
        Person.objects.filter(is_active=True),
        label=_("A person who is registered"),
        required=False,
    )
    names = NamesFormField(label=_("Or a new person: name"), required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    since = DayField(label=_("First day"), required=False)
    until = DayField(label=_("Last day"), required=False)
    letter = forms.ModelChoiceField(Letter.objects.none(), label=_("By the letter"), required=False)

    def __init__(self, *args: Any, letters: QuerySet[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "letter").queryset = letters

    def clean(self) -> dict[str, Any]:
        """Ask for a person or a name."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("person") and not cleaned.get("names"):
            raise forms.ValidationError(_("Please say who is nominated."))
        return cleaned


class AcceptNominationForm(forms.Form):
    """The term of the nominee, and under which name they sign in."""

    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"), required=False)
    username = forms.CharField(
        label=_("User name"), max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    replaces = forms.BooleanField(
        label=_("Takes over from whoever fills the seat"),
        required=False,
        help_text=_("The term before ends the day before the first day."),
    )

    def __init__(self, *args: Any, registered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if registered:
            del self.fields["username"]


class GroupFactsForm(forms.Form):
    """What is known of a group."""

    names = NamesFormField(label=_("Name of the group"))
    responsible_body = forms.ModelChoiceField(
        Body.objects.all(), label=_("Responsible body"), required=False
    )
    higher_body = forms.ModelChoiceField(Body.objects.all(), label=_("Higher body"), required=False)
    formed_on = DayField(label=_("Formed on"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Person.Language.choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name) for name in sorted(available_timezones()) if "/" in name],
        widget=forms.Select(attrs={"dir": "ltr"}),
    )
    counts_vacant_seats = forms.BooleanField(
        label=_("Vacant seats count for the quorum"),
        required=False,
        help_text=_("Whether seats that nobody fills count among the members entitled to vote."),
    )
