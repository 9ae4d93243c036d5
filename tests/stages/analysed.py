"""Runs of the analysis for tests, with what they found made up instead of computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dabir.foundation.people.models import Person
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import accept_submission, submit, take_in_arrivals
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.acts import ask_for_run, conclude_run
from dabir.stages.themes.findings import (
    Conclusion,
    FoundCampaign,
    FoundCode,
    FoundMember,
    FoundTheme,
)
from dabir.stages.themes.keeping import (
    keep_campaigns,
    keep_codes,
    keep_members,
    keep_themes,
    recount,
)
from dabir.stages.themes.models import AnalysisRun, ProposedTheme
from dabir.stages.themes.policy_of_runs import FEWEST_PASSAGES
from tests.factories import AT
from tests.stages.sent import question_of

OPINION = "دربارهٔ دوربین شمارهٔ {}: تابلو ندارد و کسی نمی‌داند تصویرها را تا کی نگه می‌دارد."


def fill(call: Call, secretary: Person, number: int = FEWEST_PASSAGES) -> list[Submission]:
    """Send as many accepted submissions of one passage each, taken in together."""
    question = question_of(call)
    receipts = [
        submit(
            call=call,
            answers=[AnswerDraft(OPINION.format(each), question=question)],
            contributor=Contributor(),
            at=AT,
        ).receipt
        for each in range(number)
    ]
    take_in_arrivals(at=AT)
    sent = Submission.objects.filter(receipt__in=receipts).order_by("pk")
    return [accept_submission(submission=one, actor=secretary, at=AT) for one in sent]


def passages_of(call: Call) -> list[Passage]:
    return list(Passage.objects.filter(submission__call=call).order_by("pk"))


def concluded(
    call: Call,
    by: Person,
    themes: Mapping[int, Sequence[Passage]],
    *,
    parents: Mapping[int, int] | None = None,
    campaign: Sequence[Submission] = (),
    weight: int = 800,
) -> AnalysisRun:
    """Conclude a run that puts these passages under themes of these numbers.

    Each later passage of a theme weighs ten less. `campaign`: its first one is the template.
    """
    run = ask_for_run(call=call, actor=by, at=AT)
    campaigns: dict[int, int] = {}
    if campaign:
        members = [
            FoundMember(one.pk, "near" if place else "template", 1_000 - place)
            for place, one in enumerate(campaign)
        ]
        found = FoundCampaign(1, campaign[0].pk, None, len(members), 2)
        keys = keep_campaigns(run, [found])
        keep_members((keys[1], one) for one in members)
        campaigns = {one.pk: keys[1] for one in campaign}
    keys = keep_themes(
        run,
        [
            FoundTheme(
                number,
                (parents or {}).get(number),
                {"fa": f"موضوع {number}", "en": f"Theme {number}"},
                ("دوربین", "تابلو"),
                [(passage.pk, 0, 7) for passage in passages[:1]],
            )
            for number, passages in themes.items()
        ],
    )
    keep_codes(
        [
            FoundCode(number, passage.pk, passage.submission_id, weight - 10 * place)
            for number, passages in themes.items()
            for place, passage in enumerate(passages)
        ],
        keys,
        campaigns,
    )
    recount(ProposedTheme.objects.filter(run=run))
    conclusion = Conclusion(
        "e" * 64,
        {"criterion": "stability"},
        {"submissions": 20, "passages": 20, "unassigned": 4, "themes": len(themes)},
        0,
    )
    return conclude_run(run=run, conclusion=conclusion, at=AT)


def proposed(run: AnalysisRun, number: int) -> ProposedTheme:
    return ProposedTheme.objects.select_related("run").get(run=run, number=number)
