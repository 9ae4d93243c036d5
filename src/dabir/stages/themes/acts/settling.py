"""Acts that settle what the coders of a round said, so that it becomes codes that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes import policy
from dabir.stages.themes.acts.choosing import Choice, check_passage, checked, in_the_end
from dabir.stages.themes.models import (
    Code,
    CodingRound,
    Doubt,
    Judgement,
    LearntCode,
    Mark,
    NoTheme,
    RoundPassage,
    Theme,
)
from dabir.stages.themes.queries.rounds import compared_items, unsettled_items

SLICE = 500
"""Passages that are settled together."""


def _settle(
    found: Sequence[tuple[RoundPassage, Sequence[Choice]]], note: str, actor: Person, at: datetime
) -> list[Judgement]:
    """Keep what was settled with the round, and make it the codes of its passages.

    A theme that was merged since stands for the one it was merged into. Themes that the round did
    not look for stay as they are. However many passages, it takes a handful of queries.
    """
    judged = found[0][0].round
    Judgement.objects.filter(item__in=[item for item, _said in found], settles=True).delete()
    settled = Judgement.objects.bulk_create(
        [Judgement(item=item, settles=True, by=actor, at=at, note=note) for item, _said in found]
    )
    Mark.objects.bulk_create(
        [
            Mark(judgement=one, theme=choice.theme, stance=choice.stance)
            for one, (_item, choices) in zip(settled, found, strict=True)
            for choice in choices
        ]
    )
    stands = {theme.pk: in_the_end(theme) for theme in judged.themes.all()}
    passages = {item.passage_id: item.passage for item, _said in found}
    meant: dict[tuple[int, int], str] = {}
    for item, choices in found:
        for choice in choices:
            meant.setdefault((item.passage_id, stands[choice.theme.pk].pk), str(choice.stance))
    themes = {theme.pk: theme for theme in stands.values()}
    _make_codes(judged, passages, themes, meant, actor=actor, at=at)
    waiting = LearntCode.objects.filter(passage__in=passages, state=LearntCode.State.PROPOSED)
    taken = [one.pk for one in waiting if (one.passage_id, one.theme_id) in meant]
    waiting.exclude(pk__in=taken).update(state=LearntCode.State.REFUSED, by=actor, at=at)
    waiting.filter(pk__in=taken).update(state=LearntCode.State.ACCEPTED, by=actor, at=at)
    Doubt.objects.filter(passage__in=passages).delete()
    return settled


def _make_codes(
    judged: CodingRound,
    passages: Mapping[int, Passage],
    themes: Mapping[int, Theme],
    meant: Mapping[tuple[int, int], str],
    *,
    actor: Person,
    at: datetime,
) -> None:
    """Put passages under just these of these themes: stances by passage and theme."""
    held = {
        (code.passage_id, code.theme_id): code
        for code in Code.objects.filter(passage__in=passages, theme__in=themes)
    }
    leaving = [key for key in held if key not in meant]
    for key, theme in themes.items():
        origins = [passages[passage].address_id for passage, under in leaving if under == key]
        Link.objects.filter(
            source__in=origins, target=theme.address_id, relation=Relation.GROUNDS
        ).delete()
    Code.objects.filter(pk__in=[held[key].pk for key in leaving]).delete()
    changed = [held[key] for key in meant if key in held]
    for code in changed:
        code.stance = meant[code.passage_id, code.theme_id]
        code.by, code.at, code.round = actor, at, judged
    Code.objects.bulk_update(changed, ["stance", "by", "at", "round"])
    Code.objects.bulk_create(
        [
            Code(passage_id=passage, theme_id=theme, stance=stance, by=actor, at=at, round=judged)
            for (passage, theme), stance in meant.items()
            if (passage, theme) not in held
        ]
    )
    Link.objects.bulk_create(
        [
            Link(
                source_id=passages[passage].address_id,
                target_id=themes[theme].address_id,
                relation=Relation.GROUNDS,
                by=actor,
                at=at,
            )
            for passage, theme in meant
        ],
        ignore_conflicts=True,
    )
    under_some = set(Code.objects.filter(passage__in=passages).values_list("passage", flat=True))
    NoTheme.objects.filter(passage__in=under_some).delete()
    NoTheme.objects.bulk_create(
        [NoTheme(passage_id=key, by=actor, at=at) for key in passages if key not in under_some],
        ignore_conflicts=True,
    )


def _end_when_settled(judged: CodingRound, at: datetime) -> None:
    if unsettled_items(judged).exists():
        return
    advance(judged, "settle")
    judged.ended_at = at
    judged.save(update_fields=["state", "ended_at"])


@act
def settle_agreed(*, coding_round: CodingRound, actor: Person, at: datetime) -> int:
    """Settle every passage on which the coders of a round agree; return how many these were.

    Where all its passages are settled the round has ended.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the round is not being compared.
    """
    judged = lock(coding_round)
    policy.may_move_round(actor, judged, "settle").require()
    done = []
    for one in compared_items(judged):
        accepted = one.item.passage.submission.state == Submission.State.ACCEPTED
        if one.settled is None and one.agreed and accepted:
            marks = one.judgements[0].marks.all()
            done.append((one.item, [Choice(mark.theme, mark.stance) for mark in marks]))
    for start in range(0, len(done), SLICE):
        _settle(done[start : start + SLICE], "", actor, at)
    record(actor=actor, at=at, about=judged, settled=[item.pk for item, _choices in done])
    _end_when_settled(judged, at)
    return len(done)


@act
def settle_passage(
    *,
    item: RoundPassage,
    choices: Sequence[Choice],
    reason: str,
    actor: Person,
    at: datetime,
) -> Judgement:
    """Settle what is in a passage whose coders differ, with the reason; settling again replaces it.

    What the coders said is kept beside it. Where all passages are settled the round has ended.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the round is not being compared, or the submission is not accepted any more.
        Refused: no reason where the coders differ, or a theme the round does not look for.
    """
    judged = lock(item.round)
    policy.may_move_round(actor, judged, "settle").require()
    item = RoundPassage.objects.select_related("passage__address", "round").get(pk=item.pk)
    check_passage(actor, item.passage)
    chosen = checked(choices)
    looked_for = set(judged.themes.values_list("pk", flat=True))
    if not set(chosen) <= looked_for:
        raise Refused(_("The round does not look for this theme."))
    found = next(iter(compared_items(judged, among=[item.pk])), None)
    if found is None:
        raise NotNow(_("Fewer than two coders have judged this passage."))
    said = found.agreed_on()
    meant = {key: str(choice.stance) for key, choice in chosen.items()}
    if meant != said and not reason.strip():
        raise Refused(_("Please give a reason: the coders read it, and it is kept."))
    [settled] = _settle([(item, list(chosen.values()))], reason.strip(), actor, at)
    record(actor=actor, at=at, about=judged, item=item.pk, themes=meant, reason=reason.strip())
    _end_when_settled(judged, at)
    return settled
