"""What is asked of an import: the file and its call, then what each of its columns is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dabir.formats.limits import MEGABYTE
from dabir.formats.names import safe_name
from dabir.foundation.people.preferences import show_digits
from dabir.stages.calls.models import Call, Exhibit, Question
from dabir.stages.submissions.intake import mapping as columns
from dabir.stages.submissions.intake.mapping import KNOWN, Order, Target, on_exhibit, to_question
from dabir.stages.submissions.models import Submission
from dabir.web.shared.fields import DayField, model_field

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.mbox,.eml,.zip"
"""For the file field's `accept`; what counts is the contents."""

_SAID = (Target.FREE, Target.TITLE, Target.NOTE, Target.FILE)
_ON_CLAUSES = (Target.CLAUSE, Target.COMMENT, Target.WORDING, Target.REASON)
_WHO = (
    Target.NAME,
    Target.FIRST_NAME,
    Target.LAST_NAME,
    Target.ORGANISATION,
    Target.SECTOR,
    Target.EMAIL,
    Target.PHONE,
    Target.PROVINCE,
)
_ABOUT = (Target.DATE, Target.TIME, Target.KEY, Target.LANGUAGE, Target.PUBLICATION)
_PROMPT = 70


class UploadForm(forms.Form):
    """A file with many submissions, and the call that they answer."""

    call = forms.ModelChoiceField(Call.objects.none(), label=_("They answer the call"))
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput({"accept": ACCEPTED}),
        help_text=_(
            "A table (csv, xlsx, json, jsonl), a mailbox (mbox) or a zip file of documents."
        ),
    )

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "call").queryset = calls

    def clean_file(self) -> Any:
        """Look at its size alone, before its bytes are read.

        Raises:
            ValidationError: it is larger than an import may be.
        """
        upload = self.cleaned_data["file"]
        if upload.size > settings.IMPORT_LIMIT:
            raise forms.ValidationError(
                gettext("“%(file)s” is larger than %(limit)s MB, the most that one import may be.")
                % {
                    "file": safe_name(upload.name),
                    "limit": show_digits(settings.IMPORT_LIMIT // MEGABYTE),
                }
            )
        return upload


class ColumnsForm(forms.Form):
    """What each column of a file is, and what holds for rows that do not say it."""

    received_on = DayField(
        label=_("They came on"), required=False, help_text=_("For rows that name no day.")
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=Submission.Sector.choices,
        help_text=_("For rows that name none."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("told from the words")), ("fa", _("Persian")), ("en", _("English"))],
    )
    publication = forms.ChoiceField(
        label=_("May they be published?"),
        choices=Submission.Publication.choices,
        help_text=_("Only as their authors said. Otherwise: no."),
    )
    order = forms.ChoiceField(
        label=_("In dates such as 9/8/2021"),
        required=False,
        choices=[("", _("keep such rows out")), *Order.choices],
    )
    known = forms.ChoiceField(
        label=_("Exported by"),
        required=False,
        choices=[("", _("something else")), *((key, known.name) for key, known in KNOWN.items())],
        help_text=_("Of known exports, withdrawn items and markup are allowed for."),
    )

    def __init__(
        self,
        *args: Any,
        names: Sequence[str],
        questions: Iterable[Question],
        exhibits: Iterable[Exhibit],
        guessed: columns.Mapping,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._names = names
        choices = _choices(questions, exhibits)
        for place, name in enumerate(names):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=name,
                choices=choices,
                required=False,
                initial=guessed.columns.get(name, ""),
            )
        for name in ("received_on", "sector", "language", "publication", "order", "known"):
            self.fields[name].initial = getattr(guessed, name)

    @property
    def chosen(self) -> list[forms.BoundField]:
        """The fields of the columns, in the order of the file."""
        return [self[f"column-{place}"] for place in range(len(self._names))]

    @property
    def for_all(self) -> list[forms.BoundField]:
        """The fields of what holds for every row."""
        names = ("received_on", "publication", "sector", "language", "order", "known")
        return [self[name] for name in names]

    def mapping(self) -> columns.Mapping:
        """Return what was chosen."""
        given: Mapping[str, Any] = self.cleaned_data
        return columns.Mapping(
            columns={
                name: said
                for place, name in enumerate(self._names)
                if (said := given.get(f"column-{place}", ""))
            },
            known=given["known"],
            order=given["order"],
            received_on=given["received_on"],
            sector=given["sector"],
            publication=given["publication"],
            language=given["language"],
        )


def _choices(questions: Iterable[Question], exhibits: Iterable[Exhibit]) -> list[Any]:
    asked = [
        (to_question(one), _cut(f"{show_digits(place)}. {one.prompt}"))
        for place, one in enumerate(questions, start=1)
    ]
    shown = [(on_exhibit(one), _cut(one.label)) for one in exhibits]
    on_clauses = [*_labelled(_ON_CLAUSES), *shown] if shown else []
    groups = [
        (gettext("What is said"), _labelled(_SAID)),
        (gettext("Answers to questions"), asked),
        (gettext("Comments on clauses"), on_clauses),
        (gettext("Who said it"), _labelled(_WHO)),
        (gettext("About it"), _labelled(_ABOUT)),
    ]
    return [("", gettext("left out")), *(group for group in groups if group[1])]


def _labelled(targets: Iterable[Target]) -> list[tuple[str, str]]:
    return [(target.value, str(target.label)) for target in targets]


def _cut(label: str) -> str:
    return label if len(label) <= _PROMPT else f"{label[: _PROMPT - 1]}…"
