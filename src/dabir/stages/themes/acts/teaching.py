"""Acts on what codes teach: classifiers taught anew, their proposals accepted and refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.analysis.teaching.examples import Lack, lacks_of
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock, may_now
from dabir.foundation.people.models import Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call, Question
from dabir.stages.themes import policy
from dabir.stages.themes.acts.choosing import Choice, check_not_blind, check_passage, check_theme
from dabir.stages.themes.acts.coding import put_under
from dabir.stages.themes.learning import (
    ask_to_teach,
    examples_of,
    learn_anew_when_due,
    taught_themes,
    under_way,
)
from dabir.stages.themes.models import Classifier, Code, Doubt, LearntCode, NoTheme, Stance

PRECISIONS = (0.8, 0.85, 0.9, 0.95, 0.98)
"""The parts of proposals that must be right, of which one is chosen."""
MOST_DOUBTS = 2_000


def lack_in_words(lack: Lack) -> str:
    """Return what is missing before anything can be learnt, in the reader's digits."""
    said = []
    if lack.passages:
        said.append(
            ngettext(
                "%(count)d more different passage must be coded.",
                "%(count)d more different passages must be coded.",
                lack.passages,
            )
            % {"count": lack.passages}
        )
    missing: list[int] = [max(lack.under[one], lack.outside[one]) for one in lack.under]
    if missing and min(missing) > 0:
        said.append(
            ngettext(
                "The theme nearest to it needs %(count)d more, under it or outside it.",
                "The theme nearest to it needs %(count)d more, under it or outside it.",
                min(missing),
            )
            % {"count": min(missing)}
        )
    if not missing:
        said.append(_("No theme is named yet."))
    return show_digits(" ".join(said))


@act
def teach_classifier(
    *,
    call: Call,
    question: Question | None,
    precision: float,
    actor: Person,
    at: datetime,
    seed: int = 0,
) -> Classifier:
    """Have the codes on the answers to a question teach a classifier, in the background.

    `precision` is the part of its proposals that must be right; below it, it abstains.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is being taught already, or there are too few codes: the sentence says how many.
        Refused: a precision that is not offered, or a question of another call.
    """
    group = lock(call.group)
    policy.may_teach(actor, group).require()
    if question is not None and question.call_id != call.pk:
        raise Refused(_("The question belongs to another call."))
    if precision not in PRECISIONS:
        raise Refused(_("Choose one of the precisions that are offered."))
    themes = [str(pk) for pk in taught_themes(group).values_list("pk", flat=True)]
    lack = lacks_of(examples_of(call, question), themes)
    if not lack.enough:
        raise NotNow(lack_in_words(lack))
    classifier, _made = Classifier.objects.get_or_create(
        call=call, question=question, defaults={"group": group, "by": actor, "at": at}
    )
    if under_way(classifier) is not None:
        raise NotNow(_("It is being taught at this moment."))
    classifier.precision, classifier.seed = precision, seed
    classifier.save(update_fields=["precision", "seed"])
    ask_to_teach(classifier, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        group=group,
        classifier=classifier.pk,
        call=call.pk,
        question=question.pk if question else None,
        precision=precision,
        seed=seed,
    )
    return classifier


@dataclass(frozen=True, slots=True)
class Learnt:
    """A code that a classifier proposes for a passage, themes by their keys."""

    passage: int
    theme: int
    chance: float
    stance: str
    stance_chance: float
    words: Sequence[tuple[int, int]]


@act
def keep_figures(
    *, classifier: Classifier, figures: Mapping[str, Any], passages: int, at: datetime
) -> Classifier:
    """Keep how well a classifier does; what it proposed before and nobody answered is gone."""
    classifier = lock(classifier)
    classifier.learnt.filter(state=LearntCode.State.PROPOSED).delete()
    classifier.doubts.all().delete()
    classifier.figures = dict(figures)
    classifier.taught_at, classifier.taught_with = at, passages
    classifier.save(update_fields=["figures", "taught_at", "taught_with"])
    record(actor=None, at=at, group=classifier.group, classifier=classifier.pk, passages=passages)
    return classifier


