"""Forms of comments: what they are on, what they say, how they are disposed of."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.domain.language.quoting import find_quotes
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.people.queries import memberships_of
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts.commenting import LONGEST
from dabir.stages.texts.models import Amendment, Clause, Comment, CommentDisposition
from dabir.stages.texts.policy.comments import outcomes_open_to
from dabir.stages.texts.queries import amendments_visible_to
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.fields import NumberField
from dabir.web.texts.forms import choose_among, offer, spoken_for

AROUND = 40
"""Letters shown before and after words that stand in several places."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a clause in one language, by code points."""

    clause: Clause
    language: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The place as a form names it."""
        return f"{self.clause.uid}:{self.language}:{self.start}:{self.end}"

    @property
    def words(self) -> str:
        """What stands there."""
        return _worded(self.clause)[self.language][self.start : self.end]

    @property
    def shown(self) -> str:
        """The clause, and the words with some of those around them."""
        words = _worded(self.clause)[self.language]
        before = words[max(self.start - AROUND, 0) : self.start]
        after = words[self.end : self.end + AROUND]
        return _("%(clause)s: …%(before)s«%(words)s»%(after)s…") % {
            "clause": self.clause.label,
            "before": before,
            "words": self.words,
            "after": after,
        }


def _worded(clause: Clause) -> dict[str, str]:
    return {each.language: each.text for each in clause.wordings.all() if each.text}


class CommentForm(AudienceForm):
    """A comment, and what it is on: cleans to `clause`, `language` and `place` besides the rest.

    `clauses` are those that it may be on; where `one` of them is meant, no other is asked for.
    Words that stand in several places are asked back, with what stands around each.
    """

    on = forms.ChoiceField(label=gettext_lazy("The clause it is on"), required=False)
    quoted = forms.CharField(
        label=gettext_lazy("The words it is on"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        help_text=gettext_lazy("As they stand in the text. Empty: all of it."),
    )
    at = forms.CharField(widget=forms.HiddenInput, required=False)
    which = forms.ChoiceField(
        label=gettext_lazy("Which of these places"),
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("Comment"),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        max_length=LONGEST,
    )
    wording = forms.CharField(
        label=gettext_lazy("Wording that you propose instead"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("To have it decided on, propose an amendment rather."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for it"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        max_length=LONGEST,
        required=False,
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("On behalf of"), required=False
    )

    def __init__(
        self,
        *args: Any,
        reader: Person,
        group: Group,
        clauses: Sequence[Clause],
        own: str,
        one: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        mine = list(memberships_of(reader).filter(group=group, body__isnull=False))
        initial = {
            "body": mine[0].body_id if mine else None,
            "bodies": [each.body_id for each in mine],
        } | (initial or {})
        super().__init__(*args, group=group, initial=initial)
        self._clauses = clauses
        self._own = own
        self._asked: list[Place] = []
        choose_among(
            self,
            "confidentiality",
            [each for each in Confidentiality.choices if each[0] != Confidentiality.PUBLIC],
        )
        offer(self, "body", spoken_for(reader, group), empty=_("myself"))
        if one:
            del self.fields["on"]
            self._among = list(clauses)
        else:
            named = ((str(each.uid), "\u2003" * each.depth + each.label) for each in clauses)
            choose_among(self, "on", [("", _("the whole text")), *named])
            chosen = self.data.get("on", "") if self.is_bound else ""
            self._among = [each for each in clauses if not chosen or str(each.uid) == chosen]
        self._one = clauses[0] if one else None
        self._ask_back()

    def _ask_back(self) -> None:
        """Ask which place is meant where what was typed stands in several."""
        found = list(self._places()) if self.is_bound and not self._selected() else []
        if len(found) > 1:
            self._asked = found
            choose_among(self, "which", [(each.key, each.shown) for each in found])
        else:
            del self.fields["which"]

    def _typed(self) -> str:
        return str(self.data.get("quoted", "")).replace("\r\n", "\n").strip()

    def _places(self) -> Iterator[Place]:
        """Yield where the words that were typed stand: in the text's own language, else others."""
        languages = {code for clause in self._among for code in _worded(clause)}
        for language in sorted(languages, key=lambda code: (code != self._own, code)):
            found = [
                Place(clause, language, span.start, span.end)
                for clause in self._among
                for span in find_quotes(_worded(clause).get(language, ""), self._typed())
            ]
            if found:
                yield from found
                return

    def _selected(self) -> Place | None:
        """Return the place that a script gave, where the words that were typed stand there."""
        place = self.place_at(str(self.data.get("at", "")))
        if place is None:
            return None
        return place if place.words.strip() == self._typed() else None

    def place_at(self, at: str) -> Place | None:
        """Return the place «language:start:end» of the one clause, if there is such a place."""
        language, _colon, ends = at.partition(":")
        start, _colon, end = ends.partition(":")
        worded = _worded(self._one) if self._one is not None else {}
        if self._one is None or language not in worded or not _is_number(start, end):
            return None
        if int(start) < int(end) <= len(worded[language]):
            return Place(self._one, language, int(start), int(end))
        return None

    def clean(self) -> dict[str, Any]:
        """Find what it is on."""
        cleaned = super().clean()
        clause = self._one
        if clause is None and cleaned.get("on"):
            clause = next(each for each in self._clauses if str(each.uid) == cleaned["on"])
        place = None
        if self._typed():
            place = self._meant(cleaned.get("which", ""))
            clause = place.clause if place is not None else clause
        return cleaned | {
            "clause": clause,
            "language": place.language if place else "",
            "place": (place.start, place.end) if place else None,
        }

    def _meant(self, which: str) -> Place | None:
        selected = self._selected()
        if selected is not None:
            return selected
        if self._asked:
            place = next((each for each in self._asked if each.key == which), None)
            if place is None:
                self.add_error("which", _("These words stand in several places: choose one."))
            return place
        place = next(self._places(), None)
        if place is None:
            self.add_error("quoted", _("These words are not in the text. Look at it again."))
        return place


