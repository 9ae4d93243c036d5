"""Comment sheets on a text: taken away empty or filled in, sent back, taken over row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.formats.comment_sheets import write_sheet
from dabir.formats.documents import Language
from dabir.foundation.files.keeping import read_original
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import Preferences, reading_as, show_digits
from dabir.stages.texts.acts import (
    keep_comment_sheet,
    set_comment_sheet_aside,
    take_comment_sheet,
)
from dabir.stages.texts.acts.sheets import TakenOver, known_sheet, read_text_sheet
from dabir.stages.texts.files.comment_sheets import WHOLE, comment_sheet
from dabir.stages.texts.files.sheets_coming_in import BoundSheet, bind
from dabir.stages.texts.models import Clause, CommentSheetFile, Version
from dabir.stages.texts.policy import speaks_for
from dabir.stages.texts.policy.comments import may_comment
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.comments import (
    comment_sheets_visible_to,
    comments_visible_to,
)
from dabir.web.shared.asking import answered, ask_and_do, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.shared.uploads import within_limit
from dabir.web.texts.files.forms import AsideForm
from dabir.web.texts.forms import choose_among, spoken_for
from dabir.web.texts.frame import Opened, crumbs, framed, peeked, url
from dabir.web.texts.sheets.choices import Choices, asked_now

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SHOWN = 50
"""How many received sheets the page lists."""


class SendSheetForm(forms.Form):
    """A comment sheet that was filled in."""

    file = forms.FileField(
        label=gettext_lazy("The filled-in sheet"), help_text=gettext_lazy("Word or Excel.")
    )
    version = forms.ChoiceField(
        label=gettext_lazy("Version"),
        help_text=gettext_lazy("A sheet of ours says itself which version it is on."),
    )

    def __init__(self, *args: Any, versions: Sequence[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "version", [(str(each.order), str(each)) for each in reversed(versions)])

    def clean_file(self) -> Any:
        """Refuse by its size what is too large, before it is read."""
        return within_limit(self.cleaned_data["file"])


@group_page
def sheets(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The comment sheets of a text: to take away, and those that came."""
    page = peeked(request, group, pk)
    latest = page.present()
    person = actor(request)
    form = SendSheetForm(
        request.POST or None,
        request.FILES or None,
        versions=page.versions,
        initial={"version": latest.order},
    )

    def keep(typed: dict[str, Any]) -> CommentSheetFile:
        data, name = typed["file"].read(), typed["file"].name
        known = known_sheet(page.text, data, person)
        if known is not None:
            messages.info(request, _("This sheet came before."))
            return known
        return keep_comment_sheet(
            text=page.text,
            data=data,
            name=name,
            version=page.version(typed["version"]),
            actor=person,
            at=timezone.now(),
        )

    kept = answered(request, form, keep)
    if kept is not None:
        return redirect(url("comment_sheet", page.text, kept.pk))
    context = framed(page, "comments", [*_trail(page)]) | {
        "form": form,
        "may_comment": offered(may_comment(person, page.text)),
        "received": comment_sheets_visible_to(person).filter(text=page.text)[:_SHOWN],
    }
    status = 422 if form.errors else 200
    return render(request, "texts/sheets/sheets.html", context, status=status)


def _trail(page: Opened) -> list[tuple[str, str]]:
    return [
        (_("Comments"), url("comments", page.text)),
        (_("Comment sheets"), url("comment_sheets", page.text)),
    ]


@group_page
def sheet_file(  # noqa: PLR0917 (the parts of the address)
    request: HttpRequest, group: Group, pk: int, version: int, what: str, ending: str
) -> HttpResponse:
    """A version's comment sheet as a file: empty, or with the comments that the reader may see."""
    page = peeked(request, group, pk)
    on = page.version(str(version))
    if what not in {"empty", "comments"} or ending not in MEDIA_TYPES:
        raise Http404
    asked = request.GET.get("language") or get_language() or ""
    language: Language = "en" if asked.startswith("en") else "fa"
    with reading_as(Preferences.of_language(language)):
        made = comment_sheet(on, request.user, language=language, with_comments=what == "comments")
    data = write_sheet(made, cast("Literal['docx', 'xlsx']", ending))
    name = f"text-{page.text.pk}-{on.order}-{what}.{ending}"
    response = HttpResponse(data, content_type=MEDIA_TYPES[ending])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@group_page
