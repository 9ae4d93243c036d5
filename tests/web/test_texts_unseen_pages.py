"""Pages that say what they showed, and keep what was typed where that is another thing by now."""

from datetime import timedelta

import pytest

from dabir.foundation.unsent.keeping import keep, kept_at
from dabir.stages.texts.acts import (
    enter_upstream,
    note_finding,
    propose_treatment,
    rule_amendment,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.acts.examining import UpstreamDraft
from dabir.stages.texts.models import Amendment, Finding, Likeness, Treatment
from tests.factories import AT
from tests.stages.drafts import UIDS, edit, propose
from tests.web.test_texts_compiling import World, page

pytestmark = pytest.mark.django_db

WHY = {"fa": "چنین نمی‌شود."}
TYPED = "کوتاه‌تر است و همه می‌فهمند."


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary)
    return client


def sent_from(client, address):
    """What the form at an address holds when it is opened."""
    form = client.get(address).context["form"]
    held = {name: form.get_initial_for_field(each, name) for name, each in form.fields.items()}
    return {name: value for name, value in held.items() if value not in {None, ""}}


def again(response):
    """What the form that came back holds."""
    return dict(response.context["form"].data.items())


def test_a_merger_of_what_changed_meanwhile_is_shown_again_with_what_was_typed(as_secretary, world):
    address = world.url("merge_contest", world.slot(world.secretary).uid)
    sent = sent_from(as_secretary, address) | {"words": "هر سه هفته", "reason": TYPED}
    withdraw_amendment(amendment=world.second, actor=world.secretary, at=AT)
    response = as_secretary.post(address, sent)
    assert response.status_code == 200
    assert TYPED in response.content.decode()
    assert not Amendment.objects.exclude(merges=None).exists()
    assert as_secretary.post(address, again(response)).status_code == 302
    made = Amendment.objects.exclude(merges=None).get()
    assert world.second not in made.merges.all()


def test_what_was_typed_for_a_place_that_is_gone_is_shown_to_be_copied(as_secretary, world):
    address = world.url("merge_contest", world.slot(world.secretary).uid)
    for each in (world.first, world.second, world.hidden):
        withdraw_amendment(amendment=each, actor=world.secretary, at=AT)
    sent = {"words": "هر سه هفته", "reason": TYPED, "unsent": address}
    response = as_secretary.post(address, sent)
    assert response.status_code == 410
    html = response.content.decode()
    assert TYPED in html
    assert "هر سه هفته" in html
    assert as_secretary.get(address).status_code == 404


@pytest.mark.parametrize("name", ["accept", "reject", "ask_redraft", "rule_part"])
def test_a_ruling_over_another_one_is_shown_that_first(as_secretary, world, name):
    place = (0,) if name == "rule_part" else ()
    address = world.url(name, 2, *place)
    html = as_secretary.get(address).content.decode()
    assert "<ins>" in html
    sent = sent_from(as_secretary, address) | {"reason": TYPED, "ruling": "rejected"}
    rule_operations(
        amendment=world.second, ruling="bracketed", actor=world.secretary, at=AT, reasons=WHY
    )
    response = as_secretary.post(address, sent)
    assert response.status_code == 200
    html = response.content.decode()
    assert TYPED in html
    assert WHY["fa"] in html
    assert world.second.operation_rulings.get().ruling == "bracketed"
    assert as_secretary.post(address, again(response)).status_code == 302
    world.second.refresh_from_db()
    assert world.second.state != "bracketed"


def test_a_place_that_was_ruled_on_meanwhile_is_asked_again(as_secretary, world):
    as_secretary.get(world.url("compilation"))
    contest = as_secretary.get(world.url("compilation")).context["clauses"][0].contests[0]
    rule_amendment(amendment=world.second, accept=True, actor=world.secretary, at=AT)
    sent = {
        "choose": contest.options[0].uid,
        "shown": contest.shown,
        "reason": TYPED,
        "unsent": contest.place,
    }
    response = as_secretary.post(world.url("decide_contest", contest.uid), sent)
    assert response.status_code == 200
    html = response.content.decode()
    assert "پذیرفته" in html
    assert f'data-draft-key="{contest.place}"' in html
    world.second.refresh_from_db()
    assert world.second.state == "accepted"
    assert as_secretary.post(world.url("decide_contest", contest.uid), again(response)).status_code
    world.second.refresh_from_db()
    assert world.second.state == "rejected"


def test_a_procedure_that_was_proposed_meanwhile_is_shown_before_it_is_changed(as_secretary, world):
    address = world.url("treat", 1)
    sent = sent_from(as_secretary, address) | {"what": "accept", "seen": ""}
    more = {"actor": world.secretary, "at": AT}
    propose_treatment(amendment=world.first, what="reject", reasons=WHY, **more)
    response = as_secretary.post(address, sent)
    assert WHY["fa"] in response.content.decode()
    assert Treatment.objects.get().what == "reject"
    assert as_secretary.post(address, again(response)).status_code == 302
    assert Treatment.objects.get().what == "accept"


def test_a_block_is_dealt_with_as_it_was_shown(as_secretary, world):
    own = propose(world.text, world.secretary, edit(world.text, "two", "منتشر", "پخش"))
    more = {"amendment": own, "actor": world.secretary}
    propose_treatment(what="reject", reasons=WHY, at=AT, **more)
    context = as_secretary.get(world.url("procedure")).context
    sent = {"amendments": context["agreed"], "shown": context["agreed_shown"]}
    assert sent["amendments"] == str(own.number)
    propose_treatment(what="accept", at=AT + timedelta(hours=1), **more)
    as_secretary.post(world.url("block"), sent)
    own.refresh_from_db()
    assert own.state == "proposed"
    sent["shown"] = as_secretary.get(world.url("procedure")).context["agreed_shown"]
    as_secretary.post(world.url("block"), sent)
    own.refresh_from_db()
    assert own.state == "accepted"


