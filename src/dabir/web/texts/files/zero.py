"""The zero draft from a file: uploaded, shown as the clauses it would be, mended, written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.domain import drafting
from dabir.domain.drafting import Kind, Numbering
from dabir.domain.drafting.copies.outlining import (
    DEEPEST,
    ReadClause,
    as_clauses,
    numbered_otherwise,
)
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.acts import (
    draft_zero_from_file,
    keep_draft_file,
    mend_draft_file,
    set_draft_file_aside,
)
from dabir.stages.texts.acts.drafting_from_files import Join, LeaveOut, Mend
from dabir.stages.texts.files.long_files import draft_under_way, have_draft_read
from dabir.stages.texts.files.told import told
from dabir.stages.texts.files.zero_files import rows_of
from dabir.stages.texts.models import Clause, DraftFile, Text
from dabir.stages.texts.policy import may_draft_zero
from dabir.stages.texts.queries import (
    draft_files_visible_to,
    latest_version,
    visible_to,
    waiting_draft_file,
)
from dabir.stages.texts.queries.examining import state_of
from dabir.web.shared.asking import answered, ask, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.shared.uploads import within_limit
from dabir.web.texts.files.forms import AsideForm
from dabir.web.texts.frame import crumbs, url
from dabir.web.texts.showing import direction

_LONGEST = 5
"""Places of clauses have no more digits."""


class DraftFileForm(forms.Form):
    """A file of a draft."""

    file = forms.FileField(
        label=gettext_lazy("The file of the draft"),
        help_text=gettext_lazy(
            "Word, OpenDocument, PDF, Akoma Ntoso, HTML, Markdown or plain text."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse by its size what is too large, before it is read."""
        return within_limit(self.cleaned_data["file"])


