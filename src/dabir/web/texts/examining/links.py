"""Links that are proposed by wording: what clauses may rest on, and be examined against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.people.models import Group, Person
from dabir.foundation.people.preferences import show_digits
from dabir.stages.texts.acts import (
    ask_for_links,
    confirm_link,
    confirm_links,
    dismiss_link,
    dismiss_links,
)
from dabir.stages.texts.models import Clause, Finding, Likeness, Text, Version
from dabir.stages.texts.policy import may_examine, may_ground
from dabir.stages.texts.queries import clauses_visible_to, findings_visible_to
from dabir.stages.texts.queries.examining import likenesses_visible_to
from dabir.web.shared.asking import ask_and_do, offered
from dabir.web.shared.audience import AudienceForm
from dabir.web.shared.pages import actor, find, group_page, is_key
from dabir.web.texts.examining.choices import show_beside
from dabir.web.texts.forms import in_own_language
from dabir.web.texts.frame import crumbs, framed, peeked, url

LINKS = 30
"""How many proposals stand on a page."""

KINDS = {
    "considerations": {"consideration__isnull": False},
    "passages": {"passage__isnull": False},
    "upstream": {"upstream__isnull": False},
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a wording; `shared` says that the other side has it too."""

    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A proposed link as it is shown: the words of both sides, what they share marked."""

    likeness: Likeness
    ours: Sequence[Words]
    theirs: Sequence[Words]


class MatchedFindingForm(AudienceForm):
    """What was found of a clause against the upstream clause that it shares wording with."""

    outcome = forms.ChoiceField(label=gettext_lazy("Found"), choices=Finding.Outcome.choices)
    note = forms.CharField(
        label=gettext_lazy("What was found"), widget=forms.Textarea(attrs={"rows": 4})
    )
    # Kept with unsent words: what others noted meanwhile is seen when they are sent.
    seen = forms.CharField(required=False, widget=forms.HiddenInput({"data-kept": ""}))


def marked(words: str, spans: Iterable[tuple[int, int]]) -> list[Words]:
    """Return a wording in stretches, those within `spans` marked as shared."""
    pieces, at = [], 0
    for first, last in sorted(spans):
        # What was erased since is gone from the words: spans end where they end.
        start, end = max(first, at), min(last, len(words))
        if start >= end:
            continue
        if at < start:
            pieces.append(Words(words[at:start], shared=False))
        pieces.append(Words(words[start:end], shared=True))
        at = end
    if at < len(words):
        pieces.append(Words(words[at:], shared=False))
    return pieces


def _row(likeness: Likeness, own: str) -> Row:
    if likeness.consideration is not None:
        other = likeness.consideration.texts.get(own, likeness.consideration.text)
    elif likeness.passage is not None:
        other = likeness.passage.shown
    else:
        assert likeness.upstream is not None  # noqa: S101 (a constraint says so)
        other = likeness.upstream.text
    worded = {each.language: each.text for each in likeness.clause.wordings.all()}
    return Row(
        likeness,
        marked(worded.get(own, ""), [(span[0], span[1]) for span in likeness.spans]),
        marked(other, [(span[2], span[3]) for span in likeness.spans]),
    )


@group_page
def links(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """What the clauses of the present version share wording with, the likest first."""
    page = peeked(request, group, pk)
    version = page.present()
    proposed = likenesses_visible_to(request.user).filter(
        clause__version=version, state=Likeness.State.PROPOSED
    )
    kind = request.GET.get("kind", "")
    if kind in KINDS:
        proposed = proposed.filter(**KINDS[kind])
    about = _about(request, version)
    if about is not None:
        proposed = proposed.filter(clause=about)
    paged = Paginator(proposed, LINKS).get_page(request.GET.get("page"))
    trail = [(_("Grounds"), url("grounds", page.text)), (_("Proposed links"), "")]
    context = framed(page, "grounds", trail) | {
        "version": version,
        "rows": [_row(each, page.text.language) for each in paged.object_list],
        "paged": paged,
        "kind": kind,
        "about": about,
        "query": _query(kind, about),
        "kinds": [
            ("", _("all")),
            ("considerations", _("considerations")),
            ("passages", _("passages")),
            ("upstream", _("upstream clauses")),
        ],
        "may_ask": offered(may_ground(request.user, version)),
        "may_ground": may_ground(request.user, version),
        "may_examine": may_examine(request.user, page.text),
    }
    return render(request, "texts/examining/links.html", context)


def _about(request: HttpRequest, version: Version) -> Clause | None:
    """Return the clause that an address asks for, or None."""
    try:
        uid = UUID(request.GET.get("clause", ""))
    except ValueError:
        return None
    return clauses_visible_to(request.user).filter(version=version, uid=uid).first()


def _query(kind: str, about: Clause | None) -> str:
    chosen = {"kind": kind if kind in KINDS else "", "clause": about.uid if about else ""}
    return urlencode({name: value for name, value in chosen.items() if value})


@require_POST
@group_page
def decide_many(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Confirm or dismiss the proposed links that were chosen, all in one."""
    page = peeked(request, group, pk)
    person = actor(request)
    version = page.present()
    chosen = [int(each) for each in request.POST.getlist("link") if is_key(each)]
    likenesses = likenesses_visible_to(person).filter(clause__version=version, pk__in=chosen)
    confirming = "confirm" in request.POST
    decide_all = confirm_links if confirming else dismiss_links
    try:
        number = decide_all(version=version, likenesses=likenesses, actor=person, at=timezone.now())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = (
            ngettext("%(number)s ground is noted.", "%(number)s grounds are noted.", number)
            if confirming
            else ngettext(
                "%(number)s proposal is dismissed.", "%(number)s proposals are dismissed.", number
            )
        )
        messages.success(request, said % {"number": show_digits(number)})
    query = request.POST.get("query", "")
    return redirect(url("links", page.text) + (f"?{QueryDict(query).urlencode()}" if query else ""))


