"""Files that came back: uploaded, shown as the amendments they would be, and proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain import drafting
from dabir.domain.drafting import Unfit
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.people.models import Group
from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.acts import (
    Taken,
    keep_text_file,
    propose_from_file,
    set_text_file_aside,
)
from dabir.stages.texts.files.coming_in import Coming, Incoming
from dabir.stages.texts.files.long_files import have_read, incoming_of, reading_under_way
from dabir.stages.texts.files.told import told
from dabir.stages.texts.models import ReceivedFile
from dabir.stages.texts.policy import may_propose
from dabir.stages.texts.queries import amendments_visible_to, received_files_visible_to
from dabir.stages.texts.sentences import why_unfit
from dabir.stages.texts.snapshots import snapshot
from dabir.web.shared.asking import answered, ask, ask_and_do
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.files.forms import AsideForm, LeavingOut, ReceivedForm, UploadForm
from dabir.web.texts.forms import in_own_language
from dabir.web.texts.frame import Opened, crumbs, peeked, url
from dabir.web.texts.showing import Shown, changes_of

_LONGEST = 7
"""Places of lines have fewer digits."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What one author of a file would change, as the page shows it."""

    coming: Coming
    changes: list[Shown]
    lost: list[Shown]
    fault: str
    fields: tuple[str, ...]
    leaving_out: LeavingOut | None


@group_page
def receive(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Upload a file in which the text was changed."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_propose(person, page.text).require()
    form = UploadForm(request.POST or None, request.FILES or None)
    made = answered(
        request,
        form,
        lambda typed: keep_text_file(
            text=page.text,
            data=typed["file"].read(),
            name=typed["file"].name,
            actor=person,
            at=timezone.now(),
        ),
    )
    if made is not None:
        return redirect(url("received", page.text, made.pk))
    return ask(
        request,
        form,
        heading=_("Send a changed copy"),
        submit=_("Read the file"),
        cancel_url=url("exchange", page.text),
        crumbs=crumbs(page.text, (_("Files"), url("exchange", page.text))),
        intro=_(
            "A Word file with tracked changes, or an edited copy in any form. It is kept as it "
            "came. Nothing is proposed before you have seen how it was read."
        ),
    )


@group_page
def received(request: HttpRequest, group: Group, pk: int, file: int) -> HttpResponse:
    """What a file would propose, clause by clause; propose it."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(received_files_visible_to(person).filter(text=page.text), pk=file)
    found.text = page.text
    context = {
        "text": page.text,
        "group": group,
        "received": found,
        "amendments": amendments_visible_to(person).filter(received_files=found).order_by("number"),
        "crumbs": crumbs(page.text, (_("Files"), url("exchange", page.text)), (str(found), "")),
        "versions": page.versions,
        "query": request.GET.urlencode(),
        "kept": [(name, value) for name, value in request.GET.items() if value],
    }
    if not found.waits:
        return render(request, "texts/files/received.html", context)
    may_propose(person, page.text).require()
    base = page.version(request.GET["base"]) if request.GET.get("base") else None
    said = _said(request)
    try:
        incoming = incoming_of(found, page.versions, base=base, said=said)
    except Refused as refusal:
        return render(request, "texts/files/received.html", context | {"fault": str(refusal)})
    if incoming is None:
        if "read" in request.POST:
            have_read(found, page.versions, base=base, said=said, actor=person, at=timezone.now())
            return redirect(request.get_full_path())
        context["unread"] = True
        context["work"] = reading_under_way(found, page.versions, base=base, said=said)
        return render(request, "texts/files/received.html", context)
    form = ReceivedForm(
        request.POST or None,
        group=group,
        reader=person,
        initial={"present": page.present().order},
        authors=[
            (each.author, _remarks(each), list(dict.fromkeys(one.uid for one in each.operations)))
            for each in incoming.coming
            if each.operations
        ],
    )
    if form.is_bound:
        form.look_again(page.present())
    made = answered(
        request,
        form,
        lambda typed: propose_from_file(
            received=found,
            taken=[
                Taken(author, body, in_own_language(reason), left_out)
                for author, body, reason, left_out in form.taken()
            ],
            base=base,
            said=said,
            present=typed["present"],
            confidentiality=typed["confidentiality"],
            bodies=typed["bodies"],
            actor=person,
            at=timezone.now(),
        ),
    )
    if made is not None:
        number = len(made)
        messages.success(
            request,
            ngettext(
                "%(number)s amendment is proposed.", "%(number)s amendments are proposed.", number
            )
            % {"number": show_digits(number)},
        )
        return redirect(url("amendment", page.text, made[0].number))
    context |= {
        "incoming": incoming,
        "notes": [told(each) for each in incoming.notes],
        "parts": _(incoming.parts.message) % incoming.parts.parameters if incoming.parts else "",
        "form": form,
        "shares": _shares(page, incoming, form),
        "latest": page.present(),
        "may_take": not incoming.doubts and any(each.operations for each in incoming.coming),
    }
    return render(request, "texts/files/received.html", context)


@group_page
def received_aside(request: HttpRequest, group: Group, pk: int, file: int) -> HttpResponse:
    """Set a received file aside."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(received_files_visible_to(person).filter(text=page.text), pk=file)
    return ask_and_do(
        request,
        AsideForm(request.POST if request.method == "POST" else None),
        lambda _typed: set_text_file_aside(received=found, actor=person, at=timezone.now()),
        done=_("The file is set aside."),
        to=url("exchange", page.text),
        heading=_("Set the file aside"),
        submit=_("Set aside"),
        cancel_url=url("received", page.text, found.pk),
        crumbs=crumbs(page.text, (_("Files"), url("exchange", page.text))),
        intro=_("Nothing is proposed of it. It stays as it came."),
    )


def listed(request: HttpRequest, page: Opened) -> list[ReceivedFile]:
    """Return the files of a text that the reader may see, the newest first."""
    return list(received_files_visible_to(request.user).filter(text=page.text)[:50])


def _said(request: HttpRequest) -> dict[int, str]:
    """Return what the address says of lines: ``line-4=<uid>``, or nothing for a new clause."""
    said: dict[int, str] = {}
    for name in request.GET:
        value = request.GET.get(name) or ""
        place = name.removeprefix("line-")
        if value and name.startswith("line-") and place.isdecimal() and len(place) < _LONGEST:
            said[int(place)] = "" if value == "new" else str(value)
    return said


def _remarks(coming: Coming) -> str:
    return "\n".join(each.text for each in coming.remarks)


def _shares(page: Opened, incoming: Incoming, form: ReceivedForm) -> list[Shares]:
    present = snapshot(page.present())
    base = present if incoming.base == page.latest else snapshot(incoming.base)
    shares = []
    for each in incoming.coming:
        changes, fault = _shown(present, each.operations)
        lost, _fault = _shown(base, each.lost)
        fields, leaving_out = form.fields_of(each.author), form.choice_of(each.author)
        shares.append(Shares(each, changes, lost, fault, fields, leaving_out))
    return shares


def _shown(
    version: drafting.Version, operations: tuple[drafting.Operation, ...]
) -> tuple[list[Shown], str]:
    if not operations:
        return [], ""
    made = drafting.Amendment(1, version.symbol, (), operations)
    try:
        return changes_of(drafting.verify(made, version), version), ""
    except Unfit as error:
        return [], why_unfit(error)
