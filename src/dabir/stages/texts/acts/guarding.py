"""Acts on red lines: guarding one by words or by a person's judgement, judging, lifting it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, unlink
from dabir.foundation.trace.models import Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.once import require_new_guard
from dabir.stages.texts.models import Clause, Guard, Judgement, Text
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to


def _phrases(phrases: Iterable[str]) -> list[str]:
    return [phrase.strip() for phrase in phrases if phrase.strip()]


def _words(words: Mapping[str, str] | None) -> dict[str, str]:
    given = (words or {}).items()
    return {language: text.strip() for language, text in given if text.strip()}


@act
def set_guard(
    *,
    consideration: Consideration,
    language: str,
    actor: Person,
    at: datetime,
    clause: Clause | None = None,
    text: Text | None = None,
    must_contain: Sequence[str] = (),
    must_not_contain: Sequence[str] = (),
    questions: Mapping[str, str] | None = None,
    judge: Person | None = None,
    explanations: Mapping[str, str] | None = None,
    once: bool = False,
) -> Guard:
    """Guard a red line in a clause and what stands in it or, given a `text`, in the whole text.

    Either by phrases, which must or must not be said in all later versions, or by a question
    that `judge` answers for every wording. The guard is as confidential as the red line.
    With `once` the same is not guarded again, as by pressing a button twice.

    Raises:
        MadeBefore: it is guarded so already, and once is enough.
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on.
        Refused: neither phrases nor a question, or both; no judge who may read the red line; not
            a red line, or one that the actor may not see.
    """
    whole = text if clause is None else clause.version.text
    if whole is None or (clause is not None and text is not None):
        raise Refused(_("Say which clause keeps the red line, or that the whole text does."))
    text = lock(whole)
    policy.may_guard(actor, text).require()
    must, must_not, asked = _phrases(must_contain), _phrases(must_not_contain), _words(questions)
    if (must or must_not) and asked:
        raise Refused(_("Give either phrases or a question: a guard is one of both."))
    if not must and not must_not and not asked:
        raise Refused(_("Please give a phrase that the clause must, or must not, contain."))
    seen = considerations_visible_to(actor).filter(group=text.group)
    if not seen.filter(pk=consideration.pk, kind=Consideration.Kind.RED_LINE).exists():
        raise Refused(_("There is no such red line."))
    if asked:
        _require_judge(judge, consideration)
    guard = Guard(
        text=text,
        uid=clause.uid if clause is not None else None,
        consideration=consideration,
        language=language,
        rule=Guard.Rule.JUDGEMENT if asked else Guard.Rule.WORDS,
        must_contain=must,
        must_not_contain=must_not,
        questions=asked,
        judge=judge if asked else None,
        explanations=_words(explanations),
        by=actor,
        at=at,
    )
    if once:
        require_new_guard(actor, guard)
    guard.address = new_address(
        Guard,
        group=text.group,
        confidentiality=consideration.address.confidentiality,
        bodies=consideration.address.bodies.all(),
    )
    guard.save()
    link(consideration, guard, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=guard,
        clause=str(clause.uid) if clause is not None else "",
        must=must,
        must_not=must_not,
        questions=asked,
        judge=guard.judge_id,
    )
    return guard


def _require_judge(judge: Person | None, consideration: Consideration) -> None:
    if judge is None:
        raise Refused(_("Please say who judges whether the red line is kept."))
    if not considerations_visible_to(judge).filter(pk=consideration.pk).exists():
        raise Refused(
            _("%(person)s may not read this red line, and so cannot judge it.") % {"person": judge}
        )


@act
def judge_red_line(
    *,
    guard: Guard,
    digest: str,
    about: str,
    crossed: bool,
    reason: str,
    actor: Person,
    at: datetime,
    seen: str | None = None,
) -> Judgement:
    """Say whether certain words keep a red line; said again of the same words, it is changed.

    `digest` names the words, as `Checked.digest` does; `about` says where they were read: the name
    of a version, of an amendment, of an option. With `seen`, what `state_of` said of the judgement
    when the actor looked, the act refuses when it was given otherwise meanwhile.

    Raises:
        NotPermitted: the actor is not the judge of this red line.
        NotNow: the text is not worked on, or it was judged otherwise than was seen.
        Refused: there is no reason.
    """
    guard = lock(guard)
    policy.may_judge(actor, guard).require()
    if not reason.strip():
        raise Refused(_("Please say why: whoever decides on the words rests on it."))
    before = guard.judgements.filter(digest=digest).first()
    if seen is not None and seen != state_of(before):
        raise NotNow(_("These words were judged in another window. Look at it again."))
    judgement, _made = Judgement.objects.update_or_create(
        guard=guard,
        digest=digest,
        defaults={
            "crossed": crossed,
            "reason": reason.strip(),
            "about": about[:120],
            "by": actor,
            "at": at,
        },
    )
    record(actor=actor, at=at, about=guard, digest=digest, crossed=crossed, reason=reason.strip())
    return judgement


@act
def lift_guard(*, guard: Guard, reason: str, actor: Person, at: datetime) -> None:
    """Take a guard away, with the reason, and what was judged by it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is not worked on, or it was taken away before.
        Refused: there is no reason.
    """
    text = lock(guard.text)
    guard = lock(guard)
    policy.may_guard(actor, text).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: it is kept with the text."))
    unlink(guard.consideration, guard, Relation.GROUNDS)
    record(
        actor=actor,
        at=at,
        about=guard,
        reason=reason.strip(),
        must=guard.must_contain,
        must_not=guard.must_not_contain,
        questions=guard.questions,
    )
    guard.judgements.all().delete()
    guard.delete()
