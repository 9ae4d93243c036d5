"""Forms in which amendments are proposed: other words, a new clause, another place, a deletion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain import drafting
from dabir.domain.drafting import (
    Add,
    Delete,
    Kind,
    Move,
    Numbering,
    NumberStyle,
    Operation,
    Part,
    operations_between,
)
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.trace.models import Confidentiality, new_id
from dabir.stages.texts.policy import speaks_for
from dabir.stages.texts.sentences import language_of_reader
from dabir.web.shared.audience import AudienceForm, BodiesField, BodyField
from dabir.web.texts.forms import (
    LANGUAGES,
    choose_among,
    in_own_language,
    offer,
    spoken_for,
)
from dabir.web.texts.showing import ADDABLE, STYLES, direction


class ProposalForm(AudienceForm):
    """What every amendment says besides its operations: for whom, why, who may read it."""

    body = BodyField(Body.objects.none(), label=gettext_lazy("Proposed by"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(
        self,
        *args: Any,
        reader: Person,
        group: Group,
        base: drafting.Version,
        again: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask for whom it is proposed and who may read it, unless it is drafted `again`."""
        super().__init__(*args, group=group, **kwargs)
        self.base = base
        if again:
            for name in ("body", "confidentiality", "bodies"):
                del self.fields[name]
            return
        itself = bool(speaks_for(reader, group, None))
        self.fields["body"].required = not itself
        offer(
            self,
            "body",
            spoken_for(reader, group),
            empty=_("the secretariat itself") if itself else None,
        )

    def offer_known(self, bodies: Mapping[str, Body], named: Mapping[str, Body]) -> None:
        """Let bodies be chosen among those that many forms of a page share, by their keys.

        `bodies` are those for which the reader may propose, `named` those that may be named.
        """
        for name, known in (("body", bodies), ("bodies", named)):
            field = self.fields.get(name)
            if isinstance(field, (BodyField, BodiesField)):
                field.known = known

    def operations(self) -> list[Operation]:
        """Return what is proposed; asked of a valid form."""
        raise NotImplementedError

    def details(self) -> dict[str, Any]:
        """Return what the act of proposing takes besides text and operations."""
        return {
            "body": self.cleaned_data.get("body"),
            "reasons": in_own_language(self.cleaned_data["reason"]),
            "confidentiality": self.cleaned_data.get("confidentiality", Confidentiality.GROUP),
            "bodies": self.cleaned_data["bodies"],
        }


def _words_field(language: str, label: str, *, long: bool) -> forms.CharField:
    attributes = {"lang": language, "dir": direction(language)}
    widget: forms.Widget = (
        forms.Textarea(attributes | {"rows": 6}) if long else forms.TextInput(attributes)
    )
    return forms.CharField(
        label=label, widget=widget, required=False, max_length=None if long else 300, strip=True
    )


class WordsForm(ProposalForm):
    """Other words for a clause, in each of the text's languages."""

    def __init__(self, *args: Any, uid: str, languages: Sequence[str], **kwargs: Any) -> None:
        base: drafting.Version = kwargs["base"]
        clause = base[uid]
        self._uid = uid
        initial = kwargs.pop("initial", None) or {}
        names = dict(LANGUAGES)
        made: dict[str, forms.CharField] = {}
        self.parts: dict[str, tuple[Part, str]] = {}
        for language in languages:
            for part in Part:
                words = clause.wording(part, language)
                if part is Part.HEADING and not clause.heading:
                    continue
                name = f"{part.value}_{language}"
                label = (
                    _("Heading in %(language)s")
                    if part is Part.HEADING
                    else _("Words in %(language)s")
                )
                made[name] = _words_field(
                    language,
                    label % {"language": names.get(language, language)},
                    long=part is Part.TEXT,
                )
                if part is Part.TEXT:
                    made[name].widget.attrs["data-old"] = words
                self.parts[name] = part, language
                initial.setdefault(name, words)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields = made | self.fields

    def over(self, clause: drafting.Clause) -> drafting.Clause:
        """Return a clause with the words that were typed; what the form lacks stays."""
        heading, text = dict(clause.heading), dict(clause.text)
        for name, (part, language) in self.parts.items():
            words = self.cleaned_data.get(name, "").replace("\r\n", "\n")
            (heading if part is Part.HEADING else text)[language] = words
        return replace(clause, heading=heading, text=text)

    def operations(self) -> list[Operation]:
        """Return one edit for each run of words that changed."""
        # The clause alone is compared: to look at all others takes time in a long text.
        before = replace(self.base[self._uid], parent=None, order=0)
        versions = (
            drafting.Version.of(self.base.symbol, [each]) for each in (before, self.over(before))
        )
        return list(operations_between(*versions))


