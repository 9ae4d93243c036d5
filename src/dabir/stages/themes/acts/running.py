"""Acts on runs of the analysis: asking for one, stopping it, keeping how it ended."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes import policy_of_runs as policy
from dabir.stages.themes.asking import ANALYSE, ask_to_assign, work_key
from dabir.stages.themes.findings import Conclusion
from dabir.stages.themes.models import AnalysisRun, FittedThemes

LEAST = 3
"""A theme of fewer submissions is no theme, unless a run is asked for smaller ones."""


@act
def ask_for_run(
    *, call: Call, actor: Person, at: datetime, seed: int = 0, least: int = LEAST
) -> AnalysisRun:
    """Ask for a run of the analysis over what was sent to a call, in the background.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a run is under way, there is too little to read, or the call asks for seats.
    """
    call = lock(call)
    policy.may_analyse(actor, call).require()
    last = AnalysisRun.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    run = AnalysisRun.objects.create(
        address=new_address(
            AnalysisRun, group=call.group, confidentiality=Confidentiality.SECRETARIAT
        ),
        call=call,
        number=last + 1,
        seed=seed,
        least=least,
        by=actor,
        at=at,
    )
    link(call, run, Relation.ANSWERS, by=actor, at=at)
    ask(
        ANALYSE,
        key=work_key(run),
        at=at,
        arguments={"run": run.pk},
        queue=Work.Queue.HEAVY,
        group=call.group,
        actor=actor,
    )
    record(actor=actor, at=at, about=run, seed=seed, least=least)
    return run


@act
def stop_run(*, run: AnalysisRun, actor: Person, at: datetime) -> AnalysisRun:
    """Stop a run that is under way; it proposes nothing.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is not under way any more.
    """
    run = lock(run)
    policy.may_stop(actor, run).require()
    advance(run, "stop")
    run.ended_at = at
    run.save(update_fields=["state", "ended_at"])
    record(actor=actor, at=at, about=run)
    return run


@act
def fail_run(*, run: AnalysisRun, trouble: str, at: datetime) -> AnalysisRun:
    """Note that a run broke off, and why, in words for the secretariat; Dabir does this itself.

    Raises:
        NotNow: it is not under way any more.
    """
    run = lock(run)
    advance(run, "fail")
    run.trouble, run.ended_at = trouble, at
    run.save(update_fields=["state", "trouble", "ended_at"])
    record(actor=None, at=at, about=run, trouble=trouble)
    return run


@act
def conclude_run(*, run: AnalysisRun, conclusion: Conclusion, at: datetime) -> AnalysisRun:
    """Let what a run found be seen, once all of it is kept; Dabir does this itself.

    Raises:
        NotNow: it was stopped meanwhile.
    """
    run = lock(run)
    advance(run, "conclude")
    run.engine_id, run.reached = conclusion.engine_id, conclusion.reached
    run.method, run.counts = dict(conclusion.method), dict(conclusion.counts)
    run.ended_at = at
    run.save()
    if conclusion.fitted:
        FittedThemes.objects.update_or_create(run=run, defaults={"data": conclusion.fitted})
    later = Submission.objects.filter(call=run.call_id, pk__gt=run.reached, state__in=STANDING)
    if later.exists():
        # What came meanwhile was neither read nor announced to a run that was done.
        ask_to_assign(run.call, at)
    record(actor=None, at=at, about=run, engine_id=run.engine_id, counts=run.counts)
    return run


@act
def note_assigned(*, run: AnalysisRun, reached: int, codes: int, at: datetime) -> AnalysisRun:
    """Note that what came after a run was put under its themes, as proposals; Dabir does this.

    `reached` is the last submission that was looked at, `codes` how many codes are proposed.
    """
    run = lock(run)
    run.reached = max(run.reached, reached)
    run.save(update_fields=["reached"])
    record(actor=None, at=at, about=run, reached=run.reached, codes=codes)
    return run
