"""Forms that ask for a place in the document: words, a cut, the day that a date means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.domain.outline.quoting import find_words
from dabir.domain.outline.selections import places_to_cut
from dabir.foundation.people.preferences import show_day
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.web.shared.fields import DayField

AROUND = 36
"""As many characters on either side of a place as tell it from others."""


def around(text: str, start: int, end: int) -> str:
    """Return words with what stands before and after them, on one line."""
    words = text[start:end]
    if len(words) > 3 * AROUND:
        words = f"{words[:AROUND]} … {words[-AROUND:]}"
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    return " ".join(f"… {before}«{words}»{after} …".split())


class WordsForm(forms.Form):
    """Where something stands: its first words and its last ones, and which of several places."""

    first_words = forms.CharField(
        label=_("First words"),
        max_length=300,
        help_text=_("Copy them from the document."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    last_words = forms.CharField(
        label=_("Last words"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty where the first words are all."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, reading: Reading, near: int = 0, **kwargs: Any) -> None:
        """`near` is a place of the text: of several places the nearest is proposed."""
        super().__init__(data, **kwargs)
        self.text = reading.text
        self.near = near
        self.places: list[tuple[int, int]] = []
        if self.is_bound:
            self._look()

    def _look(self) -> None:
        first = str(self.data.get("first_words", ""))[:300]
        last = str(self.data.get("last_words", ""))[:300]
        self.places = find_words(self.text, first, last)
        if len(self.places) > 1:
            nearest = min(self.places, key=lambda place: abs(place[0] - self.near))
            self.fields["place"] = forms.ChoiceField(
                label=_("These words stand in several places. Which is meant?"),
                choices=[
                    (f"{start}-{end}", around(self.text, start, end)) for start, end in self.places
                ],
                widget=forms.RadioSelect,
                initial=f"{nearest[0]}-{nearest[1]}",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse words that stand nowhere."""
        typed = super().clean() or {}
        if typed.get("first_words") and not self.places:
            self.add_error("first_words", _("These words do not stand in the document."))
        return typed

    @property
    def span(self) -> tuple[int, int]:
        """The place that was found or chosen."""
        if len(self.places) == 1:
            return self.places[0]
        start, end = self.cleaned_data["place"].split("-")
        return int(start), int(end)


class SplitForm(forms.Form):
    """Where to cut."""

    place = forms.ChoiceField(label=_("Cut before"), widget=forms.RadioSelect, required=False)
    words = forms.CharField(
        label=_("Or before these words"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, proposal: Proposal) -> None:
        super().__init__(data)
        self.start, self.end = proposal.start or 0, proposal.end or 0
        self.text = proposal.reading.text
        whole = self.text[self.start : self.end]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (str(self.start + at), self._shown(self.start + at))
            for at in places_to_cut(whole)
            if len(whole[:at].split()) > 1  # no cut leaves a number alone
        ]

    def _shown(self, at: int) -> str:
        before = self.text[max(self.start, at - AROUND) : at]
        after = self.text[at : min(self.end, at + AROUND)]
        return " ".join(f"… {before} ⁞ {after} …".split())

    def clean(self) -> dict[str, Any]:
        """Find the words that were typed in place of a choice."""
        typed = super().clean() or {}
        words = typed.get("words", "")
        if words:
            places = find_words(self.text[self.start : self.end], words)
            if not places:
                self.add_error("words", _("These words do not stand in it."))
            else:
                typed["place"] = str(self.start + places[0][0])
        if not typed.get("place") and not self.errors:
            self.add_error("place", _("Choose where to cut."))
        return typed


OTHER = "other"
MEANT_AS = (
    ("date", _("the day of the document")),
    ("deadline", _("the deadline of the call")),
    ("due", _("the deadline of the duty in whose words it stands")),
    ("", _("nothing that is taken over")),
)


class SettleForm(forms.Form):
    """Which day an open date means, and what it is the day of."""

    day = forms.ChoiceField(label=_("Day that is meant"), widget=forms.RadioSelect)
    other = DayField(label=_("Another day"), required=False)
    meant_as = forms.ChoiceField(
        label=_("It is"), choices=MEANT_AS, widget=forms.RadioSelect, required=False
    )

    def __init__(self, data: Any = None, *, days: Sequence[str], meant_as: str = "") -> None:
        """`days` are the ISO days that may be meant; `meant_as` is proposed."""
        super().__init__(data, initial={"meant_as": meant_as, "day": None if days else OTHER})
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            *((day, show_day(date.fromisoformat(day))) for day in days),
            (OTHER, _("another day")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the other day where it is chosen."""
        typed = super().clean() or {}
        if typed.get("day") == OTHER and not typed.get("other") and "other" not in self.errors:
            self.add_error("other", _("Please type the day."))
        return typed

    @property
    def chosen(self) -> date:
        """The day that was chosen or typed."""
        if self.cleaned_data["day"] == OTHER:
            other: date = self.cleaned_data["other"]
            return other
        return date.fromisoformat(self.cleaned_data["day"])
