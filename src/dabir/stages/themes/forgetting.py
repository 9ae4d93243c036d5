"""Forgetting what the analysis keeps of a submission whose words were erased, or that left."""

from __future__ import annotations

import json
from datetime import datetime

from django.db.models import Q, QuerySet

from dabir.domain.language.search_key import search_key
from dabir.foundation.record.models import Content, Entry
from dabir.foundation.record.sealing import erase_contents
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries.seeing import STANDING
from dabir.stages.themes.asking import ANALYSE, ASSIGN
from dabir.stages.themes.keeping import recount_upwards, under
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignAddition,
    CampaignMember,
    Doubt,
    Judgement,
    LearntCode,
    ProposedCode,
    ProposedTheme,
    RunStep,
    StepCode,
)


def hold_runs_under_way(call: Call) -> None:
    """Let no run of a call end while its caller erases something, within an act.

    A run that ended before is waited for, and what it kept is seen; one that ends later finds out
    that something was erased, and begins anew.
    """
    running = Work.objects.filter(
        name__in=(ANALYSE, ASSIGN), group=call.group, state=Work.State.RUNNING
    )
    list(running.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def forget_words_of(submission: Submission, at: datetime) -> None:
    """Take a submission out of what runs proposed: its codes, quotes, differences, its terms.

    A term of a theme goes when no other passage under it has it, and from the names that machines
    made of it; a campaign whose template it was gets another one. Counts follow. Notes of coders
    on its passages go as well, and what classifiers propose for them.
    """
    codes = ProposedCode.objects.filter(passage__submission=submission)
    passages = set(submission.passages.values_list("pk", flat=True))
    touched = list(_themes_of(codes, passages))
    codes.delete()
    for theme in touched:
        _forget_in(theme, passages, at)
    recount_upwards(touched)
    CampaignAddition.objects.filter(answer__submission=submission).delete()
    _leave_campaigns(submission)
    Judgement.objects.filter(item__passage__in=passages).update(note="")
    LearntCode.objects.filter(passage__in=passages, state=LearntCode.State.PROPOSED).delete()
    Doubt.objects.filter(passage__in=passages).delete()


def count_without(submission: Submission) -> None:
    """Count anew what a submission was part of that no longer stands: its themes, its campaigns.

    It cannot come back, so it leaves its campaigns; where it stood for the form, another one does.
    """
    codes = ProposedCode.objects.filter(passage__submission=submission)
    touched = ProposedTheme.objects.filter(pk__in=codes.values("proposed"))
    recount_upwards(touched)
    _leave_campaigns(submission)


def _themes_of(codes: QuerySet[ProposedCode], passages: set[int]) -> QuerySet[ProposedTheme]:
    """Return every theme that may have words of these passages.

    They are under it, were under it before a step, or were left out because a theme of people
    that it is like has them.
    """
    before = StepCode.objects.filter(code__in=codes.values("pk"))
    return (
        ProposedTheme.objects.filter(
            Q(pk__in=codes.values("proposed"))
            | Q(pk__in=before.values("proposed"))
            | Q(like__codes__passage__in=passages)
        )
        .distinct()
        .select_related("parent", "run")
    )


def _forget_in(theme: ProposedTheme, passages: set[int], at: datetime) -> None:
    theme.quotes = [quote for quote in theme.quotes if quote[0] not in passages]
    left = under([theme])
    kept = [term for term in theme.terms if _stands(term, left)]
    if kept != theme.terms:
        _rename_without(theme, kept, at)
    theme.terms = kept
    theme.save(update_fields=["names", "name_key", "terms", "quotes"])


def _rename_without(theme: ProposedTheme, kept: list[str], at: datetime) -> None:
    """Make the machine's name of a theme of these terms, wherever it is kept; people's names stay.

    The machine's name is made of terms: those that are gone are gone from it too.
    """
    steps = list(theme.steps.filter(kind=RunStep.Kind.RENAME).order_by("pk"))
    machines = steps[0].before["names"] if steps else theme.names
    names = {code: "، ".join(kept[:3]) for code in machines if kept}
    if theme.names == machines:
        theme.names = names
    renamed = [step for step in steps if step.before["names"] == machines]
    for step in renamed:
        step.before = {**step.before, "names": names}
        step.save(update_fields=["before"])
    if renamed:
        about = Content.objects.filter(
            entry__act="themes.rename_proposed_theme", entry__about=theme.run.address_id
        )
        of_steps = {step.pk for step in renamed}
        entries = [
            one.entry_id
            for one in about
            if one.payload and json.loads(one.payload)["what"].get("step") in of_steps
        ]
        erase_contents(Entry.objects.filter(pk__in=entries), at)


def _stands(term: str, codes: QuerySet[ProposedCode]) -> bool:
    for word in search_key(term).split():
        codes = codes.filter(passage__text_key__contains=word)
    return codes.exists()


def leave_those_gone(run: AnalysisRun) -> None:
    """Take what was withdrawn or declined while a run was under way out of its campaigns."""
    members = CampaignMember.objects.filter(campaign__run=run).select_related("campaign")
    for member in members.exclude(submission__state__in=STANDING):
        _leave(member)


def _leave_campaigns(submission: Submission) -> None:
    for member in CampaignMember.objects.filter(submission=submission).select_related("campaign"):
        _leave(member)


def _leave(member: CampaignMember) -> None:
    campaign = member.campaign
    others = campaign.members.exclude(pk=member.pk)
    member.delete()
    if campaign.template_id == member.submission_id:
        following = others.order_by("words", "-similarity", "pk").first()
        if following is None:
            Campaign.objects.filter(pk=campaign.pk).delete()
            return
        campaign.template_id = following.submission_id
        following.kind = CampaignMember.Kind.TEMPLATE
        following.save(update_fields=["kind"])
    campaign.size = others.count()
    campaign.save(update_fields=["size", "template"])
