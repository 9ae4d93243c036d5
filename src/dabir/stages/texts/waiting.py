"""What waits in the texts of a group: for one person, and for whoever keeps the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Person
from dabir.foundation.people.queries import Reader, bodies_of, roles_in, signed_in
from dabir.foundation.trace.queries import seen_by
from dabir.foundation.trace.waiting import Waiting
from dabir.stages.texts.examining.red_lines import have_checked, red_lines_at_once
from dabir.stages.texts.models import (
    Amendment,
    Comment,
    CommentSheetFile,
    DraftFile,
    Examination,
    Guard,
    Likeness,
    Revision,
    Text,
    Treatment,
    Version,
)
from dabir.stages.texts.queries import (
    draft_files_visible_to,
    guards_visible_to,
    received_files_visible_to,
    versions_visible_to,
)
from dabir.stages.texts.queries.comments import comment_sheets_visible_to, comments_visible_to
from dabir.stages.texts.queries.examining import (
    examinations_visible_to,
    likenesses_visible_to,
    opinions_visible_to,
    revisions_visible_to,
)

WORKED_ON = (Text.State.DRAFTING, Text.State.RETURNED)

Counted = Iterable[tuple[int, int]]
"""How many wait, by the key of their text."""


def waiting(reader: Reader, group: Group, at: datetime) -> list[Waiting]:
    """Return what waits in the group's texts for the reader, as far as they see it.

    Each leads to the page on which it is done, or to the list of texts where it is of several.
    """
    person = signed_in(reader)
    if person is None:
        return []
    found = waiting_for(person, group)
    if roles_in(person, group) & SECRETARIAT:
        found = [*_for_the_desk(person, group), *found]
    return [*found, *_for_committees(person, group)]


def waiting_for(person: Person, group: Group) -> list[Waiting]:
    """Return what waits for this person alone: their judgements, their bodies' amendments."""
    amendments = _worked_on(person, group).filter(proposer__in=bodies_of(person).values("pk"))
    treated = Treatment.objects.filter(
        amendment__in=amendments.filter(
            state__in=(Amendment.State.PROPOSED, Amendment.State.BRACKETED)
        ),
        base=F("amendment__base"),
    ).exclude(answers__body=F("amendment__proposer"))
    files = received_files_visible_to(person).filter(
        by=person,
        text__group=group,
        text__state__in=WORKED_ON,
        proposed_at=None,
        set_aside_at=None,
    )
    sheets = _sheets(person, group).filter(by=person)
    judged, sought = _judged_by(person, group)
    return _listed(
        group,
        (
            _("wordings for you to judge by red lines"),
            judged,
            lambda text: _page("red_lines", group, text),
        ),
        (
            _("red lines for you to judge that are being checked anew"),
            sought,
            lambda text: _page("red_lines", group, text),
        ),
        (
            _("amendments of yours to draft again"),
            _by_text(amendments.filter(state=Amendment.State.REDRAFT)),
            lambda text: _page("amendments", group, text) + "?state=redraft",
        ),
        (
            _("proposals for amendments of yours to agree to or not"),
            _by_text(treated, "amendment__text"),
            lambda text: _page("procedure", group, text) + "?part=singly",
        ),
        (
            _("files of yours to propose from"),
            _by_text(files),
            lambda text: _page("exchange", group, text),
        ),
        (
            _("comment sheets of yours to take comments from"),
            _by_text(sheets),
            lambda text: _page("comment_sheets", group, text),
        ),
    )


def _for_the_desk(person: Person, group: Group) -> list[Waiting]:
    amendments = _worked_on(person, group)
    proposed = amendments.filter(state=Amendment.State.PROPOSED)
    later = Version.objects.filter(
        text=OuterRef("clause__version__text"), order__gt=OuterRef("clause__version__order")
    )
    links = likenesses_visible_to(person).filter(
        ~Exists(later),
        state=Likeness.State.PROPOSED,
        clause__version__text__group=group,
        clause__version__text__state__in=WORKED_ON,
    )
    files = received_files_visible_to(person).filter(
        ~Q(by=person),
        text__group=group,
        text__state__in=WORKED_ON,
        proposed_at=None,
        set_aside_at=None,
    )
    return _listed(
        group,
        (
            _("amendments to rule on"),
            _by_text(proposed.filter(amends=None)),
            lambda text: _page("amendments", group, text) + "?state=proposed",
        ),
        (
            _("amendments to amendments to rule on first"),
            _by_text(proposed.exclude(amends=None)),
            lambda text: _page("compilation", group, text) + "?below=on",
        ),
        (
            _("accepted amendments to carry into a version"),
            _by_text(amendments.filter(state=Amendment.State.ACCEPTED)),
            lambda text: _page("derive", group, text),
        ),
        (
            _("comments to settle"),
            _by_text(
                comments_visible_to(person).filter(
                    text__group=group, text__state__in=WORKED_ON, state=Comment.State.OPEN
                )
            ),
            lambda text: _page("comments", group, text) + "?state=open",
        ),
        (
            _("files that came, to propose from"),
            _by_text(files),
            lambda text: _page("exchange", group, text),
        ),
        (
            _("comment sheets that came, to take comments from"),
            _by_text(_sheets(person, group).exclude(by=person)),
            lambda text: _page("comment_sheets", group, text),
        ),
        (
            _("files to make a zero draft from"),
            _by_text(_draft_files(person, group)),
            lambda text: _page("text", group, text),
        ),
        (
            _("received revisions to confirm"),
            _by_text(
                revisions_visible_to(person).filter(text__group=group, state=Revision.State.OPEN)
            ),
            lambda text: _page("revisions", group, text),
        ),
        (
            _("opinions of committees to adopt or return"),
            _by_text(
                examinations_visible_to(person).filter(
                    version__text__group=group, state=Examination.State.HANDED
                ),
                "version__text",
            ),
            lambda text: _page("examination", group, text),
        ),
        (
            _("links proposed by wording to confirm or dismiss"),
            _by_text(links, "clause__version__text"),
            lambda text: _page("links", group, text),
        ),
    )


