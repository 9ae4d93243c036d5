"""Forms of the compilation, of rulings and of the proposed procedure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.people.models import Body, Group, Person
from dabir.stages.texts.compiling.compiled import KeptContest
from dabir.stages.texts.compiling.shown import Rulings, kept_as, ruled_as
from dabir.stages.texts.models import Amendment, Treatment
from dabir.web.texts.forms import ReasonForm, in_own_language, offer, see_anew, spoken_for

T = TypeVar("T")

STANDINGS = (
    ("open", gettext_lazy("to be decided")),
    ("bracketed", gettext_lazy("in brackets")),
    ("decided", gettext_lazy("decided")),
)

WHAT_FOLLOWS = (
    ("accepted", gettext_lazy("accept it")),
    ("rejected", gettext_lazy("reject it")),
    ("bracketed", gettext_lazy("leave it in brackets")),
    ("reopen", gettext_lazy("take the ruling back")),
)


def _reason(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
        help_text=help_text,
    )


class CompilationForm(forms.Form):
    """Which contested places to show."""

    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Proposed by"), required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("all")), *STANDINGS],
        required=False,
    )
    conflicts = forms.BooleanField(label=gettext_lazy("only conflicts"), required=False)
    below = forms.BooleanField(
        label=gettext_lazy("only with amendments to amendments"), required=False
    )


class ShownForm(forms.Form):
    """What tells the state of an amendment that was read from another; see `shown.ruled_as`."""

    # Kept with unsent words: what changed meanwhile is noticed when they are sent.
    shown = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = ruled_as(amendment)


def looking_again(form: ShownForm, act: Callable[[Any], T]) -> Callable[[Any], T]:
    """Return an act of what was typed; where it refuses, what is shown then counts as read."""

    def do(typed: Any) -> T:
        try:
            return act(typed)
        except NotNow:
            see_anew(form, {"shown": form.initial["shown"]})
            raise

    return do


class SeenForm(ShownForm, ReasonForm):
    """A reason, and which state of the amendment was read."""


class PartForm(ShownForm):
    """What is ruled on one part of an amendment."""

    ruling = forms.ChoiceField(
        label=gettext_lazy("Ruling"), choices=WHAT_FOLLOWS, widget=forms.RadioSelect
    )
    reason = _reason(gettext_lazy("Reason"), gettext_lazy("Needed to reject it."))

    def reasons(self) -> dict[str, str]:
        """Return the reason by the language of who typed it."""
        return in_own_language(self.cleaned_data["reason"])


class RulingAgainForm(forms.Form):
    """A ruling on a contested place that was refused, as it was sent."""

    reason = _reason(gettext_lazy("Reason"))
    choose = forms.CharField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)
    bracket = forms.CharField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        """Leave out what was not pressed: that a button is named says that it was."""
        super().__init__(data, **kwargs)
        if "bracket" not in data:
            del self.fields["bracket"]

    def show(self, contest: KeptContest, rulings: Rulings) -> None:
        """Take the place as it stands as seen: the page that asks again says what is there."""
        see_anew(self, {"shown": kept_as(contest, rulings)})


class MergeForm(forms.Form):
    """Words in the stead of all that is proposed in one place."""

    words = forms.CharField(
        label=gettext_lazy("Words"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        strip=False,
    )
    reason = _reason(gettext_lazy("Reason"))

    def clean_words(self) -> str:
        """Take line ends as texts have them."""
        return str(self.cleaned_data["words"]).replace("\r\n", "\n")


class JoinForm(forms.Form):
    """Which body joins or leaves those behind words, and of which amendment."""

    amendment = forms.ModelChoiceField(
        Amendment.objects.none(), label=gettext_lazy("Amendment"), empty_label=None
    )
    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"))
    how = forms.ChoiceField(
        label=gettext_lazy("It"),
        choices=[
            ("join", gettext_lazy("joins those behind these words")),
            ("leave", gettext_lazy("leaves them")),
        ],
        widget=forms.RadioSelect,
        initial="join",
    )

    def __init__(
        self, *args: Any, reader: Person, group: Group, numbers: list[int], amendments: Any
    ) -> None:
        super().__init__(*args)
        offer(self, "body", spoken_for(reader, group), empty=None)
        offer(self, "amendment", amendments.filter(number__in=numbers), empty=None)
        field = self.fields["amendment"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (declared above)
        if len(numbers) == 1:
            field.initial = field.queryset.first()  # type: ignore[union-attr]  # offered just now
            field.widget = forms.HiddenInput()


class TreatmentForm(forms.Form):
    """How the secretariat proposes to deal with an amendment."""

    what = forms.ChoiceField(
        label=gettext_lazy("Proposal"), choices=Treatment.What.choices, widget=forms.RadioSelect
    )
    reason = _reason(gettext_lazy("Reason"), gettext_lazy("Needed to reject it."))
    # Kept with unsent words: another proposal made meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))


class ProcedureFilterForm(forms.Form):
    """Which amendments of the procedure to show."""

    what = forms.ChoiceField(
        label=gettext_lazy("Proposal"),
        choices=[("", gettext_lazy("all")), *Treatment.What.choices],
        required=False,
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Proposed by"), required=False
    )
    clause = forms.ChoiceField(label=gettext_lazy("Clause"), required=False)


class AnswerForm(forms.Form):
    """Whether a body agrees to the proposed procedure or insists on its amendment."""

    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"))
    agrees = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=[
            ("yes", gettext_lazy("agrees to what is proposed")),
            ("no", gettext_lazy("insists that it be dealt with singly")),
        ],
        widget=forms.RadioSelect,
    )
    reason = _reason(gettext_lazy("Reason"))
    # Kept with unsent words: another proposal made meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))

    def __init__(self, *args: Any, reader: Person, group: Group, proposer: Body | None) -> None:
        super().__init__(*args)
        mine = spoken_for(reader, group)
        offer(self, "body", mine, empty=None)
        if proposer is not None and mine.filter(pk=proposer.pk).exists():
            self.initial["body"] = proposer
        else:
            self.initial["agrees"] = "no"
            self.fields["agrees"].help_text = _(
                "Only whoever proposed the amendment agrees; others who insisted may stop doing so."
            )
