"""Who may run the analysis, and what may be done with what it proposes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.people.queries import Reader
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes.models import AnalysisRun, ProposedTheme, RunStep
from dabir.stages.themes.policy import May

FEWEST_PASSAGES = 20
"""Fewer passages are read by a person sooner than they are put in order by a machine."""


def may_analyse(person: Reader, call: Call) -> Verdict:
    """The secretariat runs the analysis: on a call with enough to read, one run at a time."""
    allowed = permits(person, May.ANALYSE, group=call.group)
    if not allowed:
        return allowed
    if call.kind == Call.Kind.INTEREST:
        return Verdict.no(_("Expressions of interest lead to seats, not to themes."), error=NotNow)
    if AnalysisRun.objects.filter(call=call, state=AnalysisRun.State.RUNNING).exists():
        return Verdict.no(_("A run of the analysis is under way already."), error=NotNow)
    enough = Passage.objects.filter(submission__call=call, submission__state__in=STANDING)
    found = enough.order_by()[:FEWEST_PASSAGES].count()
    if found < FEWEST_PASSAGES:
        there = ngettext(
            "There is %(count)s passage so far", "There are %(count)s passages so far", found
        ) % {"count": show_digits(found)}
        return Verdict.no(
            _("%(there)s: the analysis begins with %(fewest)s.")
            % {"there": there, "fewest": show_digits(FEWEST_PASSAGES)},
            error=NotNow,
        )
    return Verdict.yes()


def may_stop(person: Reader, run: AnalysisRun) -> Verdict:
    """The secretariat stops a run that is under way."""
    return permits(person, May.ANALYSE, group=run.call.group) & may_now(run, "stop")


def may_decide(person: Reader, run: AnalysisRun) -> Verdict:
    """The secretariat decides on what a run proposed, once it is done."""
    allowed = permits(person, May.ANALYSE, group=run.call.group)
    if allowed and run.state != AnalysisRun.State.DONE:
        return Verdict.no(
            _("Not possible now: it is %(state)s.") % {"state": run.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_move_proposed(person: Reader, proposed: ProposedTheme, event: str) -> Verdict:
    """The secretariat decides on a theme that is still proposed."""
    return may_decide(person, proposed.run) & may_now(proposed, event)


def may_undo(person: Reader, step: RunStep) -> Verdict:
    """What was done last is undone first; each step once."""
    allowed = may_decide(person, step.run)
    if not allowed:
        return allowed
    if step.undone_at is not None:
        return Verdict.no(_("This is undone already."), error=NotNow)
    later = RunStep.objects.filter(run=step.run_id, undone_at=None, pk__gt=step.pk)
    if later.exists():
        return Verdict.no(
            _("Something was done after it: undo that first, the last one first."), error=NotNow
        )
    return Verdict.yes()
