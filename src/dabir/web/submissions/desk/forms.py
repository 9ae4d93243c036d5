"""Forms of the secretariat: finding, deciding, disposing, redacting, cutting, entering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.domain.language.passages import Span
from dabir.foundation.people.models import Body, Group, Membership, Person, Role, Seat
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import Nominee
from dabir.stages.submissions.models import Answer, Disposition, Passage, Redaction, Submission
from dabir.web.shared.fields import DayField, NamesFormField, choice_field, model_field

LANGUAGES = (
    ("fa", _("Persian")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("und", _("another or unclear")),
)
CUT = "---"
"""A line of this alone stands between two passages."""


class FilterForm(forms.Form):
    """Which submissions are listed."""

    call = forms.ModelChoiceField(
        Call.objects.none(), label=_("Call"), required=False, empty_label=_("all calls")
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    road = forms.ChoiceField(label=_("Road"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    words = forms.CharField(
        label=_("Words, or a receipt number"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"type": "search", "dir": "auto"}),
    )

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "call").queryset = calls
        for name, choices in (
            ("state", Submission.State.choices),
            ("sector", Submission.Sector.choices),
            ("road", Submission.Road.choices),
            (
                "language",
                LANGUAGES,
            ),
        ):
            choice_field(self, name).choices = [("", _("all")), *choices]

    def conditions(self) -> dict[str, Any]:
        """Return the chosen conditions on rows, without the words."""
        chosen = self.cleaned_data if self.is_valid() else {}
        names = ("call", "state", "sector", "road", "language")
        return {name: chosen[name] for name in names if chosen.get(name)}


class ReasonForm(forms.Form):
    """A reason that the contributor reads."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The contributor reads it."),
    )


class PublishForm(forms.Form):
    """Publishing while personal data waits to be left out."""

    unredacted = forms.BooleanField(
        label=_("I have read what waits, and publish it all the same"),
        help_text=_("Otherwise decide first what is left out, on the page of redactions."),
    )


class TextsForm(ReasonForm):
    """Erasing on the contributor's word."""

    texts = forms.BooleanField(label=_("Erase the words, too"), required=False)


class ReplyTextForm(forms.Form):
    """Plain words to a contributor."""

    text = forms.CharField(
        label=_("What you write"),
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Say in plain words what became of it. It is read behind the follow-up link."),
    )


class DispositionForm(forms.Form):
    """What was done with passages, and why."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a passage", "Outcome"),
        choices=Disposition.Outcome.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In words that the contributor understands."),
    )


class RedactionForm(forms.Form):
    """Which words of a passage others do not read, and on what ground."""

    words = forms.CharField(
        label=_("Words that are left out"),
        required=False,
        help_text=_("Type them as they stand above, or select them there."),
        widget=forms.TextInput({"data-selected-words": ""}),
    )
    start = forms.IntegerField(
        required=False, widget=forms.HiddenInput({"data-selected-start": ""})
    )
    end = forms.IntegerField(required=False, widget=forms.HiddenInput({"data-selected-end": ""}))
    ground = forms.ChoiceField(label=_("Ground"), choices=Redaction.Ground.choices)
    reason = forms.CharField(label=_("Remark"), required=False, max_length=300)

    def __init__(self, *args: Any, passage: Passage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage

    def clean(self) -> dict[str, Any]:
        """Find the words in the passage; selected offsets count while they still fit the words.

        Raises:
            ValidationError: the words do not stand in the passage, or stand there several times.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        text, words = self.passage.text, cleaned.get("words", "")
        start, end = cleaned.get("start"), cleaned.get("end")
        selected = text[start:end] if start is not None and end is not None else ""
        if selected.strip() and (not words or words.split() == selected.split()):
            return cleaned
        if not words:
            raise forms.ValidationError(_("Choose the words that are to be left out."))
        if text.count(words) != 1:
            raise forms.ValidationError(
                _("These words stand there several times. Type more of what is around them.")
                if text.count(words)
                else _("These words do not stand in the passage.")
            )
        cleaned["start"] = text.index(words)
        cleaned["end"] = cleaned["start"] + len(words)
        return cleaned


