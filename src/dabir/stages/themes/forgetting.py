"""Forgetting what the analysis keeps of a submission whose words were erased."""

from __future__ import annotations

from django.db.models import QuerySet

from dabir.domain.language.search_key import search_key
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.asking import ANALYSE, ASSIGN
from dabir.stages.themes.keeping import recount, under
from dabir.stages.themes.models import (
    Campaign,
    CampaignAddition,
    CampaignMember,
    ProposedCode,
    ProposedTheme,
    RunStep,
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


def forget_words_of(submission: Submission) -> None:
    """Take a submission out of what runs proposed: its codes, quotes, differences, its terms.

    A term of a theme goes when no other passage under it has it; a campaign whose template it was
    gets another one. Counts follow.
    """
    codes = ProposedCode.objects.filter(passage__submission=submission)
    passages = set(codes.values_list("passage_id", flat=True))
    touched = list(
        ProposedTheme.objects.filter(pk__in=codes.values("proposed")).select_related("parent")
    )
    codes.delete()
    for theme in touched:
        _forget_in(theme, passages)
    recount({one.pk: one for each in touched for one in (each, each.parent) if one}.values())
    CampaignAddition.objects.filter(answer__submission=submission).delete()
    for member in CampaignMember.objects.filter(submission=submission).select_related("campaign"):
        _leave(member)


def _forget_in(theme: ProposedTheme, passages: set[int]) -> None:
    theme.quotes = [quote for quote in theme.quotes if quote[0] not in passages]
    left = under([theme])
    kept = [term for term in theme.terms if _stands(term, left)]
    named_by_people = theme.steps.filter(kind=RunStep.Kind.RENAME, undone_at=None).exists()
    if kept != theme.terms and not named_by_people:
        # The machine's name is made of terms: those that are gone are gone from it too.
        theme.names = {code: "، ".join(kept[:3]) for code in theme.names if kept}
    theme.terms = kept
    theme.save(update_fields=["names", "name_key", "terms", "quotes"])


def _stands(term: str, codes: QuerySet[ProposedCode]) -> bool:
    for word in search_key(term).split():
        codes = codes.filter(passage__text_key__contains=word)
    return codes.exists()


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