class PlaceField(forms.ChoiceField):
    """A place in a version: after a clause, or first inside one. Cleans to (parent, after)."""

    def __init__(self, base: drafting.Version, *, without: str | None = None) -> None:
        numbering, language = Numbering(base), language_of_reader()
        inside = {without, *(clause.uid for _, clause in base.walk(without))} if without else set()
        choices = [("|", _("at the beginning of the text"))]
        for depth, clause in base.walk():
            if clause.uid in inside:
                continue
            indent = "\u2003" * depth
            name = numbering.citation(clause.uid, language)
            after, first = _("after %(clause)s"), _("first in %(clause)s")
            choices += [
                (f"{clause.uid}|", indent + "\u2003" + first % {"clause": name}),
                (f"{clause.parent or ''}|{clause.uid}", indent + after % {"clause": name}),
            ]
        super().__init__(label=_("Place in the text"), choices=choices)
        self._places = choices

    def ask_anew(self) -> None:
        """Begin with no place: the one that was chosen went meanwhile."""
        self.choices = [("", "---------"), *self._places]

    def clean(self, value: Any) -> tuple[str | None, str | None]:
        """Return the clause it stands in and the sibling it follows, None for neither."""
        parent, _bar, after = str(super().clean(value)).partition("|")
        return parent or None, after or None


class AddForm(ProposalForm):
    """A clause to add: its kind, place and words."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._languages = languages
        names = dict(LANGUAGES)
        choose_among(self, "kind", ((kind.value, kind.label) for kind in ADDABLE))
        made: dict[str, forms.Field] = {"place": PlaceField(self.base)}
        for language in languages:
            name = {"language": names.get(language, language)}
            made[f"heading_{language}"] = _words_field(
                language, _("Heading in %(language)s") % name, long=False
            )
            made[f"text_{language}"] = _words_field(
                language, _("Words in %(language)s") % name, long=True
            )
        kind = self.fields.pop("kind")
        self.fields = {"kind": kind, **made, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Ask for words in at least one language."""
        cleaned = super().clean()
        if not any(cleaned.get(f"text_{language}") for language in self._languages):
            self.add_error(
                f"text_{self._languages[0]}", _("Please write the clause in one language at least.")
            )
        return cleaned

    def operations(self) -> list[Operation]:
        """Return the addition, numbered like its siblings of the same kind."""
        parent, after = self.cleaned_data["place"]
        kind = Kind(self.cleaned_data["kind"])
        alike = [
            self.base[uid].style
            for uid in self.base.children(parent)
            if self.base[uid].kind is kind
        ]
        style = alike[0] if alike else STYLES.get(kind.value, NumberStyle.DIGITS)
        return [
            Add(
                str(new_id()),
                parent,
                after,
                kind,
                style,
                self._words("heading"),
                self._words("text"),
            )
        ]

    def _words(self, part: str) -> dict[str, str]:
        return {
            language: self.cleaned_data.get(f"{part}_{language}", "").replace("\r\n", "\n")
            for language in self._languages
        }


class MoveForm(ProposalForm):
    """Another place for a clause with all that stands in it."""

    def __init__(self, *args: Any, uid: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._uid = uid
        self.fields = {"place": PlaceField(self.base, without=uid)} | self.fields

    def operations(self) -> list[Operation]:
        """Return the move."""
        return [Move(self._uid, *self.cleaned_data["place"])]


class DeleteForm(ProposalForm):
    """A clause to take out with all that stands in it."""

    def __init__(self, *args: Any, uid: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._uid = uid

    def operations(self) -> list[Operation]:
        """Return the deletion."""
        return [Delete(self._uid)]
