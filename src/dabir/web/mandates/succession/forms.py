"""Forms that decide what becomes of each clause and each duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.stages.mandates.acts.succession import Decided
from dabir.stages.mandates.models import ClauseChange, Mandate
from dabir.stages.mandates.succession import DutyPairing, Pairing, Succession
from dabir.web.mandates.forms import READERS
from dabir.web.shared.fields import DayField, NamesFormField
from dabir.web.shared.uploads import within_limit

Outcome = ClauseChange.Outcome
APART = "apart"
AFTER = "after-"
FATES = (
    ("keep", gettext_lazy("keep")),
    ("change", gettext_lazy("change")),
    ("end", pgettext_lazy("a duty", "end")),
)


def _outcomes(pairing: Pairing, gone: Sequence[Pairing]) -> list[tuple[str, str]]:
    """Return what a person can say of a pair; a new clause can follow one that seemed removed."""
    if pairing.old is None:
        return [
            (Outcome.NEW.value, _("new")),
            *(
                (f"{AFTER}{each.old.pk}", _("follows %(path)s") % {"path": show_digits(each.old)})
                for each in gone
                if each.old is not None
            ),
        ]
    if pairing.new is None or pairing.outcome == Outcome.REMOVED:
        return [(Outcome.REMOVED.value, _("removed"))]
    kept = [(pairing.outcome, str(Outcome(pairing.outcome).label))]
    return kept if pairing.outcome == Outcome.SAME else [*kept, (APART, _("two different clauses"))]


class AmendmentForm(forms.Form):
    """What becomes of each clause and each duty, and what the document itself does not say.

    Fields are named by their place: ``pair-0``, ``duty-12``, ``duty-12-text``; each pair and each
    duty asks for a decision, and nothing is chosen beforehand.
    """

    names = NamesFormField(label=gettext_lazy("Title"))
    notified_on = DayField(label=gettext_lazy("Notified on"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("What was received"),
        choices=Mandate.Standing.choices,
        widget=forms.RadioSelect,
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=READERS, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        succession: Succession,
        duties: Sequence[DutyPairing],
        added: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.succession, self.duties = succession, duties
        gone = [each for each in succession.pairs if each.new is None]
        for place, pairing in enumerate(succession.pairs):
            self.fields[f"pair-{place}"] = forms.ChoiceField(
                label=_("What became of it"),
                choices=_outcomes(pairing, gone),
                widget=forms.RadioSelect,
                error_messages={"required": _("Please decide.")},
            )
        for each in duties:
            self._add_duty(each)
        if added:
            self.fields["added"] = forms.MultipleChoiceField(
                label=_("New duties"),
                choices=added,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _add_duty(self, each: DutyPairing) -> None:
        key = f"duty-{each.duty.pk}"
        read: dict[str, Any] = dict(each.read.agreed) if each.read else {}  # type: ignore[call-overload]
        due = read.get("due")
        self.fields[key] = forms.ChoiceField(
            label=_("What becomes of it"),
            choices=FATES,
            widget=forms.RadioSelect,
            error_messages={"required": _("Please decide.")},
        )
        self.fields[f"{key}-text"] = forms.CharField(
            label=_("What it asks from now on"),
            required=False,
            initial=read.get("text") or each.duty.text,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields[f"{key}-due"] = DayField(
            label=_("Deadline from now on"),
            required=False,
            initial=date.fromisoformat(due) if due else each.duty.due_on,
        )
        if each.read is not None and read.get("bodies"):
            self.fields[f"{key}-carriers"] = forms.BooleanField(
                label=_("Give it to those whom the new text names"), required=False
            )
        self.fields[f"{key}-reason"] = forms.CharField(
            label=_("Reason"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Needed where the duty ends: those who carry it will read it."),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for reasons where duties end, and let one clause follow another once."""
        cleaned = super().clean() or {}
        for each in self.duties:
            key = f"duty-{each.duty.pk}"
            if cleaned.get(key) == "end" and not cleaned.get(f"{key}-reason", "").strip():
                self.add_error(f"{key}-reason", _("Please give a reason."))
        followed = [one for one in self._chosen(cleaned) if one.startswith(AFTER)]
        if len(followed) != len(set(followed)):
            self.add_error(None, _("Two clauses cannot both follow the same one."))
        return cleaned

    def _chosen(self, cleaned: dict[str, Any]) -> list[str]:
        return [cleaned.get(f"pair-{place}") or "" for place in range(len(self.succession.pairs))]

    def decided(self) -> list[Decided]:
        """Return what was decided of every clause, as the act takes it."""
        chosen = self._chosen(self.cleaned_data)
        clauses = {
            str(each.old.pk): each.old for each in self.succession.pairs if each.old is not None
        }
        followed = {one.removeprefix(AFTER) for one in chosen if one.startswith(AFTER)}
        found = []
        for pairing, said in zip(self.succession.pairs, chosen, strict=True):
            path = str(pairing.new["path"]) if pairing.new is not None else None
            if said == APART:
                found.append(Decided(pairing.old, None, Outcome.REMOVED))
                found.append(Decided(None, path, Outcome.NEW))
            elif said.startswith(AFTER):
                found.append(Decided(clauses[said.removeprefix(AFTER)], path, Outcome.CHANGED))
            elif pairing.new is None and pairing.old and str(pairing.old.pk) in followed:
                continue
            else:
                found.append(Decided(pairing.old, path, said, pairing.text))
        return found


def with_sure(data: Any, succession: Succession, duties: Sequence[DutyPairing], sure: float) -> Any:
    """Return what was sent with every sure and undecided pair and duty decided as proposed."""
    filled = data.copy()
    for place, pairing in enumerate(succession.pairs):
        if pairing.sure and not filled.get(f"pair-{place}"):
            filled[f"pair-{place}"] = pairing.outcome
    for each in duties:
        key = f"duty-{each.duty.pk}"
        if each.confidence >= sure and each.fate != "end" and not filled.get(key):
            filled[key] = each.fate
    return filled


class OriginalUploadForm(forms.Form):
    """The better copy that came."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        help_text=gettext_lazy("PDF, Word (DOCX), OpenDocument (ODT), HTML, e-mail or plain text."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be read at once."""
        return within_limit(self.cleaned_data["file"])


class OriginalForm(forms.Form):
    """Which words of the better copy are taken, and what it is."""

    corrections = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    added = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    standing = forms.ChoiceField(label=gettext_lazy("What was received"), widget=forms.RadioSelect)
