"""The texts of a group, one text as it is read, and what the secretariat does with it."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.domain.drafting import Symbol
from dabir.domain.drafting.amendments import Add, names
from dabir.domain.drafting.comparing.marked import write_marked
from dabir.foundation.people.models import Group
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.mandates.queries import duties_visible_to
from dabir.stages.texts.acts import (
    disclose_text,
    draft_zero,
    rename_text,
    shelve_text,
    start_text,
)
from dabir.stages.texts.models import Amendment, Text
from dabir.stages.texts.policy import (
    may_consult,
    may_derive,
    may_draft_zero,
    may_edit,
    may_hand_in,
    may_propose,
    may_shelve,
    may_start,
)
from dabir.stages.texts.queries import reading, visible_to
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import as_drafted, snapshot
from dabir.web.shared.asking import answered, ask, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.pages import actor, find, group_page
from dabir.web.texts.forms import ReasonForm, RenameForm, TextForm, ZeroForm
from dabir.web.texts.frame import Opened, crumbs, framed, opened, url
from dabir.web.texts.showing import languages_of, preview_rows, rows


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The texts of a group."""
    live = Q(amendments__state=Amendment.State.PROPOSED)
    texts = (
        visible_to(request.user)
        .filter(group=group)
        .annotate(
            last_order=Max("versions__order"),
            last_at=Max("versions__at"),
            pending=Count("amendments", filter=live, distinct=True),
        )
        .order_by("-pk")
    )
    listed = [
        {
            "text": each,
            "version": Symbol(each.last_order).label(language_of_reader()) if each.last_at else "",
        }
        for each in texts
    ]
    context = {"texts": listed, "may_start": offered(may_start(request.user, group))}
    return render(request, "texts/index.html", context)


@group_page
def new(request: HttpRequest, group: Group) -> HttpResponse:
    """Start a text."""
    person = actor(request)
    may_start(person, group).require()
    form = TextForm(
        request.POST or None,
        reader=person,
        group=group,
        initial={"language": group.language, "kind": Text.Kind.PLAN},
    )
    made = answered(
        request,
        form,
        lambda typed: start_text(group=group, actor=person, at=timezone.now(), **typed),
    )
    if made is not None:
        messages.success(request, _("The text is started. Now write its zero draft."))
        return redirect("texts:zero", code=group.code, pk=made.pk)
    return ask(
        request,
        form,
        heading=_("Start a text"),
        submit=_("Start the text"),
        cancel_url=reverse("texts:index", args=[group.code]),
    )


def counted(page: Opened) -> Counter[str]:
    """Return how many live amendments concern each clause, by its uid."""
    met: Counter[str] = Counter()
    for amendment in page.live():
        operations = as_drafted(amendment).operations
        met.update(
            {
                uid
                for operation in operations
                for uid in (names(operation) if isinstance(operation, Add) else {operation.uid})
            }
        )
    return met


@group_page
def text(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A text in one of its versions, in one language or in two side by side."""
    page = opened(request, group, pk)
    person = request.user
    context = framed(page, "text") | {
        "may_edit": offered(may_edit(person, page.text)),
        "may_zero": offered(may_draft_zero(person, page.text)),
        "may_propose": offered(may_propose(person, page.text)),
        "may_derive": offered(may_derive(person, page.text)),
        "may_consult": offered(may_consult(person, page.text)),
        "may_shelve": offered(may_shelve(person, page.text)),
        "may_hand_in": page.latest is not None
        and page.text.duty_id is not None
        and may_hand_in(person, page.latest).allowed,
        # What a text carries out, and where it is consulted on, may be less open than the text.
        "duty": duties_visible_to(person).filter(texts=page.text).first(),
        "consultation": calls_visible_to(person).filter(consulted_texts=page.text).first(),
    }
    if page.latest is None:
        return render(request, "texts/empty.html", context)
    chosen = request.GET.get("version", "")
    version = page.version(chosen) if chosen else page.latest
    clauses = reading(version, person)
    languages = languages_of(clauses, page.text.language)
    wanted = request.GET.get("language", "")
    shown = (
        languages if wanted == "both" else [wanted if wanted in languages else _first(languages)]
    )
    present = version == page.latest
    context |= {
        "version": version,
        "present": present,
        "languages": languages if len(languages) > 1 else [],
        "shown": shown,
        "rows": rows(clauses, shown, page.text.language, counted(page) if present else {}),
        "clause_count": len(clauses),
        "ungrounded": sum(1 for clause in clauses if not clause.grounds_seen),
        "live": len(page.live()),
    }
    return render(request, "texts/text.html", context)


def _first(languages: list[str]) -> str:
    """Return the reader's own language where the text has it, else the text's own."""
    mine = language_of_reader()
    return mine if mine in languages else languages[0]


@group_page
def zero(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Write the zero draft as plain text with marks, or write it anew."""
    page = opened(request, group, pk)
    person = actor(request)
    may_draft_zero(person, page.text).require()
    known = snapshot(page.latest) if page.latest is not None else None
    own = page.text.language
    other = "en" if own == "fa" else "fa"
    initial = {}
    if known is not None:
        initial["own"] = write_marked(known, own)
        if any(clause.text.get(other) for clause in known.clauses.values()):
            initial["translation"] = write_marked(known, other)
    form = ZeroForm(request.POST or None, text=page.text, known=known, initial=initial)
    if "preview" not in request.POST:
        made = answered(
            request,
            form,
            lambda typed: draft_zero(
                text=page.text, clauses=typed["clauses"], actor=person, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, _("The zero draft is saved."))
            return redirect(url("text", page.text))
    read = form.cleaned_data["clauses"] if form.is_bound and form.is_valid() else []
    heading = _("Write the zero draft") if known is None else _("Write the zero draft anew")
    context = {
        "form": form,
        "heading": heading,
        "preview": preview_rows(read, own),
        "cancel_url": url("text", page.text),
        "draft_key": f"zero-{page.text.pk}-{person.pk}",
        "crumbs": crumbs(page.text, (heading, "")),
    }
    return render(request, "texts/zero.html", context)


@group_page
def rename(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Give a text another title or kind."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_edit(person, found).require()
    form = RenameForm(request.POST or None, initial={"titles": found.names, "kind": found.kind})
    if answered(
        request,
        form,
        lambda typed: rename_text(text=found, actor=person, at=timezone.now(), **typed),
    ):
        messages.success(request, _("The title is changed."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Change the title"),
        submit=_("Save"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
    )


@group_page
def readers(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Set who may read a text with its versions."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_edit(person, found).require()
    form = AudienceForm(request.POST or None, group=group, item=found)
    if answered(
        request,
        form,
        lambda typed: disclose_text(text=found, actor=person, at=timezone.now(), **typed),
    ):
        messages.success(request, _("It is set who may read the text."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Who may read the text"),
        submit=_("Save"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
        intro=_("This holds for all its versions and clauses. Amendments keep their own readers."),
    )


@group_page
def shelve(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Lay a text aside."""
    person = actor(request)
    found = find(visible_to(person).filter(group=group), pk=pk)
    may_shelve(person, found).require()
    form = ReasonForm(request.POST or None, required=True)
    if answered(
        request,
        form,
        lambda typed: shelve_text(
            text=found, reason=typed["reason"], actor=person, at=timezone.now()
        ),
    ):
        messages.success(request, _("The text is shelved."))
        return redirect(url("text", found))
    return ask(
        request,
        form,
        heading=_("Shelve the text"),
        submit=_("Shelve"),
        cancel_url=url("text", found),
        crumbs=crumbs(found),
        danger=True,
    )
