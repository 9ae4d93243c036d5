"""Who was asked and who has been heard; rounds side by side; corrections on the pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from dabir.chain.heard import Standing, heard_in
from dabir.chain.rounds import bodies_in, said_by
from dabir.stages.calls.acts import (
    ask_question,
    begin_next_round,
    close_on_deadline,
    invite,
    open_call,
    remind_addressees,
    send_inquiry_letters,
)
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import submit_official_reply
from dabir.stages.submissions.intake.contents import AnswerDraft
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.calling import DEADLINE, draft, inquiry, opened
from tests.stages.sent import WORDS, question_of, send

pytestmark = pytest.mark.django_db

AFTER = DEADLINE + timedelta(days=1)
LONG_AHEAD = AT + timedelta(days=36_500)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def bodies():
    return [
        make_body("سازمان آب"),
        make_body("سازمان خاک", province="یزد"),
        make_body("سازمان باد"),
    ]


@pytest.fixture
def signed_in(client, secretary):
    client.force_login(secretary)
    return client


def at(name, group, *args):
    return reverse(f"calls:{name}", args=[group.code, *args])


def asked_of(group, secretary, *bodies, **fields):
    call = draft(group, secretary, kind=Call.Kind.INQUIRY, **fields)
    ask_question(call=call, prompts={"fa": "آب؟", "en": "Water?"}, actor=secretary, at=AT)
    for body in bodies:
        invite(call=call, body=body, actor=secretary, at=AT)
    return open_call(call=call, actor=secretary, at=AT)


def replies(call, body, actor, words=WORDS, moment=AT):
    answers = [AnswerDraft(words, question=question_of(call))]
    return submit_official_reply(
        call=call, body=body, answers=answers, actor=actor, at=moment
    ).submission


def test_bodies_are_heard_late_or_silent(group, secretary, bodies):
    call = asked_of(group, secretary, *bodies, late=Call.Late.MARK)
    replies(call, bodies[0], secretary)
    replies(call, bodies[1], secretary, moment=AFTER)
    standings = [one.standing for one in heard_in(call, secretary, AFTER).bodies]
    assert standings == [Standing.HEARD, Standing.LATE, Standing.OVERDUE]
    assert heard_in(call, secretary, AT).bodies[2].standing == Standing.WAITING


def test_letters_and_reminders_stand_beside_the_silent_body(group, secretary, bodies):
    call = asked_of(group, secretary, bodies[0])
    send_inquiry_letters(call=call, signatory=secretary, actor=secretary, at=AT)
    remind_addressees(
        call=call,
        invitations=list(call.invitations.all()),
        signatory=secretary,
        actor=secretary,
        at=AFTER,
    )
    [one] = heard_in(call, secretary, AFTER).silent_bodies
    assert one.invitation.reminders == 1
    assert [letter.follows_id for letter in one.reminders] == [one.invitation.letter_id]


def test_questions_and_provinces_are_counted_and_silent_ones_named(group, secretary, bodies):
    call = asked_of(group, secretary, *bodies)
    replies(call, bodies[0], secretary)
    found = heard_in(call, secretary, AT)
    assert [(line.label, line.submissions) for line in found.questions] == [("آب؟", 1)]
    assert [(line.label, line.submissions) for line in found.provinces] == [("یزد", 0)]


def test_invited_groups_of_a_public_call_are_counted(group, secretary):
    call = draft(group, secretary)
    ask_question(call=call, prompts={"fa": "آب؟"}, actor=secretary, at=AT)
    gardeners = invite(call=call, names={"fa": "باغداران"}, actor=secretary, at=AT)
    invite(call=call, names={"fa": "دامداران"}, actor=secretary, at=AT)
    call = open_call(call=call, actor=secretary, at=AT)
    send(call, invitation=gardeners)
    send(call)
    found = heard_in(call, secretary, AT)
    assert [one.submissions for one in found.groups] == [1, 0]
    assert (found.submissions, found.others) == (2, 1)


def test_the_page_names_the_silent_and_leads_to_the_reminder(signed_in, group, secretary, bodies):
    call = asked_of(group, secretary, *bodies, closes_at=LONG_AHEAD)
    replies(call, bodies[0], secretary)
    page = signed_in.get(at("heard", group, call.pk))
    html = page.content.decode()
    assert len(page.context["heard"].silent_bodies) == 2
    assert at("remind", group, call.pk) in html
    pdf = signed_in.get(at("silent_file", group, call.pk, "pdf"))
    assert PdfReader(BytesIO(pdf.content)).pages
    assert signed_in.get(at("silent_file", group, call.pk, "docx")).status_code == 200
    assert signed_in.get(at("silent_file", group, call.pk, "exe")).status_code == 404


def test_members_and_strangers_do_not_learn_who_is_silent(client, group, secretary, bodies):
    call = asked_of(group, secretary, *bodies)
    for name, args in (("heard", ()), ("silent_file", ("pdf",)), ("rounds", ())):
        client.force_login(make_member(group))
        assert client.get(at(name, group, call.pk, *args)).status_code == 403
        client.force_login(make_member(make_group()))
        assert client.get(at(name, group, call.pk, *args)).status_code == 404


@pytest.mark.parametrize("many", [2, 25])
def test_many_bodies_cost_no_more_queries(
    signed_in, group, secretary, many, django_assert_max_num_queries
):
    call = asked_of(group, secretary, *(make_body() for _number in range(many)))
    with django_assert_max_num_queries(24):
        signed_in.get(at("heard", group, call.pk))


def two_rounds(group, secretary, bodies):
    first = asked_of(group, secretary, *bodies[:2], code="first")
    replies(first, bodies[0], secretary, "آب باغ‌های ما از چاه می‌آید و کم است.")
    first = close_on_deadline(call=first, at=AFTER)
    second = begin_next_round(
        call=first, code="second", closes_at=LONG_AHEAD, actor=secretary, at=AFTER
    )
    invite(call=second, body=bodies[2], actor=secretary, at=AFTER)
    second = open_call(call=second, actor=secretary, at=AFTER)
    replies(second, bodies[0], secretary, "آب باغ‌های ما از قنات می‌آید و بس است.", AFTER)
    return first, second


def test_rounds_stand_side_by_side_with_what_changed(group, secretary, bodies):
    rounds = two_rounds(group, secretary, bodies)
    lines = {one.body: one.cells for one in bodies_in(rounds, secretary)}
    assert [(asked, reply is not None) for asked, reply in lines[bodies[0]]] == [
        (True, True),
        (True, True),
    ]
    assert [asked for asked, _reply in lines[bodies[2]]] == [False, True]
    [line] = said_by(bodies[0], rounds, secretary)
    assert line.changed
    assert "چاه" in line.answers[0]
    assert "قنات" in line.answers[1]


def test_the_page_of_rounds_shows_one_body_when_asked(signed_in, group, secretary, bodies):
    first, second = two_rounds(group, secretary, bodies)
    address = at("rounds", group, second.pk)
    assert signed_in.get(address).context["rounds"] == [first, second]
    page = signed_in.get(f"{address}?body={bodies[0].pk}").content.decode()
    assert "قنات" in page
    for odd in ("x", "²", "9" * 30):
        assert signed_in.get(f"{address}?body={odd}").status_code == 200
    page = signed_in.get(at("call", group, first.pk)).content.decode()
    assert at("call", group, second.pk) in page


def test_the_next_round_is_drafted_from_the_page(signed_in, group, secretary, bodies):
    first = close_on_deadline(call=asked_of(group, secretary, *bodies), at=AFTER)
    page = signed_in.get(at("next_round", group, first.pk))
    typed = {"code": page.context["form"].initial["code"], "closes_on": "2125-01-01"}
    answer = signed_in.post(at("next_round", group, first.pk), typed)
    assert answer.url == at("call", group, first.next_round.pk)


def test_a_form_is_laid_out_from_the_page(signed_in, group, secretary):
    call = draft(group, secretary, kind=Call.Kind.INQUIRY)
    page = signed_in.post(
        at("form", group, call.pk), {"elements_fa": "نیازها\nفرصت‌ها", "elements_en": "Needs"}
    )
    assert page.context["form"].errors["elements_en"]
    assert page.context["form"].errors["axes"]


def test_words_are_corrected_from_the_page(signed_in, group, secretary):
    call = draft(group, secretary, closes_at=LONG_AHEAD)
    asked = ask_question(call=call, prompts={"fa": "آب؟"}, actor=secretary, at=AT)
    invited = invite(call=call, names={"fa": "باغداران"}, actor=secretary, at=AT)
    open_call(call=call, actor=secretary, at=AT)
    for name, item, words in (
        ("correct_question", asked, "آب قنات؟"),
        ("correct_invitation", invited, "کشاورزان"),
    ):
        address = at(name, group, call.pk, item.pk)
        page = signed_in.post(address, {"words_fa": words, "reason_fa": ""})
        assert page.context["form"].errors["reason"]
        signed_in.post(address, {"words_fa": words, "reason_fa": "لغزش"})
    assert call.notices.count() == 2
    page = signed_in.get(at("call", group, call.pk)).content.decode()
    assert "<del>آب؟</del>" in page
    assert "کشاورزان" in page


def test_what_came_is_shown_or_not_by_a_button(signed_in, group, secretary):
    call = opened(group, secretary, closes_at=LONG_AHEAD)
    for shown in ("yes", "no"):
        signed_in.post(at("show_received", group, call.pk), {"shown": shown})
        call.refresh_from_db()
        assert call.shows_received == (shown == "yes")


def test_a_draft_lists_what_it_lacks(signed_in, group, secretary):
    call = draft(group, secretary, kind=Call.Kind.INQUIRY, closes_at=None)
    checks = signed_in.get(at("call", group, call.pk)).context["checks"]
    assert sum(check.needed and not check.done for check in checks) == 2
    ask_question(call=call, prompts={"fa": "آب؟"}, actor=secretary, at=AT)
    checks = signed_in.get(at("call", group, call.pk)).context["checks"]
    assert [check.note for check in checks if check.note and not check.done]


def test_hours_and_zone_are_typed_and_come_back(signed_in, group, secretary):
    call = draft(group, secretary)
    typed = {
        "titles_fa": "آب",
        "time_zone": "Europe/Istanbul",
        "closes_on": "2125-06-01",
        "closes_hour": "۱۴:۰۰",
        "late": "refuse",
        "confidentiality": "group",
        "shows_received": "on",
    }
    signed_in.post(at("edit", group, call.pk), typed)
    call.refresh_from_db()
    assert (call.time_zone, call.shows_received) == ("Europe/Istanbul", True)
    assert call.closes_at.astimezone(call.zone).hour == 14
    form = signed_in.get(at("edit", group, call.pk)).context["form"]
    assert form.initial["closes_hour"].hour == 14


def test_an_hour_that_a_day_does_not_have_is_refused(signed_in, group, secretary):
    call = draft(group, secretary)
    typed = {
        "titles_fa": "آب",
        "time_zone": "Europe/Berlin",
        "closes_on": "2027-03-28",
        "closes_hour": "2:30",
        "late": "refuse",
        "confidentiality": "group",
    }
    page = signed_in.post(at("edit", group, call.pk), typed)
    assert page.context["form"].errors["closes_hour"]


def test_those_who_sit_for_a_silent_body_are_mailed_from_the_page(signed_in, group, secretary):
    body = make_body()
    make_member(make_group(), body)
    call = inquiry(group, secretary, body, closes_at=LONG_AHEAD)
    chosen = [call.invitations.get().pk]
    signed_in.post(at("remind", group, call.pk), {"invitations": chosen, "way": "mail"})
    assert call.invitations.get().reminders == 1


def test_two_hundred_calls_are_listed_by_the_page_and_found_by_words(
    signed_in, group, secretary, django_assert_max_num_queries
):
    for number in range(60):
        draft(group, secretary, titles={"fa": f"فراخوان {number}"})
    wanted = draft(group, secretary, titles={"fa": "فراخوان قنات"})
    with django_assert_max_num_queries(14):
        page = signed_in.get(at("index", group))
    assert len(page.context["rows"]) == 25
    assert page.context["page"].paginator.count == 61
    found = signed_in.get(at("index", group), {"q": "قنات"}).context["rows"]
    assert [row[0].call for row in found] == [wanted]
    assert not signed_in.get(at("index", group), {"kind": "inquiry"}).context["rows"]


def test_a_person_finds_what_their_body_was_asked_in_the_tray(client, group, secretary):
    body = make_body()
    person = make_member(make_group(), body)
    call = inquiry(group, secretary, body, closes_at=timezone.now() + timedelta(days=9))
    client.force_login(person)
    page = client.get(reverse("tray")).content.decode()
    assert reverse("public_call", args=[call.code]) in page
    replies_at = timezone.now()
    submit_official_reply(
        call=call, body=body, answers=[AnswerDraft(WORDS)], actor=person, at=replies_at
    )
    page = client.get(reverse("tray")).content.decode()
    assert reverse("public_call", args=[call.code]) not in page
