"""A run with the real engine: from what was sent to themes, campaigns and what comes later."""

import pytest

from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions.acts import accept_submission, submit, take_in_arrivals
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.acts import ask_for_run
from dabir.stages.themes.models import Campaign, ProposedCode, ProposedTheme
from tests.factories import AT, make_group, make_secretary
from tests.stages.sent import make_open_call, question_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]

SUBJECTS = (
    ("دوربین", "تصویر", "چهره", "خیابان", "تابلو", "ضبط", "نگهداری", "کوچه"),
    ("کنتور", "آب", "مصرف", "قبض", "خانه", "برق", "ساعت", "شبکه"),
)
FORM = (
    "شهر خانهٔ ماست و نه ویترین فروشگاه؛ از کارگروه می‌خواهیم شناسایی چهره در خیابان ممنوع شود و"
    " هیچ دوربین تازه‌ای بی رأی اهالی نصب نگردد و تصویرها پس از هفت روز پاک شود."
)


def _words(number: int) -> str:
    """Return a sentence about one of the subjects, its words in an order of its own."""
    words = SUBJECTS[number % 2]
    turned = [words[(number * step + number // 2) % len(words)] for step in range(1, 8)]
    return f"به نظر من {' و '.join(turned)} باید با رأی مردم روشن شود، شمارهٔ {number} را ببینید."


def test_the_engine_finds_campaigns_and_assigns_what_comes_later(settings, tmp_path):
    settings.VAR = tmp_path
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary)
    texts = [_words(number) for number in range(40)]
    texts += [FORM, FORM, FORM, f"{FORM} من پدر سه فرزندم.", f"{FORM} من پدر سه فرزندم.", FORM]
    for text in texts:
        answers = [AnswerDraft(text, question=question_of(call))]
        submit(call=call, answers=answers, contributor=Contributor(), at=AT)
    take_in_arrivals(at=AT)
    for one in Submission.objects.all():
        accept_submission(submission=one, actor=secretary, at=AT)
    run = ask_for_run(call=call, actor=secretary, at=AT)
    assert run_waiting(["heavy"]) == 1
    run.refresh_from_db()
    assert (run.state, run.trouble) == ("done", "")
    assert run.counts["submissions"] == len(texts)
    largest = Campaign.objects.order_by("-size").first()
    assert largest is not None
    assert largest.size == 6
    assert largest.additions.get().count == 2
    themes = ProposedTheme.objects.filter(run=run)
    assert themes.exists()
    assert len(run.engine_id) == 16
    numbers = list(themes.order_by("number").values_list("number", flat=True))
    later = send(call, texts[0]).submission
    Work.objects.filter(name="themes.assign").update(not_before=AT)
    run_waiting(["heavy"])
    assert ProposedCode.objects.filter(submission=later, later=True).exists()
    assert list(themes.order_by("number").values_list("number", flat=True)) == numbers
