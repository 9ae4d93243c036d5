"""What is sent twice, as where a button is pressed twice, is made once."""

import pytest
from django.urls import reverse

from dabir.domain.drafting import Add
from dabir.domain.procedure.verdicts import MadeBefore, NotNow
from dabir.stages.texts.acts import (
    enter_upstream,
    follow_text,
    ground_clause,
    lift_guard,
    propose_amendment,
    set_guard,
    start_text,
    unground_clause,
    withdraw_amendment,
)
from dabir.stages.texts.acts.examining import UpstreamDraft
from dabir.stages.texts.models import Amendment, Ground, Guard, Text, Upstream
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import (
    UIDS,
    add_note,
    edit,
    make_consideration,
    make_text,
    propose,
)
from tests.stages.test_texts_procedure import sub

pytestmark = pytest.mark.django_db


class World:
    def __init__(self):
        self.group = make_group()
        self.body, self.other = map(make_body, ("اتحادیه", "انجمن"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        self.week = edit(self.text, "one", "هر ماه", "هر هفته")


@pytest.fixture
def world():
    return World()


def nested(words):
    """A note with a note in it, under names of their own each time."""
    first = add_note("one", words)
    inner = add_note("one", "مگر آنکه")
    return [first, Add(inner.uid, first.uid, None, inner.kind, inner.style, {}, inner.text)]


def test_the_same_is_proposed_once(world):
    made = propose(world.text, world.member, world.week, body=world.body, once=True)
    with pytest.raises(MadeBefore) as before:
        propose(world.text, world.member, world.week, body=world.body, once=True)
    assert before.value.made == made
    notes = propose(world.text, world.member, *nested("علنی است."), body=world.body, once=True)
    with pytest.raises(MadeBefore) as before:
        propose(world.text, world.member, *nested("علنی است."), body=world.body, once=True)
    assert before.value.made == notes


def test_what_is_not_the_same_is_proposed_besides(world):
    more = {"once": True}
    first = propose(world.text, world.member, *nested("علنی است."), body=world.body, **more)
    propose(world.text, world.member, *nested("کوتاه است."), body=world.body, **more)
    propose(world.text, world.neighbour, *nested("علنی است."), body=world.other, **more)
    propose(world.text, world.secretary, *nested("علنی است."), body=world.body, **more)
    withdraw_amendment(amendment=first, actor=world.member, at=AT)
    propose(world.text, world.member, *nested("علنی است."), body=world.body, **more)
    assert Amendment.objects.count() == 5


def test_another_reason_or_fewer_readers_make_it_another(world):
    def made(**more):
        given = {"body": world.body, "once": True} | more
        return propose(world.text, world.member, world.week, **given)

    made()
    made(reasons={"fa": "زیرا"})
    made(confidentiality="secretariat")
    for bodies in ([world.body], [world.body, world.other]):
        made(confidentiality="bodies", bodies=bodies)
        with pytest.raises(MadeBefore):
            made(confidentiality="bodies", bodies=bodies)
    assert Amendment.objects.count() == 5


def test_a_text_for_fewer_readers_is_not_the_open_one(world):
    more = {"group": world.group, "titles": {"fa": "برنامه"}, "kind": "plan", "once": True}
    more |= {"actor": world.secretary, "at": AT}
    made = [start_text(**more)]
    made.append(start_text(**more | {"confidentiality": "secretariat"}))
    made.append(follow_text(**more | {"issuer": "اتحادیه"}))
    made.append(follow_text(**more | {"issuer": "سازمان"}))
    assert [each.address.confidentiality for each in made] == [
        "group",
        "secretariat",
        "group",
        "group",
    ]
    assert Text.objects.count() == 5
    with pytest.raises(MadeBefore) as before:
        follow_text(**more | {"issuer": "سازمان"})
    assert before.value.made == made[-1]


def test_the_same_is_proposed_to_an_amendment_once(world):
    above = propose(world.text, world.member, world.week, body=world.body)
    words = (world.neighbour, world.other, "هر هفته", "هر روز")
    below = sub(above, *words, once=True)
    with pytest.raises(MadeBefore) as before:
        sub(above, *words, once=True)
    assert before.value.made == below


def test_a_text_is_started_once_until_it_has_words(world):
    more = {"group": world.group, "titles": {"fa": "برنامه"}, "kind": "plan", "once": True}
    more |= {"actor": world.secretary, "at": AT}
    made = start_text(**more)
    with pytest.raises(MadeBefore) as before:
        start_text(**more)
    assert before.value.made == made
    follow_text(**more | {"issuer": "اتحادیه", "language": "fa", "titles": {"fa": "دیگر"}})
    with pytest.raises(MadeBefore):
        follow_text(**more | {"issuer": "اتحادیه", "language": "fa", "titles": {"fa": "دیگر"}})
    assert start_text(**more | {"titles": world.text.names, "kind": world.text.kind})


def test_an_upstream_document_is_entered_once(world):
    def enter(*words):
        return enter_upstream(
            group=world.group,
            names={"fa": "قانون"},
            rank="statute",
            clauses=[UpstreamDraft("ماده ۱", each) for each in words],
            once=True,
            actor=world.secretary,
            at=AT,
        )

    made = enter("کارگروه گزارش می‌دهد.")
    with pytest.raises(MadeBefore) as before:
        enter("کارگروه گزارش می‌دهد. ")
    assert before.value.made == made
    enter("کارگروه گزارش نمی‌دهد.")
    assert Upstream.objects.count() == 2


def test_a_red_line_is_guarded_once(world):
    line = make_consideration(world.group, world.secretary)
    Consideration.objects.filter(pk=line.pk).update(kind=Consideration.Kind.RED_LINE)
    line.refresh_from_db()

    def guard(**more):
        return set_guard(
            text=world.text,
            consideration=line,
            language="fa",
            once=True,
            actor=world.secretary,
            at=AT,
            **more,
        )

    made = guard(must_contain=["گزارش"])
    with pytest.raises(MadeBefore) as before:
        guard(must_contain=["گزارش "])
    assert before.value.made == made
    guard(must_not_contain=["گزارش"])
    assert Guard.objects.count() == 2


def test_whoever_presses_twice_is_led_to_what_was_made(client, world):
    client.force_login(world.member)
    address = reverse("texts:words", args=[world.group.code, world.text.pk, UIDS["one"]])
    form = client.get(address).context["form"]
    sent = {name: form.get_initial_for_field(each, name) for name, each in form.fields.items()}
    sent = {name: value for name, value in sent.items() if value} | {
        "text_fa": "کارگروه هر هفته گزارش می‌دهد.",
        "body": world.body.pk,
        "propose": "1",
    }
    first, second = (client.post(address, sent) for _time in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Amendment.objects.count() == 1
    client.force_login(world.secretary)
    address = reverse("texts:new", args=[world.group.code])
    sent = {"titles_fa": "برنامه", "titles_0": "برنامه", "kind": "plan", "language": "fa"}
    sent |= {"confidentiality": "group"}
    first, second = (client.post(address, sent) for _time in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Text.objects.count() == 2


def test_what_was_taken_away_is_not_taken_away_again(world):
    line = make_consideration(world.group, world.secretary)
    clause = world.text.versions.get().clauses.first()
    more = {"actor": world.secretary, "at": AT}
    ground = ground_clause(clause=clause, consideration=line, **more)
    same = Ground.objects.get(pk=ground.pk)
    unground_clause(ground=ground, **more)
    with pytest.raises(NotNow):
        unground_clause(ground=same, **more)
    Consideration.objects.filter(pk=line.pk).update(kind=Consideration.Kind.RED_LINE)
    line.refresh_from_db()
    words = {"language": "fa", "must_contain": ["گزارش"]}
    guard = set_guard(text=world.text, consideration=line, **words, **more)
    same = Guard.objects.get(pk=guard.pk)
    lift_guard(guard=guard, reason="دیگر نه.", **more)
    with pytest.raises(NotNow):
        lift_guard(guard=same, reason="دیگر نه.", **more)


def test_without_asking_for_it_nothing_is_held_back(world):
    for _time in range(2):
        propose_amendment(
            text=world.text, operations=[world.week], body=world.body, actor=world.member, at=AT
        )
    assert Amendment.objects.count() == 2