def _sheets(person: Person, group: Group) -> QuerySet[CommentSheetFile]:
    """Return the comment sheets that nobody took over yet, as far as the person sees them."""
    return comment_sheets_visible_to(person).filter(
        text__group=group, text__state__in=WORKED_ON, taken_at=None, set_aside_at=None
    )


def _draft_files(person: Person, group: Group) -> QuerySet[DraftFile]:
    """Return the files of drafts of which one can be made still, and was not."""
    rested_on = Text.objects.filter(
        Q(versions__order__gt=0)
        | Q(amendments__isnull=False)
        | Q(comments__isnull=False)
        | Q(consultation__isnull=False)
    )
    return (
        draft_files_visible_to(person)
        .filter(text__group=group, text__state__in=WORKED_ON, version=None, set_aside_at=None)
        .exclude(text__in=rested_on)
    )


def _for_committees(person: Person, group: Group) -> list[Waiting]:
    """Return what waits in the examinations that the group writes as a committee."""
    if not roles_in(person, group) & MEMBERS:
        return []
    carried = opinions_visible_to(person).filter(
        examination__committee=group,
        examination__state__in=(Examination.State.DRAFTING, Examination.State.RETURNED),
        look_again=True,
    )
    counts = _by_text(carried, "examination")
    return _listed(
        group,
        (
            _("opinions to look at again, because their clauses changed"),
            counts,
            lambda examination: reverse("texts:opinions", args=[group.code, examination]),
        ),
    )


def _worked_on(person: Person, group: Group) -> QuerySet[Amendment]:
    return Amendment.objects.filter(
        seen_by(person, "address__"),
        seen_by(person, "text__address__"),
        text__group=group,
        text__state__in=WORKED_ON,
    )


def _by_text(found: QuerySet[Any], text: str = "text") -> list[tuple[int, int]]:
    return list(found.order_by().values_list(text).annotate(amount=Count("pk", distinct=True)))


def _page(name: str, group: Group, text: int) -> str:
    return reverse(f"texts:{name}", args=[group.code, text])


def _listed(group: Group, *rows: tuple[str, Counted, Callable[[int], str]]) -> list[Waiting]:
    found = []
    for label, counted, url in rows:
        counts = [(text, amount) for text, amount in counted if amount]
        if not counts:
            continue
        alone = len(counts) == 1
        to = url(counts[0][0]) if alone else reverse("texts:index", args=[group.code])
        found.append(Waiting("texts", label, sum(amount for _text, amount in counts), to))
    return found


def _judged_by(person: Person, group: Group) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return how many wordings wait for the person's judgement, by text.

    The second are how many red lines they judge in texts of which that is found in the background.
    """
    guards = guards_visible_to(person).filter(
        seen_by(person, "text__address__"),
        judge=person,
        rule=Guard.Rule.JUDGEMENT,
        text__group=group,
        text__state__in=WORKED_ON,
    )
    counted = dict(_by_text(guards))
    found: list[tuple[int, int]] = []
    sought: list[tuple[int, int]] = []
    for text in Text.objects.filter(pk__in=counted):
        version = versions_visible_to(person).filter(text=text).order_by("order").last()
        if version is None:
            continue
        waits = open_questions(version, person)
        if waits is None:
            have_checked(version, person, timezone.now())
            sought.append((text.pk, counted[text.pk]))
        else:
            found.append((text.pk, waits))
    return found, sought


def open_questions(version: Version, judge: Person) -> int | None:
    """Return how many wordings over a version wait for a judge, None until that is found."""
    found = red_lines_at_once(version, judge)
    if found is None:
        return None
    return sum(
        1
        for checked, _way in found.asked()
        if checked.guard.judge_id == judge.pk and checked.state == "open"
    )
