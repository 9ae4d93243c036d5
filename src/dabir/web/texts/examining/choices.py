"""What forms of examinations share: choices among clauses, and what was noted before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.stages.texts.models import Finding, Judgement, UpstreamClause
from dabir.stages.texts.queries.examining import state_of
from dabir.web.texts.forms import see_anew


def show_beside(form: forms.Form, held: Finding | None) -> None:
    """Refuse a valid form once whose field `seen` does not name the finding that is held.

    What is noted on the two clauses is shown then, and counts as seen from now on.
    """
    if form.cleaned_data["seen"] == state_of(held):
        return
    see_anew(form, {"seen": state_of(held)})
    form.add_error(
        None,
        _(
            "%(person)s noted on these clauses: “%(words)s” (%(outcome)s). Yours takes its "
            "place when you send it again."
        )
        % {"person": held.by, "words": held.note, "outcome": held.get_outcome_display()}
        if held is not None
        else _("What was noted was taken back meanwhile. Send yours again."),
    )


class LabelledChoice(forms.ModelChoiceField):
    """A clause, named by where it stands and how it begins."""

    def label_from_instance(self, obj: Any) -> str:
        words = str(obj.text)
        short = words if len(words) <= 60 else f"{words[:60]}…"
        if isinstance(obj, UpstreamClause):
            return f"{obj.document}: {obj.label} ({short})"
        return f"{obj.label} ({short})"


class JudgeForm(forms.Form):
    """Whether words keep a red line, and why."""

    crossed = forms.ChoiceField(
        label=gettext_lazy("The red line is"),
        choices=(("no", gettext_lazy("kept")), ("yes", gettext_lazy("crossed"))),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}))
    # Kept with unsent words: what was judged meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def clean_seen(self) -> str | None:
        """Return what was seen; None where the form did not say."""
        said: str | None = self.data.get("seen")
        return said

    def beside(self, before: Judgement | None) -> None:
        """Show what was judged in another window, and take it as seen from now on."""
        stands = state_of(before)
        if not self.is_bound or self.data.get("seen", stands) == stands:
            return
        see_anew(self, {"seen": stands})
        if before is None:
            return
        verdict = _("crossed") if before.crossed else _("kept")
        said = {"verdict": verdict, "reason": before.reason}
        self.add_error(
            None,
            _(
                "These words were judged in another window: %(verdict)s (%(reason)s). Yours takes "
                "its place when you send it again."
            )
            % said,
        )