def test_the_next_version_is_made_of_what_was_shown(as_secretary, world):
    rule_amendment(amendment=world.second, accept=True, actor=world.secretary, at=AT)
    for each in (world.first, world.hidden):
        rule_amendment(amendment=each, accept=False, actor=world.secretary, at=AT, reasons=WHY)
    sent = sent_from(as_secretary, world.url("derive")) | {"note": TYPED}
    later = propose(world.text, world.secretary, edit(world.text, "two", "منتشر", "پخش"))
    rule_amendment(amendment=later, accept=True, actor=world.secretary, at=AT)
    response = as_secretary.post(world.url("derive"), sent)
    assert world.text.versions.count() == 1
    html = response.content.decode()
    assert TYPED in html
    assert "پخش" in html
    assert as_secretary.post(world.url("derive"), again(response)).status_code == 302
    assert world.text.versions.count() == 2
    assert as_secretary.post(world.url("derive"), again(response)).status_code == 200
    assert world.text.versions.count() == 2


def test_nobody_supports_words_that_came_since_they_read_it(client, world):
    client.force_login(world.neighbour)
    address = world.url("cosponsor", world.first.number)
    html = client.get(address).content.decode()
    assert "علنی" in html
    sent = sent_from(client, address) | {"body": world.other.pk, "edition": world.first.edition}
    withdraw_amendment(amendment=world.first, places=[1], actor=world.member, at=AT)
    response = client.post(address, sent)
    assert response.status_code == 200
    assert not world.first.sponsors.exists()
    assert client.post(address, again(response)).status_code == 302
    assert world.first.sponsors.get() == world.other


def contests(client, world):
    response = client.get(world.url("compilation"))
    return [each for line in response.context["clauses"] for each in line.contests]


def test_a_reason_that_was_typed_for_a_ruling_comes_back(as_secretary, world):
    first, *_others = contests(as_secretary, world)
    html = page(as_secretary, world, "compilation")
    assert f'data-draft-key="{first.place}" data-draft-revision="0"' in html
    keep(person=world.secretary, place=first.place, values={"reason": [TYPED]}, at=AT)
    html = page(as_secretary, world, "compilation")
    assert TYPED in html
    assert f'data-draft-key="{first.place}" data-draft-revision="1"' in html
    sent = {"choose": first.options[0].uid, "reason": TYPED, "shown": first.shown}
    sent |= {"unsent": first.place, "unsent_revision": "1"}
    as_secretary.post(world.url("decide_contest", first.uid), sent | {"shown": "else"})
    assert kept_at(world.secretary, first.place)
    as_secretary.post(world.url("decide_contest", first.uid), sent)
    assert kept_at(world.secretary, first.place) is None


def test_a_reason_for_a_place_that_is_not_contested_any_more_is_shown_to_be_copied(
    as_secretary, world
):
    first, *_others = contests(as_secretary, world)
    keep(person=world.secretary, place=first.place, values={"reason": [TYPED]}, at=AT)
    for each in (world.first, world.second, world.hidden):
        withdraw_amendment(amendment=each, actor=world.secretary, at=AT)
    html = page(as_secretary, world, "compilation")
    assert TYPED in html
    assert f'data-forget-draft="{first.place}"' in html


def test_unsent_reasons_are_nobody_elses(client, world):
    client.force_login(world.member)
    slot = world.slot(world.member)
    place = f"rulings/{world.text.pk}/{slot.uid}"
    keep(person=world.secretary, place=place, values={"reason": [TYPED]}, at=AT)
    html = page(client, world, "compilation")
    assert TYPED not in html
    assert "data-draft-key" not in html


@pytest.mark.parametrize("name", ["treat", "answer_treatment"])
def test_reasons_of_the_procedure_are_kept_until_they_are_sent(as_secretary, world, name):
    propose_treatment(amendment=world.first, what="accept", actor=world.secretary, at=AT)
    html = as_secretary.get(world.url(name, 1)).content.decode()
    assert f'data-draft-key="{world.url(name, 1)}"' in html


def test_a_finding_noted_meanwhile_is_shown_before_a_proposed_link_takes_its_place(
    as_secretary, world
):
    document = enter_upstream(
        group=world.group,
        names={"fa": "قانون"},
        rank="statute",
        clauses=[UpstreamDraft("ماده ۱", "هر کارگروه گزارش می‌دهد.")],
        actor=world.secretary,
        at=AT,
    )
    clause = world.version.clauses.get(uid=UIDS["one"])
    upstream = document.clauses.get()
    likeness = Likeness.objects.create(clause=clause, upstream=upstream, score=900, spans=[])
    address = world.url("confirm_link", likeness.pk)
    sent = sent_from(as_secretary, address) | {
        "outcome": "consistent",
        "note": TYPED,
        "confidentiality": "group",
    }
    note_finding(
        clause=clause,
        upstream=upstream,
        outcome="conflict",
        notes={"fa": "با هم نمی‌سازند."},
        actor=world.secretary,
        at=AT,
    )
    response = as_secretary.post(address, sent)
    html = response.content.decode()
    assert "با هم نمی‌سازند." in html
    assert TYPED in html
    assert Finding.objects.get().outcome == "conflict"
    assert as_secretary.post(address, again(response)).status_code == 302
    assert Finding.objects.get().outcome == "consistent"