def sheet(request: HttpRequest, group: Group, pk: int, sheet: int) -> HttpResponse:
    """One received sheet, row by row: whose it is, what its rows are on, and taking it over."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(comment_sheets_visible_to(person).filter(text=page.text), pk=sheet)
    context: dict[str, Any] = {
        "text": page.text,
        "group": group,
        "sheet": found,
        "crumbs": crumbs(page.text, *_trail(page), (str(found), "")),
    }
    if not found.waits:
        context["comments"] = comments_visible_to(person).filter(sheets=found).count()
        return render(request, "texts/sheets/sheet.html", context)
    may_comment(person, page.text).require()
    version = page.version(str(found.version.order))
    itself = bool(speaks_for(person, group, None))
    spoken = list(spoken_for(person, group))
    choices = Choices.of(request)
    try:
        read = read_text_sheet(read_original(found.original), found.original.name)
        body = choices.whose(spoken, read.facts.get("organisation", ""), itself=itself)
        bound = bind(read, version, person, body=body, said=choices.said, also=choices.also)
    except Refused as refusal:
        return render(request, "texts/sheets/sheet.html", context | {"fault": str(refusal)})
    chosen = choices.digest(body)
    wished = request.method == "POST" and "again" not in request.POST
    # Nothing is recorded otherwise than its page showed it.
    recording = wished and request.POST.get("shown", chosen) == chosen
    if wished and not recording:
        messages.warning(
            request,
            _("You chose otherwise than the rows below were read: look at them, and record them."),
        )
    form = _audience(request, group, recording=recording)

    def take(typed: dict[str, Any]) -> TakenOver:
        return take_comment_sheet(
            sheet=found,
            body=body,
            said=choices.said,
            also=choices.also,
            confidentiality=typed["confidentiality"],
            bodies=typed["bodies"],
            actor=person,
            at=timezone.now(),
        )

    done = answered(request, form, take) if recording else None
    if done is not None:
        _tell(request, len(done.made), len(done.settled))
        return redirect(url("comments", page.text))
    clauses = list(clauses_visible_to(person).filter(version=version).order_by("order"))
    questions = asked_now(bound, choices.said)
    numbers = {row.number for row in questions}
    context |= _shown(bound, clauses) | {
        "bound": bound,
        "form": form,
        "version": version,
        "spoken": spoken,
        "itself": itself,
        "body": body,
        "questions": [(row, choices.said.get(row.number, "")) for row in questions],
        "more_asked": len(bound.asked) - sum(row.state == "asked" for row in questions),
        "kept": Choices.packed(
            {row: said for row, said in choices.said.items() if row not in numbers}
        ),
        "also": choices.also,
        "chosen": chosen,
        "may_take": not bound.asked and bool(bound.made or bound.settled),
    }
    status = 422 if recording and form.errors else 200
    return render(request, "texts/sheets/sheet.html", context, status=status)


def _audience(request: HttpRequest, group: Group, *, recording: bool) -> AudienceForm:
    """Return the form of who may read the comments, with what was chosen in it so far."""
    if recording:
        return AudienceForm(request.POST, group=group)
    initial: dict[str, Any] = {}
    if "confidentiality" in request.POST:
        initial = {
            "confidentiality": request.POST["confidentiality"],
            "bodies": request.POST.getlist("bodies"),
        }
    return AudienceForm(group=group, initial=initial)


def _shown(bound: BoundSheet, clauses: Sequence[Clause]) -> dict[str, Any]:
    return {
        "clauses": [(str(each.uid), each.label, each.text or each.heading) for each in clauses],
        "whole": WHOLE,
        "counts": {"made": len(bound.made), "settled": len(bound.settled)},
    }


def _tell(request: HttpRequest, made: int, settled: int) -> None:
    if made:
        messages.success(
            request,
            ngettext("%(number)s comment is made.", "%(number)s comments are made.", made)
            % {"number": show_digits(made)},
        )
    if settled:
        messages.success(
            request,
            ngettext("%(number)s comment is settled.", "%(number)s comments are settled.", settled)
            % {"number": show_digits(settled)},
        )


@group_page
def aside(request: HttpRequest, group: Group, pk: int, sheet: int) -> HttpResponse:
    """Set a received sheet aside."""
    page = peeked(request, group, pk)
    person: Person = actor(request)
    found = find(comment_sheets_visible_to(person).filter(text=page.text), pk=sheet)
    return ask_and_do(
        request,
        AsideForm(request.POST if request.method == "POST" else None),
        lambda _typed: set_comment_sheet_aside(sheet=found, actor=person, at=timezone.now()),
        done=_("The sheet is set aside."),
        to=url("comment_sheets", page.text),
        heading=_("Set the sheet aside"),
        submit=_("Set aside"),
        cancel_url=url("comment_sheet", page.text, found.pk),
        crumbs=crumbs(page.text, *_trail(page)),
        intro=_("No comment is made of it. It stays as it came."),
    )
