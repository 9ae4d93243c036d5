"""The form of a body's official reply: its questions, as a table where they form one; who signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.stages.submissions.intake.contents import FileDraft
from dabir.web.shared.fields import DayField
from dabir.web.submissions.responding.form import RespondForm
from dabir.web.submissions.responding.questions import Asked
from dabir.web.submissions.uploads import FilesField

ONE_ROW = 4


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """An axis with the fields of its elements, in the order of the columns."""

    name: str
    cells: tuple[forms.BoundField | None, ...]


class ReplyForm(RespondForm):
    """A reply that binds the body, not a person."""

    signed_by = forms.CharField(
        label=_("Signed by"),
        max_length=120,
        help_text=_("Who binds the body by their signature."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    post = forms.CharField(label=_("Post"), max_length=160, widget=forms.TextInput({"dir": "auto"}))
    letter_number = forms.CharField(
        label=_("Number of the letter"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    dated_on = DayField(label=_("Date of the letter"), required=False)
    scan = FilesField(
        label=_("The signed letter, scanned"),
        required=False,
        help_text=_("One file: a PDF or a picture."),
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sector", "invitation", "province", "organisation"):
            self.fields.pop(name, None)
        self.fields["name"].label = _("Contact person")
        self.fields["body"] = forms.ModelChoiceField(
            bodies, label=_("Replying body"), initial=bodies.first() if len(bodies) == 1 else None
        )
        for question in self.questions.values():
            if question.element_id is not None:
                self.fields[f"question-{question.pk}"].widget.attrs["rows"] = ONE_ROW

    @property
    def about(self) -> list[forms.BoundField]:
        """Which body replies, and whom to ask about it."""
        return [self[name] for name in ("body", "name", "email", "phone")]

    @property
    def signed(self) -> list[forms.BoundField]:
        """Who signed it, and the letter."""
        names = ("signed_by", "post", "letter_number", "dated_on", "scan")
        return [self[name] for name in names]

    @property
    def singly(self) -> list[Asked]:
        """The questions outside the table."""
        return [one for one in self.asked if one.question.element_id is None]

    @property
    def columns(self) -> list[str]:
        """The elements of the table; none where there is no table."""
        return [element.name for element in self._elements]

    @property
    def _elements(self) -> list[Any]:
        inside = any(one.element_id is not None for one in self.questions.values())
        return list(self.call.elements.all()) if inside else []

    @property
    def rows(self) -> list[ReplyRow]:
        """The axes of the table, each with a field for every element that is asked of it."""
        places = {
            (question.axis_id, question.element_id): self[name]
            for name, question in self.questions.items()
            if question.element_id is not None
        }
        axes = {
            question.axis_id: question.axis
            for question in self.questions.values()
            if question.element_id is not None
        }
        elements = self._elements
        return [
            ReplyRow(
                axis.name if axis is not None else "",
                tuple(places.get((key, element.pk)) for element in elements),
            )
            for key, axis in axes.items()
        ]

    def clean_scan(self) -> list[FileDraft]:
        """Take one scan.

        Raises:
            ValidationError: several files were sent.
        """
        files: list[FileDraft] = self.cleaned_data["scan"]
        if len(files) > 1:
            raise forms.ValidationError(_("Send the signed letter as one file."))
        return files

    @property
    def scans(self) -> list[FileDraft]:
        """The scan, if one was sent."""
        return list(self.cleaned_data.get("scan") or ())

    def sent_files(self, cleaned: Mapping[str, Any]) -> list[FileDraft]:
        """Return the files, the scan of the signed letter last."""
        return [*super().sent_files(cleaned), *(cleaned.get("scan") or ())]

    def signing(self) -> dict[str, Any]:
        """Return who signed and the letter, as the act takes it."""
        given = self.cleaned_data
        return {
            "name": given["signed_by"],
            "post": given["post"],
            "letter_number": given["letter_number"],
            "dated_on": given["dated_on"],
        }
