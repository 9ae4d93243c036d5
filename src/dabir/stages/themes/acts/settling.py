"""Acts that settle what the coders of a round said, so that it becomes codes that count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.submissions.models import Submission
from dabir.stages.themes import policy
from dabir.stages.themes.acts.choosing import Choice, answer_learnt, check_passage, checked
from dabir.stages.themes.acts.coding import put_under, take_out
from dabir.stages.themes.acts.rounds import put_marks
from dabir.stages.themes.models import CodingRound, Judgement, NoTheme, RoundPassage
from dabir.stages.themes.queries.rounds import compared_items, unsettled_items


def _settle(
    item: RoundPassage, choices: Sequence[Choice], note: str, actor: Person, at: datetime
) -> Judgement:
    """Keep what was settled with the round, and make it the codes of its passage.

    A theme that was merged since stands for the one it was merged into. Themes that the round did
    not look for stay as they are.
    """
    settled, _created = Judgement.objects.update_or_create(
        item=item, settles=True, defaults={"by": actor, "at": at, "note": note}
    )
    put_marks(settled, choices)
    meant: dict[int, Choice] = {}
    for choice in choices:
        theme = choice.theme.merged_into or choice.theme
        meant.setdefault(theme.pk, Choice(theme, choice.stance))
    looked_for = {theme.merged_into_id or theme.pk for theme in item.round.themes.all()}
    for code in item.passage.codes.select_related("theme").filter(theme__in=looked_for):
        if code.theme_id not in meant:
            take_out(code)
    for choice in meant.values():
        put_under(item.passage, choice, by=actor, at=at, settled=item.round)
    if item.passage.codes.exists():
        NoTheme.objects.filter(passage=item.passage).delete()
    else:
        NoTheme.objects.get_or_create(passage=item.passage, defaults={"by": actor, "at": at})
    answer_learnt(item.passage, list(meant), by=actor, at=at)
    return settled


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
            choices = [Choice(mark.theme, mark.stance) for mark in marks]
            _settle(one.item, choices, "", actor, at)
            done.append(one.item.pk)
    record(actor=actor, at=at, about=judged, settled=done)
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
    found = next(iter(compared_items(judged, only=item)), None)
    if found is None:
        raise NotNow(_("Fewer than two coders have judged this passage."))
    said = found.agreed_on()
    meant = {key: str(choice.stance) for key, choice in chosen.items()}
    if meant != said and not reason.strip():
        raise Refused(_("Please give a reason: the coders read it, and it is kept."))
    settled = _settle(item, list(chosen.values()), reason.strip(), actor, at)
    record(actor=actor, at=at, about=judged, item=item.pk, themes=meant, reason=reason.strip())
    _end_when_settled(judged, at)
    return settled
