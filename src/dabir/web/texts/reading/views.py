"""The texts of a group, and one text as it is read."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.domain.drafting import Symbol
from dabir.domain.drafting.amendments import Add, names
from dabir.foundation.people.models import Group
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.mandates.queries import duties_visible_to
from dabir.stages.texts.models import Amendment
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
from dabir.stages.texts.policy.comments import may_comment
from dabir.stages.texts.queries import (
    amendments_visible_to,
    draft_files_visible_to,
    reading,
    versions_visible_to,
    visible_to,
)
from dabir.stages.texts.queries.examining import examinations_visible_to
from dabir.stages.texts.sentences import language_of_reader
from dabir.stages.texts.snapshots import as_drafted
from dabir.web.shared.asking import offered
from dabir.web.shared.pages import group_page
from dabir.web.texts.commenting.beside import commented
from dabir.web.texts.frame import Opened, framed, opened, url
from dabir.web.texts.showing import Addresses, languages_of, rows


@group_page
def index(request: HttpRequest, group: Group) -> HttpResponse:
    """The texts of a group."""
    # Only what the reader may see is counted: a number tells of what is hidden, too.
    seen = amendments_visible_to(request.user).filter(state=Amendment.State.PROPOSED)
    live = Q(amendments__in=seen.order_by().values("pk"))
    last = versions_visible_to(request.user).filter(text=OuterRef("pk")).order_by("-order")
    texts = (
        visible_to(request.user)
        .filter(group=group)
        .annotate(
            last_order=Max("versions__order"),
            last_at=Max("versions__at"),
            last_symbol=Subquery(last.values("issued_symbol")[:1]),
            pending=Count("amendments", filter=live, distinct=True),
        )
        .order_by("-pk")
    )
    listed = [
        {
            "text": each,
            "version": each.last_symbol
            or (Symbol(each.last_order).label(language_of_reader()) if each.last_at else ""),
        }
        for each in texts
    ]
    context = {
        "texts": listed,
        "may_start": offered(may_start(request.user, group)),
        # What a committee examines for its group stands among the group's texts, not its own.
        "examinations": examinations_visible_to(request.user)
        .filter(committee=group)
        .exclude(version__text__group=group),
    }
    return render(request, "texts/index.html", context)


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
        "may_comment": offered(may_comment(person, page.text)),
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
    if context["may_edit"]:
        wanted_files = draft_files_visible_to(person).filter(text=page.text, set_aside_at=None)
        context["draft_files"] = list(wanted_files)
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
    comments = commented(version, clauses, person)
    context |= {
        "version": version,
        "present": present,
        "languages": languages if len(languages) > 1 else [],
        "shown": shown,
        "rows": rows(
            clauses,
            Addresses(page.text),
            shown,
            page.text.language,
            pending=counted(page) if present else {},
            comments=comments.clauses,
        ),
        "comments": comments,
        "comments_url": url("comments", page.text),
        "clause_count": len(clauses),
        "ungrounded": sum(1 for clause in clauses if not clause.grounds_seen),
        "live": len(page.live()),
    }
    return render(request, "texts/text.html", context)


def _first(languages: list[str]) -> str:
    """Return the reader's own language where the text has it, else the text's own."""
    mine = language_of_reader()
    return mine if mine in languages else languages[0]
