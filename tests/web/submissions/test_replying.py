"""The official reply of a body: its table, who signed it, and what comes of an erasure."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.trace.linking import new_address
from dabir.stages.calls.acts import invite, lay_out_form, open_call
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Axis
from dabir.stages.submissions.acts import erase_submission, submit_official_reply
from dabir.stages.submissions.acts.signing import sign_official_reply
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import Signing, Submission
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import draft, inquiry
from tests.stages.sent import WORDS, make_open_call, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body("سازمان آب")


@pytest.fixture
def sitting(body):
    return make_member(make_group(), body)


@pytest.fixture
def call(group, secretary, body):
    call = draft(
        group, secretary, kind=Call.Kind.INQUIRY, closes_at=timezone.now() + timedelta(days=9)
    )
    axes = [
        Axis.objects.create(
            address=new_address(Axis, group=group), group=group, order=order, names={"fa": name}
        )
        for order, name in enumerate(("آب", "خاک"))
    ]
    lay_out_form(
        call=call,
        axes=axes,
        elements=[{"fa": "نیازها"}, {"fa": "خطوط قرمز"}],
        actor=secretary,
        at=AT,
    )
    invite(call=call, body=body, actor=secretary, at=AT)
    return open_call(call=call, actor=secretary, at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def address(call):
    return reverse("official_reply", args=[call.code])


def typed(call, body, **more):
    first, last = call.questions.first(), call.questions.last()
    return {
        "body": body.pk,
        f"question-{first.pk}": "آب کافی نداریم و سهم هر باغ روشن نیست.",
        f"question-{last.pk}": "خاک زراعی را نباید فروخت، به هیچ بهانه.",
        "signed_by": "بهار سپهری",
        "post": "معاون آب",
        "letter_number": "۱۲/۳۴۵",
        "publication": "withheld",
        **more,
    }


def test_the_form_is_a_table_of_axes_and_elements(client, call, address, sitting):
    client.force_login(sitting)
    form = client.get(address).context["form"]
    assert form.columns == ["نیازها", "خطوط قرمز"]
    assert [row.name for row in form.rows] == ["آب", "خاک"]
    assert [len(row.cells) for row in form.rows] == [2, 2]
    assert form.singly == []


def test_a_reply_keeps_its_cells_its_signatory_and_its_scan(client, call, address, sitting, body):
    client.force_login(sitting)
    scan = SimpleUploadedFile("letter.txt", "نامهٔ امضاشده دربارهٔ آب".encode())
    answer = client.post(address, typed(call, body, scan=scan))
    assert answer.status_code == 302, answer.context["form"].errors
    reply = Submission.objects.get(call=call)
    answered = set(reply.answers.filter(question__isnull=False).values_list("question", flat=True))
    assert answered == {call.questions.first().pk, call.questions.last().pk}
    signing = reply.signing
    assert (signing.name, signing.post, signing.letter_number) == (
        "بهار سپهری",
        "معاون آب",
        "۱۲/۳۴۵",
    )
    assert signing.scan == reply.attachments.get()


@pytest.mark.parametrize("missing", ["signed_by", "post"])
def test_a_reply_without_who_signed_it_is_asked_for_again(
    client, call, address, sitting, body, missing
):
    client.force_login(sitting)
    page = client.post(address, typed(call, body, **{missing: " "}))
    assert page.status_code == 422
    assert page.context["form"].errors[missing]
    assert not Submission.objects.filter(call=call).exists()


def test_a_letter_of_tomorrow_leaves_no_reply_behind(client, call, address, sitting, body):
    client.force_login(sitting)
    page = client.post(address, typed(call, body, dated_on="2125-01-01"))
    assert page.status_code == 422
    assert not Submission.objects.filter(call=call).exists()


def test_the_desk_shows_who_signed(client, call, address, sitting, body, group, secretary):
    client.force_login(sitting)
    client.post(address, typed(call, body))
    client.force_login(secretary)
    reply = Submission.objects.get(call=call)
    page = client.get(reverse("submissions:submission", args=[group.code, reply.pk]))
    assert "بهار سپهری" in page.content.decode()


def replied(call, body, actor):
    return submit_official_reply(
        call=call, body=body, answers=[AnswerDraft(WORDS)], actor=actor, at=AT
    ).submission


def sign(submission, actor, **fields):
    fields = {"name": "بهار سپهری", "post": "معاون", **fields}
    return sign_official_reply(submission=submission, actor=actor, at=AT, **fields)


def test_a_reply_is_signed_once_by_its_body_or_the_secretariat(group, secretary, body):
    reply = replied(inquiry(group, secretary, body), body, secretary)
    with pytest.raises(NotPermitted):
        sign(reply, make_member(group))
    with pytest.raises(Refused):
        sign(reply, secretary, post=" ")
    with pytest.raises(Refused):
        sign(reply, secretary, dated_on=AT.date() + timedelta(days=2))
    sign(reply, secretary)
    with pytest.raises(NotNow):
        sign(reply, secretary)


def test_what_is_no_official_reply_is_signed_by_nobody(group, secretary):
    with pytest.raises(NotNow):
        sign(send(make_open_call(group, secretary)).submission, secretary)


def test_who_signed_goes_with_who_sent(group, secretary, body):
    reply = replied(inquiry(group, secretary, body), body, secretary)
    sign(reply, secretary)
    erase_submission(submission=reply, reason="خواسته شد", actor=secretary, at=AT)
    assert not Signing.objects.exists()