class CutForm(forms.Form):
    """Where an answer is cut: a line of hyphens stands between passages."""

    text = forms.CharField(
        label=_("The answer, cut"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 20, "class": "cut-text"}),
        help_text=_(
            "Move, add or take out the lines of three hyphens. The words themselves stay as they "
            "were sent."
        ),
    )

    def __init__(self, *args: Any, answer: Answer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer = answer
        self.initial.setdefault(
            "text",
            f"\n\n{CUT}\n\n".join(one.text for one in answer.passages.order_by("order")),
        )

    def clean_text(self) -> list[Span]:
        """Return where the answer is cut, as offsets into it.

        Raises:
            ValidationError: words were changed.
        """
        parts: list[str] = [""]
        for line in str(self.cleaned_data["text"]).replace("\r\n", "\n").split("\n"):
            if line.strip() == CUT:
                parts.append("")
            else:
                parts[-1] += line + "\n"
        spans: list[Span] = []
        text, at = self.answer.text, 0
        for part in parts:
            start = None
            for sign in "".join(part.split()):
                while at < len(text) and text[at].isspace():
                    at += 1
                if at >= len(text) or text[at] != sign:
                    raise forms.ValidationError(_("Only the lines of hyphens may change."))
                start = at if start is None else start
                at += 1
            if start is not None:
                spans.append(Span(start, at))
        if text[at:].strip():
            raise forms.ValidationError(_("Only the lines of hyphens may change."))
        return spans


class SeatChoice(forms.ModelChoiceField):
    """A seat, named by its body and its group."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.body} · {obj.group}"


class SeatNominationForm(forms.Form):
    """Whom an expression of interest names for which seat."""

    seat = SeatChoice(Seat.objects.none(), label=_("Seat of the body"))
    names = NamesFormField(label=_("Name"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("In the role of"),
        choices=[(role.value, role.label) for role in (Role.PRINCIPAL, Role.ALTERNATE)],
        initial=Role.PRINCIPAL.value,
    )
    since = DayField(label=_("Member from"), required=False)
    until = DayField(label=_("Member until"), required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(pk=group.pk) | Group.objects.filter(parent=group)
        standing = Seat.objects.on().filter(group__in=groups)
        model_field(self, "seat").queryset = standing.select_related("body", "group")


class AdmitForm(forms.Form):
    """Giving a nominee a seat."""

    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Group or committee"), empty_label=None
    )
    role = forms.ChoiceField(
        label=_("In the role of"),
        choices=[(role, role.label) for role in Role],
        initial=Role.PRINCIPAL,
    )
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Body"), required=False)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("A person who is registered"), required=False
    )
    names = NamesFormField(label=_("Or a new person: name"), required=False)
    username = forms.CharField(label=_("User name"), required=False, max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False)
    since = DayField(label=_("Member from"), required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(pk=group.pk) | Group.objects.filter(parent=group)
        model_field(self, "group").queryset = groups
        self.fields["group"].initial = group.pk
        known = Membership.objects.filter(group__in=groups, person__isnull=False)
        model_field(self, "person").queryset = Person.objects.filter(pk__in=known.values("person"))

    def clean(self) -> dict[str, Any]:
        """A person registered, a new one with a user name, or a body.

        Raises:
            ValidationError: nobody is named, or a new person lacks the user name.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("names") and not cleaned.get("username"):
            self.add_error("username", _("A new person needs a user name."))
        if not any(cleaned.get(name) for name in ("person", "names", "body")):
            raise forms.ValidationError(_("Say who takes the seat: a person, a body, or both."))
        return cleaned

    def seat(self) -> dict[str, Any]:
        """Return what the act that admits takes."""
        given = self.cleaned_data
        nominee = None
        if given["names"] and not given["person"]:
            nominee = Nominee(given["username"], given["names"], given["email"])
        return {
            "group": given["group"],
            "role": given["role"],
            "body": given["body"],
            "person": given["person"],
            "nominee": nominee,
            "since": given["since"],
        }
