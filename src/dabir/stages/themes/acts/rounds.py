"""Acts on coding rounds: opened, coded by several people blind to each other, ended."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group, Person
from dabir.foundation.people.queries import roles_in
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality, Grant
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes import policy
from dabir.stages.themes.acts.choosing import Choice, check_passage, checked
from dabir.stages.themes.models import (
    CodingRound,
    Judgement,
    Mark,
    RoundCoder,
    RoundPassage,
    Theme,
)
from dabir.stages.themes.queries.coding import codable
from dabir.stages.themes.queries.rounds import left_to_judge, said_in

MOST = 5_000
"""Passages of one round: more are coded in several rounds, or proposed by what codes teach."""
FEWEST_CODERS = 2


def _sample(
    call: Call, question: Question | None, coders: Sequence[Person], size: int | None, seed: int
) -> list[int]:
    """Return the keys of the passages of a round, in the order in which they are met."""
    readable = codable(call.group).filter(submission__call=call)
    if question is not None:
        readable = readable.filter(answer__question=question)
    for coder in coders:
        readable = readable.filter(pk__in=passages_visible_to(coder).values("pk"))
    keys = list(readable.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Refused(_("There is no passage that all the coders may read."))
    if size is None and len(keys) > MOST:
        raise Refused(
            ngettext(
                "A round holds at most %(most)d passage: choose how many are drawn.",
                "A round holds at most %(most)d passages: choose how many are drawn.",
                MOST,
            )
            % {"most": MOST}
        )
    drawn = random.Random(seed).sample(keys, min(size or len(keys), len(keys)))  # noqa: S311 - a repeatable draw, no secret
    return drawn if size else keys


def _check_round(
    call: Call,
    question: Question | None,
    themes: Sequence[Theme],
    coders: Sequence[Person],
    size: int | None,
) -> None:
    if question is not None and question.call_id != call.pk:
        raise Refused(_("The question belongs to another call."))
    if not themes:
        raise Refused(_("Choose the themes that the coders look for."))
    if any(theme.group_id != call.group_id or theme.merged_into_id for theme in themes):
        raise Refused(_("A theme belongs to another group, or was merged."))
    if len({coder.pk for coder in coders}) < FEWEST_CODERS:
        raise Refused(_("A round has at least two coders."))
    if any(not roles_in(coder, call.group) & MEMBERS for coder in coders):
        raise Refused(_("A coder is a member of the group."))
    if size is not None and not 1 <= size <= MOST:
        raise Refused(
            _("Between %(least)d and %(most)d passages are drawn.") % {"least": 1, "most": MOST}
        )


@act
def open_coding_round(
    *,
    call: Call,
    themes: Sequence[Theme],
    coders: Sequence[Person],
    actor: Person,
    at: datetime,
    question: Question | None = None,
    size: int | None = None,
    seed: int = 0,
    note: str = "",
) -> CodingRound:
    """Draw passages of a call that several people code, blind to each other.

    `size` passages are drawn by `seed` from those of accepted submissions that every coder may
    read; None takes all of them, in the order in which they came. The same seed on the same
    passages draws the same.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: no theme, fewer than two coders, coders who are no members, a question of another
            call, or nothing that all coders may read.
    """
    group: Group = lock(call.group)
    policy.may_run_round(actor, group).require()
    _check_round(call, question, themes, coders, size)
    keys = _sample(call, question, coders, size, seed)
    opened = CodingRound.objects.create(
        address=new_address(CodingRound, group=group, confidentiality=Confidentiality.SECRETARIAT),
        group=group,
        call=call,
        question=question,
        note=note.strip(),
        seed=seed,
        by=actor,
        at=at,
    )
    opened.themes.set(themes)
    for coder in coders:
        RoundCoder.objects.create(round=opened, person=coder)
        if not roles_in(coder, group) & SECRETARIAT:
            Grant.objects.get_or_create(address=opened.address, person=coder)
    RoundPassage.objects.bulk_create(
        RoundPassage(round=opened, passage_id=key, order=order) for order, key in enumerate(keys)
    )
    record(
        actor=actor,
        at=at,
        about=opened,
        call=call.pk,
        question=question.pk if question else None,
        themes=[theme.pk for theme in themes],
        coders=[str(coder.pseudonym) for coder in coders],
        passages=len(keys),
        seed=seed,
    )
    return opened


def put_marks(judgement: Judgement, choices: Iterable[Choice]) -> None:
    """Replace the marks of a judgement, within an act that has checked and records them."""
    judgement.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(judgement=judgement, theme=choice.theme, stance=choice.stance) for choice in choices
    )


@act
def judge_passage(
    *,
    item: RoundPassage,
    choices: Sequence[Choice],
    actor: Person,
    at: datetime,
    note: str = "",
) -> Judgement:
    """Say, as a coder of a round, what is in a passage; without choices, none of its themes.

    Until the coder hands in, judging again replaces what they said. The record says that they
    judged; what they said is recorded when the blind part ends, as others read the record.

    Raises:
        NotPermitted: the actor is no coder of the round.
        NotNow: they have handed in, or the round was ended.
        Refused: a theme that the round does not look for, or one chosen twice.
    """
    judged = lock(item.round)
    policy.may_judge(actor, judged).require()
    check_passage(actor, item.passage)
    chosen = checked(choices)
    looked_for = set(judged.themes.values_list("pk", flat=True))
    if not set(chosen) <= looked_for:
        raise Refused(_("The round does not look for this theme."))
    judgement, _created = Judgement.objects.update_or_create(
        item=item, by=actor, settles=False, defaults={"at": at, "note": note.strip()}
    )
    put_marks(judgement, chosen.values())
    record(actor=actor, at=at, about=judged, item=item.pk)
    return judgement


@act
def hand_in_coding(*, coding_round: CodingRound, actor: Person, at: datetime) -> CodingRound:
    """End one's own coding of a round; when the last coder has, what they said is compared.

    Raises:
        NotPermitted: the actor is no coder of the round.
        NotNow: they handed in before, the round was ended, or a passage is not judged yet.
    """
    judged = lock(coding_round)
    policy.may_judge(actor, judged).require()
    left = left_to_judge(judged, actor)
    if left:
        raise NotNow(
            ngettext(
                "%(left)d passage of the round is not coded yet.",
                "%(left)d passages of the round are not coded yet.",
                left,
            )
            % {"left": left}
        )
    judged.coders.filter(person=actor).update(handed_in_at=at)
    if judged.coders.filter(handed_in_at=None).exists():
        record(actor=actor, at=at, about=judged, state=judged.state)
    else:
        _compare(judged, at)
        record(actor=actor, at=at, about=judged, state=judged.state, said=_said(judged))
    return judged


def _compare(judged: CodingRound, at: datetime) -> None:
    advance(judged, "compare")
    judged.compared_at = at
    judged.save(update_fields=["state", "compared_at"])


def _said(judged: CodingRound) -> dict[str, dict[str, dict[str, str]]]:
    """Return what all coders said, as the record keeps it: by coder, by item, stances by theme."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    every = Judgement.objects.filter(item__round=judged, settles=False)
    for one in every.select_related("by").prefetch_related("marks").order_by("by", "item__order"):
        own = found.setdefault(str(one.by.pseudonym), {})
        own[str(one.item_id)] = {str(key): stance for key, stance in said_in(one).items()}
    return found


@act
def end_blind_coding(*, coding_round: CodingRound, actor: Person, at: datetime) -> CodingRound:
    """Compare what the coders of a round said so far, without waiting for the rest.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was ended before.
    """
    judged = lock(coding_round)
    policy.may_move_round(actor, judged, "compare").require()
    _compare(judged, at)
    record(actor=actor, at=at, about=judged, said=_said(judged))
    return judged


@act
def drop_coding_round(
    *, coding_round: CodingRound, reason: str, actor: Person, at: datetime
) -> CodingRound:
    """Drop a round: nothing of it becomes codes any more; what was settled stays.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is settled, or was dropped.
        Refused: there is no reason.
    """
    judged = lock(coding_round)
    policy.may_move_round(actor, judged, "drop").require()
    if not reason.strip():
        raise Refused(_("Please give a reason: it is kept with the round."))
    # What is compared already is in the record; a round dropped while blind is read from now on.
    said: dict[str, Any] = {"said": _said(judged)} if judged.state == CodingRound.State.OPEN else {}
    advance(judged, "drop")
    judged.ended_at = at
    judged.save(update_fields=["state", "ended_at"])
    record(actor=actor, at=at, about=judged, reason=reason.strip(), **said)
    return judged
