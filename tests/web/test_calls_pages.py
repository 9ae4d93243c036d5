"""The secretariat's pages of calls: each as secretary, member, guest and the public."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Role
from dabir.stages.calls import queries
from dabir.stages.calls.acts import (
    ask_question,
    close_on_deadline,
    correct_call,
    invite,
    open_call,
)
from dabir.stages.calls.models import Call, Notice, Question
from dabir.stages.submissions.acts import submit_official_reply
from dabir.stages.submissions.intake.contents import AnswerDraft
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.calling import DEADLINE, draft, exhibit, inquiry, make_clause, opened
from tests.stages.sent import WORDS
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

LONG_AHEAD = AT + timedelta(days=36_500)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return draft(group, secretary, closes_at=LONG_AHEAD)


@pytest.fixture
def signed_in(client, secretary):
    client.force_login(secretary)
    return client


def at(name, group, *args):
    return reverse(f"calls:{name}", args=[group.code, *args])


def everything(group, secretary):
    """One address of every page of the stage, with all that it can show."""
    clause = make_clause(group)
    call = draft(group, secretary, closes_at=LONG_AHEAD, clauses=[clause])
    choices = [{"fa": "آری", "en": "yes"}, {"fa": "نه", "en": "no"}]
    asked = ask_question(
        call=call,
        prompts={"fa": "آب؟", "en": "Water?"},
        kind=Question.Kind.CHOICE,
        choices=choices,
        clause=clause,
        actor=secretary,
        at=AT,
    )
    invite(call=call, names={"fa": "باغداران", "en": "Gardeners"}, actor=secretary, at=AT)
    comments = draft(group, secretary, kind=Call.Kind.COMMENTS)
    exhibit(comments, secretary)
    published = draft(group, secretary, closes_at=LONG_AHEAD)
    wording = ask_question(call=published, prompts={"fa": "خاک؟"}, actor=secretary, at=AT)
    described = invite(call=published, names={"fa": "دامداران"}, actor=secretary, at=AT)
    published = open_call(call=published, actor=secretary, at=AT)
    over = inquiry(group, secretary, make_body())
    close_on_deadline(call=over, at=DEADLINE + timedelta(days=1))
    correct_call(call=published, text="تصحیح", actor=secretary, at=AT)
    addressed = inquiry(group, secretary, make_body(), closes_at=LONG_AHEAD)
    return [
        at("index", group),
        at("index", group) + "?state=draft",
        at("new", group),
        at("call", group, call.pk),
        at("edit", group, call.pk),
        at("ask", group, call.pk),
        at("question", group, call.pk, asked.pk),
        at("remove_question", group, call.pk, asked.pk),
        at("invite", group, call.pk),
        at("move", group, call.pk, "open"),
        at("move", group, call.pk, "abandon"),
        at("call", group, comments.pk),
        at("call", group, published.pk),
        at("move", group, published.pk, "extend"),
        at("move", group, published.pk, "correct"),
        at("move", group, published.pk, "close"),
        at("call", group, addressed.pk),
        at("letters", group, addressed.pk),
        at("remind", group, addressed.pk),
        at("heard", group, addressed.pk),
        at("rounds", group, addressed.pk),
        at("form", group, draft(group, secretary, kind=Call.Kind.INQUIRY).pk),
        at("next_round", group, over.pk),
        at("correct_question", group, published.pk, wording.pk),
        at("correct_invitation", group, published.pk, described.pk),
    ]


def test_every_page_opens_for_the_secretary_in_both_languages(client, group, secretary):
    addresses = everything(group, secretary)
    for language in ("fa", "en"):
        secretary.language = language
        secretary.save()
        client.force_login(secretary)
        for address in addresses:
            page = client.get(address)
            assert page.status_code == 200, address
            if language == "fa":
                assert left_in_english(page.content.decode(), "calls") == [], address


def test_strangers_guests_of_nothing_and_the_public_find_no_page(client, group, secretary):
    addresses = everything(group, secretary)
    for address in addresses:
        assert client.get(address).status_code == 302
    client.force_login(make_person())
    for address in addresses:
        assert client.get(address).status_code == 404, address


def test_members_read_and_do_not_act(client, group, secretary, call):
    client.force_login(make_member(group))
    page = client.get(at("call", group, call.pk)).content.decode()
    assert at("edit", group, call.pk) not in page
    assert at("move", group, call.pk, "open") not in page
    for address in (at("new", group), at("edit", group, call.pk), at("ask", group, call.pk)):
        assert client.get(address).status_code == 403
    assert client.post(at("move", group, call.pk, "open")).status_code == 403
    call.refresh_from_db()
    assert call.state == Call.State.DRAFT


def test_a_guest_sees_the_published_calls_only(client, group, secretary, call):
    guest = make_person()
    seat(guest, group, Role.GUEST)
    published = opened(group, secretary, closes_at=LONG_AHEAD)
    client.force_login(guest)
    page = client.get(at("index", group)).content.decode()
    assert at("call", group, published.pk) in page
    assert at("call", group, call.pk) not in page
    assert client.get(at("call", group, call.pk)).status_code == 404


def test_a_call_is_not_found_under_another_group(signed_in, secretary, call):
    other = make_group()
    seat(secretary, other, Role.SECRETARY)
    assert signed_in.get(at("call", other, call.pk)).status_code == 404


def test_the_way_from_a_new_call_to_an_open_one(signed_in, group):
    clause = make_clause(group)
    answer = signed_in.post(
        at("new", group),
        {
            "kind": "input",
            "titles_fa": "فراخوان آب",
            "titles_en": "Call on water",
            "code": "water",
            "purposes_fa": "شنیدن",
            "contact": "water@example.org",
            "closes_on": "۱۴۷۹/۱۰/۱",
            "late": "refuse",
            "confidentiality": "group",
            "clauses": [clause.pk],
        },
    )
    call = Call.objects.get(code="water")
    assert answer.url == at("call", group, call.pk)
    assert call.closes_at.astimezone(call.zone).hour == 23
    signed_in.post(
        at("ask", group, call.pk),
        {"prompts_fa": "آب؟", "kind": "choice", "choices_fa": "آری\nنه", "clause": clause.pk},
    )
    assert call.questions.get().choices == [{"fa": "آری"}, {"fa": "نه"}]
    signed_in.post(at("invite", group, call.pk), {"names_fa": "باغداران"})
    assert call.invitations.get().names == {"fa": "باغداران"}
    asks = signed_in.get(at("move", group, call.pk, "open"))
    assert asks.status_code == 200
    signed_in.post(at("move", group, call.pk, "open"))
    call.refresh_from_db()
    assert call.state == Call.State.OPEN


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(signed_in, group):
    typed = {
        "kind": "input",
        "titles_fa": "",
        "titles_en": "",
        "code": "water",
        "late": "refuse",
        "confidentiality": "group",
    }
    page = signed_in.post(at("new", group), typed)
    assert page.status_code == 200
    assert page.context["form"].errors["titles"]
    assert 'value="water"' in page.content.decode()
    assert not Call.objects.exists()


def test_a_deadline_before_the_opening_is_shown_at_its_field(signed_in, group):
    typed = {
        "kind": "input",
        "titles_fa": "آب",
        "code": "water",
        "opens_on": "2090-01-02",
        "closes_on": "2090-01-01",
        "late": "refuse",
        "confidentiality": "group",
    }
    page = signed_in.post(at("new", group), typed)
    assert page.context["form"].errors["closes_on"]


def test_a_taken_address_is_refused_with_a_sentence(signed_in, group, call):
    typed = {
        "kind": "input",
        "titles_fa": "آب",
        "code": call.code,
        "late": "refuse",
        "confidentiality": "group",
    }
    page = signed_in.post(at("new", group), typed)
    assert call.code in str(page.context["form"].non_field_errors())
    assert 'value="' + call.code in page.content.decode()
    assert Call.objects.count() == 1


def test_editing_keeps_what_was_not_touched(signed_in, group, call):
    page = signed_in.get(at("edit", group, call.pk))
    form = page.context["form"]
    assert form.initial["titles"] == call.names
    signed_in.post(
        at("edit", group, call.pk),
        {
            "titles_fa": "فراخوان خاک",
            "purposes_fa": "خاک",
            "closes_on": "2090-01-01",
            "late": "mark",
            "confidentiality": "secretariat",
        },
    )
    call.refresh_from_db()
    assert not queries.visible_to(make_member(group)).filter(pk=call.pk).exists()
    assert (call.names, call.late) == ({"fa": "فراخوان خاک"}, Call.Late.MARK)


def test_questions_are_moved_changed_and_taken_out(signed_in, group, secretary, call):
    first, second = (
        ask_question(call=call, prompts={"fa": prompt}, actor=secretary, at=AT)
        for prompt in ("یک", "دو")
    )
    signed_in.post(at("move_question", group, call.pk, second.pk), {"to": "earlier"})
    assert list(call.questions.all()) == [second, first]
    signed_in.post(at("question", group, call.pk, first.pk), {"prompts_fa": "سه", "kind": "text"})
    first.refresh_from_db()
    assert first.prompts == {"fa": "سه"}
    signed_in.post(at("remove_question", group, call.pk, first.pk))
    assert list(call.questions.all()) == [second]


def test_choices_of_both_languages_must_pair(signed_in, group, call):
    page = signed_in.post(
        at("ask", group, call.pk),
        {"prompts_fa": "آب؟", "kind": "choice", "choices_fa": "آری\nنه", "choices_en": "yes"},
    )
    assert page.context["form"].errors["choices_en"]
    assert not call.questions.exists()


def test_an_extension_needs_its_reason_on_the_page_too(signed_in, group, secretary):
    call = opened(group, secretary, closes_at=AT + timedelta(days=30_000))
    address = at("move", group, call.pk, "extend")
    page = signed_in.post(address, {"day": "2125-06-01", "reason_fa": ""})
    assert page.context["form"].errors["reason"]
    page = signed_in.post(address, {"day": "2030-06-01", "reason_fa": "باران"})
    assert page.context["form"].non_field_errors()
    signed_in.post(address, {"day": "2125-06-01", "hour": "۱۷:۳۰", "reason_fa": "باران"})
    call.refresh_from_db()
    assert call.closes_at.astimezone(call.zone).strftime("%Y-%m-%d %H:%M") == "2125-06-01 17:30"
    assert call.notices.get().kind == Notice.Kind.EXTENSION


def test_a_move_that_does_not_apply_is_refused_and_an_unknown_one_not_found(signed_in, group, call):
    assert signed_in.get(at("move", group, call.pk, "conclude")).status_code == 409
    assert signed_in.get(at("move", group, call.pk, "publish")).status_code == 404


def test_a_draft_without_a_deadline_says_so_in_place_of_the_button(signed_in, group, secretary):
    call = draft(group, secretary, closes_at=None)
    page = signed_in.get(at("call", group, call.pk)).content.decode()
    assert at("move", group, call.pk, "open") not in page
    assert 'class="refusal"' in page


def test_letters_and_reminders_go_out_from_the_page(signed_in, group, secretary):
    call = inquiry(group, secretary, make_body(), closes_at=LONG_AHEAD)
    signed_in.post(at("letters", group, call.pk), {"signatory": secretary.pk})
    invitation = call.invitations.get()
    assert invitation.letter is not None
    signed_in.post(
        at("remind", group, call.pk), {"invitations": [invitation.pk], "way": "otherwise"}
    )
    page = signed_in.post(
        at("remind", group, call.pk), {"invitations": [invitation.pk], "way": "letter"}
    )
    assert page.context["form"].errors["signatory"]
    invitation.refresh_from_db()
    assert invitation.reminders == 1


def test_who_has_answered_is_not_reminded(signed_in, group, secretary):
    answering, silent = make_body(), make_body()
    call = inquiry(group, secretary, answering, silent, closes_at=LONG_AHEAD)
    submit_official_reply(
        call=call, body=answering, answers=[AnswerDraft(text=WORDS)], actor=secretary, at=AT
    )
    offered = signed_in.get(at("remind", group, call.pk)).context["form"].fields["invitations"]
    assert [invitation.body for invitation in offered.queryset] == [silent]
    assert signed_in.get(at("call", group, call.pk)).context["answered"] == {answering.pk}


@pytest.mark.parametrize("many", [1, 12])
def test_pages_ask_the_database_no_more_for_more(
    signed_in, group, secretary, many, django_assert_max_num_queries
):
    clause = make_clause(group)
    for _number in range(many):
        call = draft(group, secretary)
        for place in range(many):
            ask_question(
                call=call, prompts={"fa": f"{place}"}, clause=clause, actor=secretary, at=AT
            )
            invite(call=call, body=make_body(), actor=secretary, at=AT)
    with django_assert_max_num_queries(12):
        signed_in.get(at("index", group))
    with django_assert_max_num_queries(24):
        signed_in.get(at("call", group, call.pk))
