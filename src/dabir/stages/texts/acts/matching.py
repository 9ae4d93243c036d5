"""Acts on links that are proposed by wording: asking for them, keeping, confirming, dismissing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, unlink
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries.seeing import passages_visible_to
from dabir.stages.texts import policy
from dabir.stages.texts.acts.closing import about_both
from dabir.stages.texts.acts.examining import note_finding
from dabir.stages.texts.acts.grounding import ground_clause
from dabir.stages.texts.acts.storing import lock_version
from dabir.stages.texts.examining.following import changed
from dabir.stages.texts.models import Clause, Finding, Likeness, PassageGround, Version
from dabir.stages.texts.queries.examining import likenesses_visible_to

MATCH = "texts.match"
"""The name of the work that looks for links by wording."""


@dataclass(frozen=True, slots=True)
class Found:
    """A clause and what it shares wording with: `score` from 0 to 1, `spans` in characters."""

    clause: int
    score: float
    spans: Sequence[tuple[int, int, int, int]]
    consideration: int | None = None
    passage: int | None = None
    upstream: int | None = None


@act
def ask_for_links(*, version: Version, actor: Person, at: datetime) -> Version:
    """Have links proposed by wording, in the background, for the version that is worked on.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: an earlier version, a text that is not worked on, or they are looked for already.
    """
    version = lock_version(version)
    policy.may_ground(actor, version).require()
    running = Work.objects.filter(
        key__startswith=f"{MATCH} {version.pk} ",
        state__in=(Work.State.WAITING, Work.State.RUNNING),
    )
    if running.exists():
        raise NotNow(_("Links are looked for already."))
    ask(
        MATCH,
        key=f"{MATCH} {version.pk} {at.isoformat()}",
        at=at,
        arguments={"version": version.pk},
        queue=Work.Queue.HEAVY,
        group=version.text.group,
        actor=actor,
    )
    record(actor=actor, at=at, about=version)
    return version


@act
def propose_links(*, version: Version, found: Iterable[Found], at: datetime) -> int:
    """Keep what was found to share wording with a version's clauses; Dabir does this itself.

    What was proposed before and is not found any more is let go; what people decided stays, in
    later versions too as long as the clause says the same. Returns how many links wait for a
    decision.
    """
    version = lock_version(version)
    Likeness.objects.filter(clause__version=version, state=Likeness.State.PROPOSED).delete()
    decided = _decided_before(version)
    Likeness.objects.bulk_create(
        [
            Likeness(
                clause_id=each.clause,
                consideration_id=each.consideration,
                passage_id=each.passage,
                upstream_id=each.upstream,
                score=round(1000 * each.score),
                spans=[list(span) for span in each.spans],
            )
            for each in found
            if (each.clause, each.consideration, each.passage, each.upstream) not in decided
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    waiting = Likeness.objects.filter(clause__version=version, state=Likeness.State.PROPOSED)
    # How many there are is not recorded: some are to what readers of the version may not see.
    record(actor=None, at=at, about=version)
    return waiting.count()


def _decided_before(version: Version) -> set[tuple[int, int | None, int | None, int | None]]:
    """Return what was decided on the clauses of a version, as they read, in an earlier one.

    That is what was dismissed, and what was found against upstream clauses; grounds go along.
    """
    texts = {each.uid: each for each in version.clauses.prefetch_related("wordings")}
    earlier = (
        Likeness.objects.filter(
            Q(state=Likeness.State.DISMISSED)
            | Q(state=Likeness.State.CONFIRMED, upstream__isnull=False),
            clause__version__text=version.text_id,
            clause__uid__in=texts,
        )
        .exclude(clause__version=version)
        .select_related("clause")
        .prefetch_related("clause__wordings")
    )
    return {
        (texts[each.clause.uid].pk, each.consideration_id, each.passage_id, each.upstream_id)
        for each in earlier
        if not changed(each.clause, texts[each.clause.uid])
    }


def _decided(likeness: Likeness, event: str, actor: Person, at: datetime) -> Likeness:
    # After the text, as what proposes links anew does: that lets go of what nobody decided on.
    lock_version(likeness.clause.version)
    if not likenesses_visible_to(actor).filter(pk=likeness.pk).exists():
        raise Refused(_("There is no such proposal."))
    likeness = lock(likeness)
    advance(likeness, event)
    likeness.decided_by, likeness.decided_at = actor, at
    likeness.save(update_fields=["state", "decided_by", "decided_at"])
    return likeness


@act
def confirm_link(
    *,
    likeness: Likeness,
    actor: Person,
    at: datetime,
    outcome: Finding.Outcome | str = Finding.Outcome.CONSISTENT,
    notes: Mapping[str, str] | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    seen: str | None = None,
) -> Likeness:
    """Make a proposed link a ground of its clause or, of an upstream clause, a finding.

    `outcome` and `notes` say what was found against an upstream clause, and for whom; with `seen`,
    as in `note_finding`, the act refuses to write over a finding that was not seen.

    Raises:
        NotPermitted: the actor may not ground clauses, or examine them.
        NotNow: it was decided before, something else was noted meanwhile, or the version is not
            worked on.
        Refused: the actor may not see both of its ends; no word on what was found.
    """
    likeness = _decided(likeness, "confirm", actor, at)
    clause = likeness.clause
    if likeness.consideration is not None:
        ground_clause(clause=clause, consideration=likeness.consideration, actor=actor, at=at)
    elif likeness.passage is not None:
        ground_in_passage(clause=clause, passage=likeness.passage, actor=actor, at=at)
    elif likeness.upstream is not None:
        note_finding(
            clause=clause,
            upstream=likeness.upstream,
            outcome=outcome,
            notes=notes or {},
            actor=actor,
            at=at,
            confidentiality=confidentiality,
            bodies=bodies,
            seen=seen,
        )
    _record(likeness, actor, at)
    return likeness


@act
def dismiss_link(*, likeness: Likeness, actor: Person, at: datetime) -> Likeness:
    """Say that a clause has nothing to do with what it shares wording with; not proposed again.

    Raises:
        NotPermitted: the actor is no member.
        NotNow: it was decided before.
        Refused: the actor may not see both of its ends.
    """
    text = likeness.clause.version.text
    if likeness.upstream_id is not None:
        policy.may_examine(actor, text).require()
    else:
        policy.may_ground(actor, likeness.clause.version).require()
    likeness = _decided(likeness, "dismiss", actor, at)
    _record(likeness, actor, at)
    return likeness


def _record(likeness: Likeness, actor: Person, at: datetime) -> None:
    other = likeness.consideration or likeness.passage or likeness.upstream
    assert other is not None  # noqa: S101 (a constraint says so)
    record(
        actor=actor,
        at=at,
        clause=str(likeness.clause.uid),
        likeness=likeness.pk,
        score=likeness.score,
        **about_both(likeness.clause, other),
    )


@act
def ground_in_passage(
    *, clause: Clause, passage: Passage, actor: Person, at: datetime
) -> PassageGround:
    """Ground a clause of the present version in a passage; later versions keep it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: an earlier version, or a text that is not worked on.
        Refused: the actor may not see the passage, or it was sent to another group.
    """
    version = lock_version(clause.version)
    policy.may_ground(actor, version).require()
    group = version.text.group
    if not passages_visible_to(actor).filter(pk=passage.pk, submission__call__group=group).exists():
        raise Refused(_("There is no such passage."))
    ground, made = PassageGround.objects.get_or_create(
        clause=clause, passage=passage, defaults={"by": actor, "at": at}
    )
    if made:
        link(passage, clause, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        clause=str(clause.uid),
        passage=passage.pk,
        **about_both(clause, passage),
    )
    return ground


@act
def unground_in_passage(*, ground: PassageGround, actor: Person, at: datetime) -> None:
    """Take a passage from under a clause of the present version.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: an earlier version, a text that is not worked on, or it was taken away before.
    """
    clause = ground.clause
    policy.may_ground(actor, lock_version(clause.version)).require()
    ground = lock(ground)
    unlink(ground.passage, clause, Relation.GROUNDS)
    record(
        actor=actor,
        at=at,
        clause=str(clause.uid),
        passage=ground.passage_id,
        **about_both(clause, ground.passage),
    )
    ground.delete()