def _is_number(*typed: str) -> bool:
    return all(each.isascii() and each.isdecimal() and len(each) < 10 for each in typed)


class AnswerForm(forms.Form):
    """An answer to a comment."""

    words = forms.CharField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        max_length=LONGEST,
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("On behalf of"), required=False
    )

    def __init__(self, *args: Any, reader: Person, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", spoken_for(reader, group), empty=_("myself"))
        mine = memberships_of(reader).filter(group=group, body__isnull=False).first()
        self.initial.setdefault("body", mine.body_id if mine else None)


class SettleForm(forms.Form):
    """How a comment is disposed of: cleans `amendment` to an amendment of the text, or None."""

    outcome = forms.ChoiceField(label=gettext_lazy("Disposition"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        max_length=LONGEST,
        help_text=gettext_lazy("Those who commented read it."),
    )
    amendment = NumberField(
        label=gettext_lazy("Number of the amendment that it led to"),
        min_value=1,
        max_value=10**9,
        required=False,
    )
    clause = forms.ChoiceField(label=gettext_lazy("Clause that it led to"), required=False)

    def __init__(
        self, *args: Any, reader: Person, comment: Comment, clauses: Sequence[Clause], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader
        self._comment = comment
        self._by_uid = {str(each.uid): each for each in clauses}
        outcomes = outcomes_open_to(reader, comment)
        choose_among(self, "outcome", [(each.value, each.label) for each in outcomes])
        named = ((uid, "\u2003" * each.depth + each.label) for uid, each in self._by_uid.items())
        choose_among(self, "clause", [("", "---------"), *named])

    def clean_amendment(self) -> Amendment | None:
        """Find the amendment among those of the text that the reader may see."""
        number = self.cleaned_data["amendment"]
        if number is None:
            return None
        found = amendments_visible_to(self._reader).filter(text=self._comment.text_id)
        amendment = found.filter(number=number).first()
        if amendment is None:
            raise forms.ValidationError(_("There is no such amendment."))
        return amendment

    def clean_clause(self) -> Clause | None:
        """Return the clause that was chosen."""
        return self._by_uid.get(self.cleaned_data["clause"])


class ReopenForm(forms.Form):
    """Why a comment is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        max_length=LONGEST,
    )


class CommentsForm(forms.Form):
    """Which comments to show."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("Disposition"), required=False)
    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)
    by = forms.ChoiceField(label=pgettext_lazy("of a comment", "By"), required=False)

    def __init__(
        self, *args: Any, clauses: Sequence[Clause], gone: Sequence[Clause], authors: Any
    ) -> None:
        super().__init__(*args)
        everything = ("", _("all"))
        choose_among(self, "state", [everything, *Comment.State.choices])
        choose_among(self, "outcome", [everything, *CommentDisposition.Outcome.choices])
        named = [(str(each.uid), each.label) for each in clauses]
        # Those that are gone by the version in which they were commented on.
        named += [(str(each.uid), f"{each.label} ({each.version})") for each in gone]
        choose_among(self, "clause", [everything, (WHOLE, _("the whole text")), *named])
        choose_among(self, "by", [everything, *authors])

    def clean_clause(self) -> uuid.UUID | str:
        """Return the uid of the clause, `WHOLE`, or nothing."""
        chosen: str = self.cleaned_data["clause"]
        return uuid.UUID(chosen) if chosen not in {"", WHOLE} else chosen


WHOLE = "text"
"""The choice of comments on the whole text."""
