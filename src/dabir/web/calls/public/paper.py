"""A call on paper: a page that prints well on A4, and the same as PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dabir.formats.pdf_writing import write_pdf
from dabir.formats.reports import Facts, Heading, Part, Prose, Report, ScanCode, Table
from dabir.foundation.naming import in_language
from dabir.foundation.people.preferences import show_day, show_digits
from dabir.stages.calls import queries
from dabir.stages.calls.models import Call, Question
from dabir.web.calls.public.views import FRAME, content_of
from dabir.web.shared.pages import find


@require_safe
def print_call(request: HttpRequest, code: str) -> HttpResponse:
    """One call as it stands on paper: everything open, its address as a code to scan."""
    found = find(queries.published_to(request.user), code=code)
    context = content_of(request, found) | FRAME
    return render(request, "calls/public/print.html", context)


@require_safe
def print_call_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """One call as PDF, in the reader's language."""
    found = find(queries.published_to(request.user), code=code)
    data = write_pdf(paper_of(request, found))
    answer = HttpResponse(data, content_type="application/pdf")
    name = f"{found.code}-{request.LANGUAGE_CODE}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def paper_of(request: HttpRequest, call: Call) -> Report:
    """Return what is printed of a call, as the present reader reads."""
    content = content_of(request, call)
    from_right = get_language_bidi()
    parts: list[Part] = [Facts(pairs=tuple(_facts(call, content)))]
    for told in content["notices"]:
        day = show_day(told.notice.at.astimezone(call.zone).date())
        parts.append(Heading(text=f"{told.notice.get_kind_display()} · {day}", level=3))
        parts.append(Prose(text="\n".join(filter(None, (told.notice.text, told.moved)))))
    if content["purpose"].words:
        parts.append(Prose(text=content["purpose"].words))
    if content["asked"]:
        parts.append(Heading(text=_("What is asked")))
        parts += [
            Prose(text=f"{show_digits(one.number)}. {one.said.words}{_ways(one.question)}")
            for one in content["asked"]
        ]
    form = content["form"]
    if form is not None:
        parts.append(Heading(text=_("The form, by axis and element")))
        rows = tuple((row.name, *("☐" if cell else "—" for cell in row.cells)) for row in form.rows)
        parts.append(
            Table(
                columns=(_("Axis"), *form.columns),
                rows=rows,
                widths=(2.0, *(1.0 for _column in form.columns)),
            )
        )
    if content["exhibits"]:
        parts.append(Heading(text=_("The draft, clause by clause")))
        for exhibit in content["exhibits"]:
            parts += [Heading(text=exhibit.label, level=3), Prose(text=exhibit.text)]
    if content["invited"]:
        asked = call.kind == Call.Kind.INQUIRY
        parts.append(
            Heading(text=_("Bodies that are asked") if asked else _("Invited in particular"))
        )
        names = [invitation.name for invitation, _before in content["invited"]]
        parts.append(Prose(text=_(", ").join(names)))
    note = _("Read the call and take part: scan the code, or type the address.")
    parts.append(ScanCode(url=content["short_url"], note=note))
    return Report(
        language="fa" if from_right else "en",
        direction="rtl" if from_right else "ltr",
        title=call.name,
        kicker=call.group.name,
        subtitle=str(call.get_kind_display()),
        parts=tuple(parts),
        day=timezone.now().astimezone(call.zone).date(),
    )


def _facts(call: Call, content: dict[str, Any]) -> list[tuple[str, str]]:
    closes, bodies = content["shown"].closes, content["co_organisers"]
    pairs = [(_("Asked by"), call.group.name)]
    if bodies:
        pairs.append((_("Together with"), _(", ").join(str(body) for body in bodies)))
    if content["opens"]:
        pairs.append((_("Opens"), content["opens"]))
    if closes:
        until = f"{closes} ({content['clock']})"
        pairs.append((_("Open until"), until))
    if call.contact:
        pairs.append((_("Questions to"), call.contact))
    return pairs


def _ways(question: Question) -> str:
    """Return how a question is answered: its choices, its scale, what agreement is asked on."""
    names = [in_language(choice) for choice in question.choices]
    if question.kind == Question.Kind.SCALE:
        ends = [show_digits(question.lowest), show_digits(question.highest)]
        if names:
            ends = [f"{end}: {name}" for end, name in zip(ends, names, strict=True)]
        return f" ({' … '.join(ends)})"
    said = f" ({' / '.join(names)})" if names else ""
    return f"{said}\n«{question.proposal}»" if question.proposal else said