@act
def propose_codes(
    *,
    classifier: Classifier,
    learnt: Sequence[Learnt],
    doubts: Mapping[int, float],
    at: datetime,
) -> int:
    """Propose codes for passages that nobody has judged, and keep which are most doubtful.

    Whatever was coded, or refused, meanwhile is left alone. `doubts` are by passage; the greatest
    of all stay.
    """
    classifier = lock(classifier)
    keys = {one.passage for one in learnt}
    judged = set(Code.objects.filter(passage__in=keys).values_list("passage", flat=True))
    judged |= set(NoTheme.objects.filter(passage__in=keys).values_list("passage", flat=True))
    made = LearntCode.objects.bulk_create(
        [
            LearntCode(
                classifier=classifier,
                passage_id=one.passage,
                theme_id=one.theme,
                stance=one.stance,
                confidence=one.chance,
                stance_confidence=one.stance_chance,
                words=[list(stretch) for stretch in one.words],
                made_at=at,
            )
            for one in learnt
            if one.passage not in judged
        ],
        ignore_conflicts=True,
    )
    Doubt.objects.bulk_create(
        [
            Doubt(classifier=classifier, passage_id=key, doubt=doubt)
            for key, doubt in doubts.items()
        ],
        ignore_conflicts=True,
    )
    few = classifier.doubts.order_by("-doubt", "pk").values("pk")[MOST_DOUBTS:]
    classifier.doubts.filter(pk__in=list(few.values_list("pk", flat=True))).delete()
    record(actor=None, at=at, group=classifier.group, classifier=classifier.pk, codes=len(made))
    return len(made)


@act
def accept_learnt_code(
    *, learnt: LearntCode, actor: Person, at: datetime, stance: Stance | str = ""
) -> Code:
    """Put a passage under a theme that was proposed for it; `stance` in place of the proposed one.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was answered before, the theme was merged, the submission is not accepted, or
            the passage is being coded in a round.
        Refused: neither a stance nor one that was proposed, or the passage may not be seen.
    """
    learnt = lock(learnt)
    group = learnt.theme.group
    policy.may_code(actor, group).require()
    may_now(learnt, "accept").require()
    check_passage(actor, learnt.passage)
    check_not_blind(learnt.passage)
    check_theme(learnt.passage, learnt.theme)
    said = str(stance or learnt.stance)
    if said not in Stance.values:
        raise Refused(_("Say what the passage says to the theme: nothing was proposed."))
    _answer(learnt, "accept", actor, at)
    code = put_under(learnt.passage, Choice(learnt.theme, Stance(said)), by=actor, at=at)
    NoTheme.objects.filter(passage=learnt.passage).delete()
    learnt.passage.doubts.all().delete()
    learn_anew_when_due(learnt.passage, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=learnt.passage,
        theme=learnt.theme_id,
        stance=said,
        proposed=learnt.stance,
        chance=round(learnt.confidence, 4),
    )
    return code


@act
def refuse_learnt_code(*, learnt: LearntCode, actor: Person, at: datetime) -> LearntCode:
    """Say that a proposed theme is not in a passage: the classifier learns that, too.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was answered before.
        Refused: the passage may not be seen.
    """
    learnt = lock(learnt)
    policy.may_code(actor, learnt.theme.group).require()
    may_now(learnt, "refuse").require()
    check_passage(actor, learnt.passage)
    _answer(learnt, "refuse", actor, at)
    record(actor=actor, at=at, about=learnt.passage, theme=learnt.theme_id)
    return learnt


def _answer(learnt: LearntCode, event: str, actor: Person, at: datetime) -> None:
    advance(learnt, event)
    learnt.by, learnt.at = actor, at
    learnt.save(update_fields=["state", "by", "at"])