@group_page
def look(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Have links looked for, in the background."""
    page = peeked(request, group, pk)
    person = actor(request)
    may_ground(person, page.present()).require()
    if request.method == "POST":
        ask_for_links(version=page.present(), actor=person, at=timezone.now())
        messages.success(request, _("Links are looked for. Come back in a moment."))
    return redirect(url("links", page.text))


@group_page
def decide(request: HttpRequest, group: Group, pk: int, likeness: int, how: str) -> HttpResponse:
    """Confirm or dismiss a proposed link; of an upstream clause, say what was found."""
    page = peeked(request, group, pk)
    person = actor(request)
    found = find(
        likenesses_visible_to(person).filter(
            clause__version=page.present(), state=Likeness.State.PROPOSED
        ),
        pk=likeness,
    )
    if found.upstream_id is not None:
        may_examine(person, page.text).require()
        if how == "confirm":
            return _find(request, page.text, found, person)
    else:
        may_ground(person, page.present()).require()
    if request.method == "POST":
        if how == "confirm":
            confirm_link(likeness=found, actor=person, at=timezone.now())
            messages.success(request, _("The ground is noted."))
        else:
            dismiss_link(likeness=found, actor=person, at=timezone.now())
            messages.success(request, _("The proposal is dismissed."))
    return redirect(url("links", page.text))


def _find(request: HttpRequest, text: Text, found: Likeness, person: Person) -> HttpResponse:
    form = MatchedFindingForm(request.POST or None, group=text.group)
    # Also what is noted already is shown before it is changed.
    held = (
        findings_visible_to(person).filter(clause=found.clause, upstream=found.upstream_id).first()
    )
    if form.is_valid():
        show_beside(form, held)

    def note(typed: dict[str, Any]) -> Likeness:
        return confirm_link(
            likeness=found,
            outcome=typed["outcome"],
            notes=in_own_language(typed["note"]),
            confidentiality=typed["confidentiality"],
            bodies=typed.get("bodies") or (),
            seen=typed["seen"],
            actor=person,
            at=timezone.now(),
        )

    return ask_and_do(
        request,
        form,
        note,
        done=_("The finding is noted."),
        to=url("links", text),
        heading=_("Note a finding"),
        submit=_("Note it"),
        cancel_url=url("links", text),
        crumbs=crumbs(text, (_("Proposed links"), url("links", text))),
        intro=f"{found.clause.label}: {found.clause.text} — {found.upstream}",
    )
