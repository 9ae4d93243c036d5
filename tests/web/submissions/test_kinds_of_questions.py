"""Questions of every kind: asked, answered, and shown to whoever reads the answers."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from dabir.stages.calls.acts import ExhibitDraft, add_exhibits, ask_question, draft_call, open_call
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.acts import take_in_arrivals
from dabir.stages.submissions.models import Submission
from tests.factories import AT
from tests.stages.sent import CLOSES
from tests.web.submissions.pages import respond_url, sent_secret, solved, words_of

pytestmark = pytest.mark.django_db

CLAUSE = "فهرست داده‌ها هر شش ماه به‌روز می‌شود."
PROPOSAL = "راهنما هر سال بازنگری شود."


@pytest.fixture
def call(group, secretary):
    by = {"actor": secretary, "at": AT}
    call = draft_call(
        group=group,
        code="guide",
        kind=Call.Kind.COMMENTS,
        titles={"fa": "راهنما", "en": "Guide"},
        closes_at=CLOSES,
        **by,
    )
    clauses = [ExhibitDraft(uuid4(), {"fa": f"بند {n}"}, {"fa": CLAUSE}) for n in ("یک", "دو")]
    exhibits = add_exhibits(call=call, exhibits=clauses, **by)
    ends = [{"en": "not at all"}, {"en": "perfectly"}]
    for fields in (
        {"kind": Question.Kind.SCALE, "scale": (0, 10), "choices": ends},
        {"kind": Question.Kind.AGREEMENT, "proposals": {"fa": PROPOSAL}},
        {"kind": Question.Kind.EXHIBIT, "exhibit": exhibits[1]},
        {"kind": Question.Kind.FILE},
    ):
        ask_question(call=call, prompts={"en": f"Asked: {fields['kind'].label}?"}, **fields, **by)
    return open_call(call=call, **by)


def field_of(call, kind):
    return f"question-{call.questions.get(kind=kind).pk}"


def sent(call, **fields):
    first = call.exhibits.first().pk
    why = field_of(call, "agreement").replace("question", "why")
    return {
        "altcha": solved(call),
        field_of(call, "scale"): "7",
        field_of(call, "agreement"): "in_part",
        why: "هر دو سال بس است.",
        field_of(call, "exhibit"): "در شهر ما نه.",
        field_of(call, "file"): SimpleUploadedFile("فهرست.txt", "یک فهرست نمونه".encode()),
        f"words-{first}-0": "شش ماه",
        f"comment-{first}-0": "دیر است.",
        f"wording-{first}-0": "سه ماه",
        f"reason-{first}-0": "داده زود کهنه می‌شود.",
        "sector": "citizen",
        "publication": "withheld",
        "send": "1",
    } | fields


def test_the_call_says_how_each_is_answered(visitor, call):
    page = words_of(visitor.get(reverse("public_call", args=[call.code])))
    assert "A number from 0 to 10." in page
    assert "perfectly" in page
    assert PROPOSAL in page
    assert "About بند دو." in page
    assert "You answer with a file." in page


def test_the_form_shows_what_is_asked_about(visitor, call):
    response = visitor.get(respond_url(call))
    page = words_of(response)
    assert page.count(CLAUSE) >= 3, "in both clauses, and above the question about the second"
    assert PROPOSAL in page
    assert response.content.decode().count(f'name="{field_of(call, "scale")}"') == 11


def test_answers_of_every_kind_arrive_and_are_shown(visitor, call, client, secretary):
    response = visitor.post(respond_url(call), sent(call))
    assert response.status_code == 302
    secret = sent_secret(response)
    take_in_arrivals(at=AT)
    submission = Submission.objects.get()
    by_kind = {
        answer.question.kind: answer for answer in submission.answers.all() if answer.question
    }
    assert by_kind["scale"].text == "7"
    assert by_kind["agreement"].text == "I agree in part\nهر دو سال بس است."
    assert by_kind["exhibit"].exhibit.label == "بند دو"
    assert by_kind["file"].text == "See file 1."
    [attachment] = submission.attachments.all()
    assert attachment.original.name == f"{submission.receipt}-1.txt"
    parts = list(submission.answers.filter(item=1))
    start = CLAUSE.index("شش")
    assert {(one.start, one.end, one.range_language) for one in parts} == {
        (start, start + len("شش ماه"), "fa")
    }
    for url in (
        reverse("follow_up", args=[secret]),
        reverse("submissions:submission", args=[call.group.code, submission.pk]),
    ):
        client.force_login(secretary)
        html = client.get(url).content.decode()
        assert "<mark>شش ماه</mark>" in html
        assert html.count("<mark>") == 1, "the parts of one comment stand below one clause"
        assert "Proposed wording".lower() in html.lower()
        assert escape(PROPOSAL) in html


def test_a_number_that_is_not_on_the_scale_is_refused(visitor, call):
    response = visitor.post(respond_url(call), sent(call) | {field_of(call, "scale"): "11"})
    assert response.status_code == 422


def test_words_that_are_not_in_the_clause_come_back_with_what_was_typed(visitor, call):
    first = call.exhibits.first().pk
    response = visitor.post(respond_url(call), sent(call) | {f"words-{first}-0": "هفت ماه"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "These words do not stand in the clause" in html
    assert 'value="هفت ماه"' in html
    assert "داده زود کهنه می‌شود." in html


def test_room_for_another_comment_is_made_without_sending(visitor, call):
    first = call.exhibits.first().pk
    typed = {f"comment-{first}-0": "دیر است.", "more": str(first)}
    response = visitor.post(respond_url(call), typed)
    assert response.status_code == 200
    html = response.content.decode()
    assert f'name="comment-{first}-1"' in html
    assert "دیر است." in html
    assert "form-errors" not in html


@pytest.mark.parametrize("more", ["", "x", "9" * 30, "-1", "١"])
def test_nonsense_on_that_button_is_harmless(visitor, call, more):
    assert visitor.post(respond_url(call), {"more": more}).status_code == 200


def test_questions_of_every_kind_are_drafted_on_the_page(client, group, secretary):
    by = {"actor": secretary, "at": AT}
    titles = {"fa": "پیش‌نویس"}
    call = draft_call(group=group, code="new", kind=Call.Kind.COMMENTS, titles=titles, **by)
    [exhibit] = add_exhibits(
        call=call, exhibits=[ExhibitDraft(uuid4(), {"fa": "بند یک"}, {"fa": CLAUSE})], **by
    )
    client.force_login(secretary)
    url = reverse("calls:ask", args=[group.code, call.pk])
    asked = {"prompts_en": "How?"}
    for fields in (
        {"kind": "scale", "lowest": "۱", "highest": "۷"},
        {"kind": "agreement", "proposals_fa": PROPOSAL},
        {"kind": "exhibit", "exhibit": exhibit.pk},
        {"kind": "file"},
    ):
        assert client.post(url, asked | fields).status_code == 302
    scale = call.questions.get(kind="scale")
    assert scale.steps == range(1, 8)
    change = reverse("calls:question", args=[group.code, call.pk, scale.pk])
    assert 'value="7"' in client.get(change).content.decode()
    for wrong in (
        {"kind": "scale", "lowest": "1", "highest": "90"},
        {"kind": "scale", "low_end_fa": "کم"},
        {"kind": "exhibit"},
        {"kind": "choice", "choices_fa": "یکی"},
    ):
        assert client.post(url, asked | wrong).status_code in {200, 422}
    assert call.questions.count() == 4
