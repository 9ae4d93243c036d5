"""What nobody shows on purpose: counts, records and pages that could tell of hidden amendments."""

import json

import pytest
from django.urls import reverse

from dabir.domain.drafting import Ruling
from dabir.foundation.record.queries import visible_to as entries_visible_to
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    amend_amendment,
    ask_redraft,
    derive_version,
    make_comment,
    propose_treatment,
    rule_en_bloc,
    rule_operations,
    settle_comment,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.compiled import compiled_rows, kept_form
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text, propose
from tests.stages.test_texts_procedure import sub

pytestmark = pytest.mark.django_db

HIDDEN = 2


class World:
    """Two bodies; what the second proposes only it and the secretariat may see."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.first = propose(
            self.text, self.member, edit(self.text, "one", "هر ماه", "هر هفته"), body=self.body
        )
        self.hidden = propose(
            self.text,
            self.neighbour,
            edit(self.text, "two", "منتشر", "پنهان"),
            body=self.other,
            confidentiality=Confidentiality.BODIES,
            bodies=[self.other],
        )

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])


@pytest.fixture
def world():
    return World()


def told(world):
    """What the record says to a member that may not see the hidden amendment."""
    entries = entries_visible_to(world.member, world.group).select_related("content")
    return [json.loads(entry.content.payload)["what"] for entry in entries]


def test_the_list_of_texts_does_not_count_hidden_amendments(client, world):
    client.force_login(world.member)
    page = client.get(reverse("texts:index", args=[world.group.code]))
    assert [each["text"].pending for each in page.context["texts"]] == [1]
    client.force_login(world.secretary)
    page = client.get(reverse("texts:index", args=[world.group.code]))
    assert [each["text"].pending for each in page.context["texts"]] == [2]


@pytest.mark.parametrize("state", ["proposed", "taken_up", "withdrawn", "redraft", "rejected"])
def test_an_amendment_is_read_whatever_became_of_those_to_it(client, world, state):
    below = sub(world.first, world.neighbour, world.other, "هر هفته", "هر روز")
    if state == "withdrawn":
        withdraw_amendment(amendment=below, actor=world.neighbour, at=AT)
    elif state == "redraft":
        ask_redraft(amendment=below, actor=world.secretary, at=AT, reasons={"fa": "نه"})
    elif state != "proposed":
        ruling = Ruling.ACCEPTED if state == "taken_up" else Ruling.REJECTED
        rule_operations(
            amendment=below, ruling=ruling, actor=world.secretary, at=AT, reasons={"fa": "چنین"}
        )
    client.force_login(world.secretary)
    for number in (world.first.number, below.number):
        assert client.get(world.url("amendment", number)).status_code == 200
    assert client.get(world.url("amendments")).status_code == 200
    assert client.get(world.url("compilation")).status_code == 200
    assert client.get(world.url("clause", UIDS["one"])).status_code == 200


def test_the_record_of_a_version_does_not_name_hidden_amendments(world):
    rule_operations(amendment=world.first, ruling="accepted", actor=world.secretary, at=AT)
    rule_operations(amendment=world.hidden, ruling="accepted", actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    assert {"number": 1, "version": 1, "state": "carried"} in told(world)
    assert not [each for each in told(world) if each.get("number") == HIDDEN]
    assert not [each for each in told(world) for said in each.values() if said == [1, HIDDEN]]


def test_the_record_of_a_block_does_not_name_hidden_amendments(world):
    made = propose_treatment(amendment=world.hidden, what="accept", actor=world.secretary, at=AT)
    made.answers.create(body=world.other, agrees=True, by=world.neighbour, at=AT)
    rule_en_bloc(text=world.text, amendments=[world.hidden], actor=world.secretary, at=AT)
    assert not [each for each in told(world) for said in each.values() if said == [HIDDEN]]


def test_the_record_of_a_comment_does_not_name_a_hidden_amendment_that_it_led_to(world):
    version = world.text.versions.get()
    comment = make_comment(version=version, words="مبهم است.", actor=world.member, at=AT)
    more = {"outcome": "accepted", "reason": "اصلاح شد.", "actor": world.secretary, "at": AT}
    settle_comment(comment=comment, amendment=world.hidden, **more)
    (said,) = [each for each in told(world) if each.get("outcome")]
    assert said["amendment"] is None
    assert not [each for each in told(world) if each.get("amendment") == HIDDEN]
    entries = entries_visible_to(world.secretary, world.group).select_related("content")
    assert [e for e in entries if json.loads(e.content.payload)["what"].get("amendment") == HIDDEN]
    open_one = make_comment(version=version, words="و این هم.", actor=world.member, at=AT)
    settle_comment(comment=open_one, amendment=world.first, **more)
    assert [each for each in told(world) if each.get("amendment") == world.first.number]


def test_the_record_of_an_amendment_does_not_name_a_hidden_one_that_it_took_up(world):
    closed = {"confidentiality": Confidentiality.BODIES, "bodies": [world.other]}
    below = sub(world.first, world.neighbour, world.other, "هر هفته", "هر روز", **closed)
    rule_operations(amendment=below, ruling="accepted", actor=world.secretary, at=AT)
    (said,) = [each for each in told(world) if "taken_up" in each]
    assert said["taken_up"] is None
    assert not [each for each in told(world) if each.get("number") == below.number]


def test_what_is_compiled_is_kept_by_what_went_into_it(world):
    version = world.text.versions.get()
    before = compiled_rows(version, world.secretary)
    later = propose(
        world.text, world.member, edit(world.text, "one", "هر ماه", "هر سال"), body=world.body
    )
    kept = kept_form(version, world.secretary, before)
    assert later.number not in {n for each in kept.briefs for n in each.numbers}


def test_what_was_withdrawn_of_an_amendment_to_another_is_not_taken_up(world):
    below = amend_amendment(
        amendment=world.first,
        operations=[
            edit(world.text, "two", "گزارش", "خبر"),
            edit(world.text, "note", "محرمانه", "نهانی"),
        ],
        body=world.other,
        actor=world.neighbour,
        at=AT,
    )
    place = next(place for place, each in enumerate(below.operations) if "نهانی" in str(each))
    withdraw_amendment(amendment=below, places=[place], actor=world.neighbour, at=AT)
    rule_operations(amendment=below, ruling="accepted", actor=world.secretary, at=AT)
    world.first.refresh_from_db()
    assert "خبر" in str(world.first.operations)
    assert "نهانی" not in str(world.first.operations)
