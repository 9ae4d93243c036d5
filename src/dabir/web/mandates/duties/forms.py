"""Giving duties, carrying them and reporting on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dabir.foundation.files.models import Original
from dabir.foundation.people.models import Body, Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts.reporting import MOST_FILES
from dabir.stages.mandates.models import Axis, Clause, Duty
from dabir.stages.mandates.steps import Carrier
from dabir.web.mandates.forms import READERS, ReasonForm
from dabir.web.shared.fields import DayField, NumberField, choice_field, model_field
from dabir.web.shared.uploads import within_limit
from dabir.web.templatetags.reader import shortened

TEXTAREA = forms.Textarea(attrs={"rows": 4})


class CarriersMixin(forms.Form):
    """Who carries a duty: bodies, or the group and its committees."""

    responsible = forms.MultipleChoiceField(label=_("Responsible"), required=False)
    supporting = forms.MultipleChoiceField(label=_("Supporting"), required=False)

    def offer_carriers(self, group: Group) -> None:
        """Offer the group, its committees and every body."""
        committees = [(f"group-{one.pk}", str(one)) for one in (group, *group.committees.all())]
        bodies = [(f"body-{body.pk}", str(body)) for body in Body.objects.all()]
        choices = [(_("the group and its committees"), committees), (_("bodies"), bodies)]
        for name in ("responsible", "supporting"):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]
            field.widget.attrs["size"] = 8

    def carriers(self, name: str) -> list[Body | Group]:
        """Return what was chosen, in the order of the list."""
        chosen = self.cleaned_data[name]
        keys = {kind: [key for key in chosen if key.startswith(kind)] for kind in ("group", "body")}
        numbers = {kind: [int(key.split("-")[1]) for key in keys[kind]] for kind in keys}
        return [
            *Group.objects.filter(pk__in=numbers["group"]),
            *Body.objects.filter(pk__in=numbers["body"]),
        ]


class DutyWordsForm(forms.Form):
    """What a duty asks, where it stands, to whom its reports go; which text, where it asks one."""

    text = forms.CharField(label=_("What is to be done"), widget=TEXTAREA)
    kind = forms.ChoiceField(
        label=_("Kind of duty"),
        choices=Duty.Kind.choices,
        initial=Duty.Kind.TASK.value,
        widget=forms.RadioSelect,
        help_text=_("A required output is a text that is to be handed to somebody."),
    )
    title = forms.CharField(
        label=_("Title of the required text"),
        max_length=300,
        required=False,
        help_text=_("For a required output only."),
    )
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Clause of the mandate"), required=False
    )
    axis = forms.ModelChoiceField(Axis.objects.none(), label=_("Axis"), required=False)
    reporting_to = forms.ModelChoiceField(
        Body.objects.all(), label=_("Reports go to"), required=False
    )


class DutyForm(CarriersMixin, DutyWordsForm):
    """A duty that no document gave, or that the reader of documents missed."""

    due_on = DayField(label=_("Deadline"), required=False)
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        choices=READERS,
        initial=Confidentiality.GROUP.value,
        widget=forms.RadioSelect,
    )
    field_order = (
        "text",
        "responsible",
        "supporting",
        "due_on",
        "kind",
        "title",
        "clause",
        "axis",
        "reporting_to",
        "confidentiality",
    )


class ChangeDutyForm(DutyWordsForm):
    """Other words for a duty, or another place."""

    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CarriersForm(CarriersMixin):
    """Other carriers for a duty."""

    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DraftForm(forms.Form):
    """The draft that came with a mandate: its own file, one of its annexes, or another file."""

    file = forms.FileField(label=_("A file"), required=False)
    annex = forms.ModelChoiceField(
        Clause.objects.none(), label=_("Or an annex of the mandate"), required=False
    )
    whole = forms.BooleanField(
        label=_("Or the file of the mandate itself, as a whole"), required=False
    )

    def __init__(self, *args: Any, duty: Duty, annexes: QuerySet[Clause], **kwargs: Any) -> None:
        """`annexes` are those of the group's mandates that the reader may see."""
        super().__init__(*args, **kwargs)
        self.original = duty.clause.mandate.original if duty.clause else None
        annex = model_field(self, "annex")
        annex.queryset = annexes
        annex.label_from_instance = (  # type: ignore[method-assign]
            lambda obj: f"{show_digits(obj.path)} · {shortened(obj.text, 60)}"
        )
        annex.initial = duty.draft_annex
        if self.original is None:
            del self.fields["whole"]
        else:
            self.fields["whole"].initial = duty.draft_id == self.original.pk

    def clean_file(self) -> Any:
        """Refuse what is too large to be kept at once."""
        return within_limit(self.cleaned_data["file"])

    def chosen_file(self) -> tuple[str, bytes] | Original | None:
        """Return the file that was given, or the mandate's own."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file.read()
        return self.original if self.cleaned_data.get("whole") else None


class DeclineForm(ReasonForm):
    """For whom a duty is declined, and why."""

    carrier = forms.ChoiceField(label=pgettext_lazy("on behalf of", "For"))
    field_order: tuple[str, ...] = ("carrier", "reason")

    def __init__(self, *args: Any, carriers: Mapping[str, Carrier], **kwargs: Any) -> None:
        """`carriers` are those for whom the person may speak, by their keys."""
        super().__init__(*args, **kwargs)
        choice_field(self, "carrier").choices = _choices(carriers)


class HandOverForm(DeclineForm):
    """Who hands a duty over, to whom, and why."""

    to = forms.ChoiceField(label=_("Hand it over to"))
    stays = forms.BooleanField(label=_("Stay as supporting"), required=False)
    field_order = ("carrier", "to", "stays", "reason")

    def __init__(self, *args: Any, receivers: Mapping[str, Carrier], **kwargs: Any) -> None:
        """`receivers` are those to whom the duty may go, by their keys."""
        super().__init__(*args, **kwargs)
        choice_field(self, "to").choices = _choices(receivers)


def _choices(carriers: Mapping[str, Carrier]) -> list[tuple[str, str]]:
    return [(key, str(carrier)) for key, carrier in carriers.items()]


class ExtensionForm(ReasonForm):
    """Until when more time is asked for, and why."""

    until = DayField(label=_("New deadline"))
    field_order = ("until", "reason")


class GrantForm(forms.Form):
    """Until when more time is granted."""

    until = DayField(label=_("New deadline"))
    answer = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class DueForm(forms.Form):
    """Another deadline, or none."""

    due_on = DayField(label=_("Deadline"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who carry the duty will read it."),
    )


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list of them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Look at each file.

        Raises:
            ValidationError: too many files, or one that is empty or too large.
        """
        uploads: list[UploadedFile] = [one for one in (data or []) if one is not None]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(count)s files."), params={"count": show_digits(MOST_FILES)}
            )
        one_file = super().clean
        return [within_limit(one_file(one)) for one in uploads]


class ReportForm(forms.Form):
    """A report on a duty: words, files or both."""

    text = forms.CharField(
        label=_("What was done"),
        widget=TEXTAREA,
        required=False,
        help_text=_("May stay empty when a file says it."),
    )
    percent = NumberField(
        label=_("Progress in percent"),
        min_value=0,
        max_value=100,
        initial=100,
        help_text=_("100 asks the secretariat to verify that the duty is done."),
    )
    obstacle = forms.CharField(
        label=_("What stands in the way"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attached = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("The report itself, or evidence; each is kept as it is."),
    )
    to = forms.ModelChoiceField(
        Body.objects.all(),
        label=_("The report goes to"),
        required=False,
        help_text=_("It is sent on once the secretariat has verified it."),
    )


class VerifyForm(forms.Form):
    """A note on a verified report."""

    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ForwardForm(forms.Form):
    """To whom a report goes on."""

    to = forms.ModelChoiceField(Body.objects.all(), label=_("The report goes to"))
