"""Forms that correct a proposal or add one: one a kind, each giving the value in its shape."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.proposals.models import Reading
from dabir.web.mandates.wording import CLAUSE_KINDS, DOCUMENT_KINDS
from dabir.web.shared.fields import DayField, NumberField

UNITS = (("D", _("days")), ("W", _("weeks")), ("M", _("months")), ("Y", _("years")))


class ProposalForm(forms.Form):
    """A fact that is one line of words."""

    value: forms.Field = forms.CharField(label=_("Value"), max_length=1000)

    def __init__(self, *args: Any, old: Any = None, paths: list[str], **kwargs: Any) -> None:
        """`old` is the value to correct; `paths` those of the document's clauses."""
        self.old = old
        self.paths = paths
        super().__init__(*args, **kwargs)
        if old is not None:
            self.initial = {**self.shown(old), **self.initial}

    def shown(self, old: Any) -> dict[str, Any]:
        """Return the initial content of the fields for a value."""
        return {"value": old}

    def new_value(self) -> Any:
        """Return what was typed, in the shape of the kind."""
        return self.cleaned_data["value"]


class KindForm(ProposalForm):
    """The kind of a document."""

    value = forms.ChoiceField(label=_("Kind of document"), choices=list(DOCUMENT_KINDS.items()))


class NumberForm(ProposalForm):
    """The number of a meeting."""

    value = NumberField(label=_("Number of the meeting"), min_value=1)


class DayForm(ProposalForm):
    """A day."""

    value = DayField(label=_("Day"))

    def shown(self, old: Any) -> dict[str, Any]:
        return {"value": date.fromisoformat(old)}

    def new_value(self) -> str:
        day: date = self.cleaned_data["value"]
        return day.isoformat()


class ClauseForm(ProposalForm):
    """A clause with its number and its words."""

    value = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 6}))
    path = forms.CharField(
        label=_("Path"),
        max_length=120,
        help_text=_("Where it stands, from the outermost clause, as in “Annex 1/B.2”."),
    )
    clause_kind = forms.ChoiceField(label=_("Kind"), choices=list(CLAUSE_KINDS.items()))
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
    )

    def shown(self, old: Any) -> dict[str, Any]:
        return {
            "value": old["text"],
            "path": old["path"],
            "clause_kind": old.get("kind"),
            "number": old.get("number"),
        }

    def new_value(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "text": typed["value"],
            "path": typed["path"],
            "kind": typed["clause_kind"],
            "number": typed["number"],
            "level": 1 + sum(typed["path"].count(mark) for mark in "/."),
        }


class DutyProposalForm(ProposalForm):
    """A duty with its carriers and its deadline."""

    value = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 5}))
    bodies = forms.CharField(
        label=_("Responsible"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One body a line."),
    )
    supporting = forms.CharField(
        label=_("Supporting"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One body a line."),
    )
    due = DayField(label=_("Deadline"), required=False)
    count = NumberField(label=_("Or counted: how many"), required=False, min_value=1, max_value=999)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS, required=False)
    due_text = forms.CharField(
        label=_("The deadline in the document's words"), required=False, max_length=200
    )
    reporting_to = forms.CharField(label=_("Reports go to"), required=False, max_length=300)
    output = forms.BooleanField(
        label=_("A text is to be handed over (a required output)"), required=False
    )
    title = forms.CharField(label=_("Title of the required text"), required=False, max_length=300)
    clause = forms.ChoiceField(label=_("Clause"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((path, path) for path in self.paths),
        ]

    def shown(self, old: Any) -> dict[str, Any]:
        within = old.get("within") or ""
        simple = within[1:-1].isdigit() and within[-1:] in {unit for unit, _label in UNITS}
        return {
            "value": old["text"],
            "bodies": "\n".join(old.get("bodies") or ()),
            "supporting": "\n".join(old.get("supporting") or ()),
            "due": date.fromisoformat(old["due"]) if old.get("due") else None,
            "count": int(within[1:-1]) if simple else None,
            "unit": within[-1:] if simple else "D",
            "due_text": old.get("due_text") or "",
            "reporting_to": old.get("reporting_to") or "",
            "output": bool(old.get("output")),
            "title": old.get("title") or "",
            "clause": old.get("clause") or "",
        }

    def new_value(self) -> dict[str, Any]:
        typed = self.cleaned_data
        count = typed["count"]
        return {
            "text": typed["value"],
            "bodies": _names(typed["bodies"]),
            "supporting": _names(typed["supporting"]),
            "due": typed["due"].isoformat() if typed["due"] else None,
            "due_text": typed["due_text"],
            "within": f"P{count}{typed['unit'] or 'D'}" if count else "",
            "reporting_to": typed["reporting_to"],
            "output": typed["output"],
            "title": typed["title"],
            "clause": typed["clause"] or None,
        }


def _names(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]


FORMS: dict[str, type[ProposalForm]] = {
    "document_kind": KindForm,
    "session": NumberForm,
    "date": DayForm,
    "deadline": DayForm,
    "clause": ClauseForm,
    "duty": DutyProposalForm,
}


def form_for(kind: str, reading: Reading, data: Any = None, *, old: Any = None) -> ProposalForm:
    """Return the form of a kind, filled in with the value `old` where there is one."""
    paths = [
        proposal.agreed["path"]  # type: ignore[index]
        for proposal in (reading.proposals.filter(kind="clause") if kind == "duty" else ())
    ]
    return FORMS.get(kind, ProposalForm)(data, old=old, paths=list(dict.fromkeys(paths)))