class MendForm(forms.Form):
    """What a clause that was read is, where it stands, and its words."""

    kind = forms.TypedChoiceField(
        label=gettext_lazy("Kind"), choices=Clause.Kind.choices, coerce=Kind
    )
    depth = forms.TypedChoiceField(
        label=gettext_lazy("Set in by"),
        coerce=int,
        help_text=gettext_lazy("A clause stands in the nearest one above that is less set in."),
    )
    heading = forms.CharField(label=gettext_lazy("Heading"), required=False, max_length=1000)
    words = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Put an empty line where another clause begins."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        depth = self.fields["depth"]
        assert isinstance(depth, forms.TypedChoiceField)  # noqa: S101 (declared above)
        depth.choices = [(each, show_digits(each)) for each in range(DEEPEST + 1)]
        for name in ("heading", "words"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposed clause as the page shows it; `mark` is the one it will have."""

    place: int
    row: ReadClause
    kind: str
    mark: str
    heading: str
    words: str
    translations: tuple[str, ...]
    otherwise: bool

    @property
    def printed(self) -> str:
        """The mark in the file, without the sign after it."""
        return self.row.mark.strip(" \t.:،ـ–—-")


def _opened(request: HttpRequest, group: Group, pk: int) -> Text:
    text = find(visible_to(request.user).filter(group=group), pk=pk)
    may_draft_zero(actor(request), text).require()
    return text


@group_page
def upload(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Have a file read as the zero draft."""
    text = _opened(request, group, pk)
    person = actor(request)
    form = DraftFileForm(request.POST or None, request.FILES or None)

    def keep(typed: dict[str, Any]) -> DraftFile:
        data, name = typed["file"].read(), typed["file"].name
        known = waiting_draft_file(text, data, person)
        return known or keep_draft_file(
            text=text, data=data, name=name, actor=person, at=timezone.now()
        )

    made = answered(request, form, keep)
    if made is not None:
        return redirect(url("draft_received", text, made.pk))
    return ask(
        request,
        form,
        heading=_("Read the zero draft from a file"),
        submit=_("Read the file"),
        cancel_url=url("text", text),
        crumbs=crumbs(text),
        intro=_("The file is kept as it came. Nothing of it holds until you have confirmed it."),
    )


@group_page
def draft_file(request: HttpRequest, group: Group, pk: int, file: int) -> HttpResponse:
    """The clauses that a file would make: mend them, leave some out, write the draft."""
    text = find(visible_to(request.user).filter(group=group), pk=pk)
    person = actor(request)
    found = find(draft_files_visible_to(person).filter(text=text), pk=file)
    context: dict[str, Any] = {
        "text": text,
        "group": group,
        "file": found,
        "notes": [told(each) for each in found.notes],
        "refusal": told(found.refusal),
        "crumbs": crumbs(text, (str(found), "")),
    }
    if not found.waits:
        return render(request, "texts/files/draft_file.html", context)
    may_draft_zero(person, text).require()
    if found.read_at is None or found.refusal:
        if "read" in request.POST and not found.refusal:
            have_draft_read(found, actor=person, at=timezone.now())
            return redirect(url("draft_received", text, found.pk))
        context["work"] = draft_under_way(found)
        return render(request, "texts/files/draft_file.html", context)
    rows = rows_of(found.rows)
    place = _place(request.GET.get("clause", ""), rows)
    if place is None and request.method == "POST" and "clause" in request.GET and rows:
        # There are fewer clauses by now: what was typed stays, beside the last one.
        place = len(rows) - 1
    form = None
    if place is not None:
        form = MendForm(
            request.POST or None,
            language=text.language,
            initial={
                "kind": rows[place].kind,
                "depth": rows[place].depth,
                "heading": rows[place].heading.get(text.language, ""),
                "words": rows[place].text.get(text.language, ""),
            },
        )
        if answered(request, form, lambda typed: _mend(request, found, place, Mend(**typed))):
            return redirect(f"{url('draft_received', text, found.pk)}#clause-{place}")
    elif request.method == "POST":
        return _told(request, text, found)
    shown = _shown(rows, text)
    zero = latest_version(text)
    context |= {
        "rows": shown,
        "mending": place,
        "stale": request.method == "POST" and _mended(request) != found.mended,
        "form": form,
        "kept": sum(not each.left_out for each in rows),
        "otherwise": sum(each.otherwise for each in shown),
        "anew": zero is not None,
        "seen": state_of(zero),
    }
    return render(request, "texts/files/draft_file.html", context)


def _told(request: HttpRequest, text: Text, file: DraftFile) -> HttpResponse:
    """Do what one of the buttons of the page says, and return to where it stood."""
    here = url("draft_received", text, file.pk)
    rows = rows_of(file.rows)
    try:
        for name, change in (("join", Join()), ("out", LeaveOut()), ("back", LeaveOut(out=False))):
            if name not in request.POST:
                continue
            place = _place(request.POST[name], rows)
            # The act refuses a clause that there is not.
            _mend(request, file, -1 if place is None else place, change)
            return redirect(f"{here}#clause-{max((place or 0) - (name == 'join'), 0)}")
        draft_zero_from_file(
            file=file,
            mended_before=_mended(request),
            seen=request.POST.get("seen"),
            actor=actor(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    messages.success(request, _("The zero draft is saved."))
    return redirect(url("text", text))


def _mend(
    request: HttpRequest, file: DraftFile, place: int, change: Mend | Join | LeaveOut
) -> DraftFile:
    return mend_draft_file(
        file=file,
        place=place,
        change=change,
        mended_before=_mended(request),
        actor=actor(request),
        at=timezone.now(),
    )


def _mended(request: HttpRequest) -> int:
    typed = request.POST.get("mended", "")
    return int(typed) if typed.isdecimal() and len(typed) < 2 * _LONGEST else -1


def _place(typed: str, rows: tuple[ReadClause, ...]) -> int | None:
    if not typed.isdecimal() or len(typed) > _LONGEST or int(typed) >= len(rows):
        return None
    return int(typed)


def _shown(rows: tuple[ReadClause, ...], text: Text) -> list[Shown]:
    language = text.language
    clauses = as_clauses(rows, lambda: str(new_id()))
    version = drafting.Version.of(drafting.ZERO_DRAFT, clauses)
    numbering = Numbering(version)
    otherwise = numbered_otherwise(rows, version, language)
    marks = iter([numbering.label(each.uid, language).mark for each in clauses])
    kinds = {kind.value: str(kind.label) for kind in Clause.Kind}
    return [
        Shown(
            place,
            row,
            kinds[Kind(row.kind).value],
            "" if row.left_out else next(marks),
            row.heading.get(language, ""),
            row.text.get(language, ""),
            tuple(words for code, words in row.text.items() if code != language),
            place in otherwise,
        )
        for place, row in enumerate(rows)
    ]


@group_page
def draft_file_aside(request: HttpRequest, group: Group, pk: int, file: int) -> HttpResponse:
    """Set a file aside of which no draft is made."""
    text = find(visible_to(request.user).filter(group=group), pk=pk)
    person = actor(request)
    found = find(draft_files_visible_to(person).filter(text=text), pk=file)
    return ask_and_do(
        request,
        AsideForm(request.POST if request.method == "POST" else None),
        lambda _typed: set_draft_file_aside(file=found, actor=person, at=timezone.now()),
        done=_("The file is set aside."),
        to=url("text", text),
        heading=_("Set the file aside"),
        submit=_("Set aside"),
        cancel_url=url("draft_received", text, found.pk),
        crumbs=crumbs(text),
        intro=_("No draft is made of it. It stays as it came."),
    )
