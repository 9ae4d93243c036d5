"""Lists of amendments, procedure and compilation where hundreds are proposed to one text."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dabir.domain.drafting import Edit, Proposed
from dabir.foundation.people.models import Role
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.stages.texts.acts import (
    amend_amendment,
    answer_treatment,
    propose_treatment,
)
from dabir.stages.texts.acts.ruling import rule_amendment, rule_operations, withdraw_amendment
from dabir.stages.texts.compiling.meeting import kept_meetings
from dabir.stages.texts.compiling.treating import Part, treated, undecided
from dabir.stages.texts.models import Amendment, CompiledForm
from dabir.stages.texts.reactions import FEW
from dabir.stages.texts.snapshots import stored
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.factories import seat as seated
from tests.stages.drafts import UIDS, add_note, edit, make_text, propose

pytestmark = pytest.mark.django_db

MANY = 120


class World:
    """A hundred and more amendments to three clauses; one of them is its proposer's alone."""

    def __init__(self):
        self.group = make_group()
        self.bodies = [make_body(f"نهاد {number}") for number in range(4)]
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.bodies[0])
        self.text = make_text(self.group, self.secretary)
        self.version = self.text.versions.get()
        self.hidden = propose(
            self.text,
            self.member,
            edit(self.text, "one", "هر ماه", "هر فصل"),
            body=self.bodies[0],
            confidentiality=Confidentiality.BODIES,
            bodies=[self.bodies[0]],
        )

    def add(self, count):
        """Propose many at once, past the acts: every other one amends the same words."""
        one = edit(self.text, "one", "هر ماه", "هر هفته")
        made = []
        for number in range(2, count + 2):
            words = Edit(one.uid, "fa", one.start, one.end, one.old, f"هر {number} روز")
            operation = words if number % 2 else add_note("two", f"تبصرهٔ {number}")
            made.append(
                Amendment(
                    address=new_address(Amendment, group=self.group),
                    text=self.text,
                    first_base=self.version,
                    base=self.version,
                    number=number,
                    proposer=self.bodies[number % 4],
                    operations=stored([Proposed(number, 0, operation)]),
                    by=self.secretary,
                    at=AT,
                )
            )
        Amendment.objects.bulk_create(made)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])


@pytest.fixture
def world():
    return World()


@pytest.fixture
def crowd(world):
    world.add(MANY)
    return world


def page(client, world, name, **query):
    response = client.get(world.url(name), query)
    assert response.status_code == 200
    return response.content.decode()


def listed(html, world):
    """The numbers of the amendments that a list shows, in its order."""
    start = re.escape(world.url("amendments"))
    return [
        int(each) for each in re.findall(rf'rowheader" scope="row"><a href="{start}(\d+)/"', html)
    ]


@pytest.mark.parametrize("name", ["amendments", "procedure", "compilation"])
def test_pages_ask_no_more_where_hundreds_are_proposed(
    client, world, name, django_assert_max_num_queries
):
    client.force_login(world.secretary)
    world.add(6)
    page(client, world, name)
    with django_assert_max_num_queries(26) as few:
        page(client, world, name)
    asked = len(few.captured_queries)
    Amendment.objects.filter(number__gt=1).delete()
    world.add(MANY)
    page(client, world, name)
    with django_assert_max_num_queries(asked + 1):
        page(client, world, name)


def test_amendments_are_listed_some_a_page_and_filters_are_kept(client, crowd):
    client.force_login(crowd.secretary)
    first, last = page(client, crowd, "amendments"), page(client, crowd, "amendments", page=3)
    assert listed(first, crowd) == list(range(1, 51))
    assert listed(last, crowd) == list(range(101, MANY + 2))
    html = page(client, crowd, "amendments", clause=UIDS["two"], state="proposed")
    assert listed(html, crowd) == []  # notes are added to it: they are clauses of their own
    html = page(client, crowd, "amendments", body=crowd.bodies[1].pk, state="proposed")
    assert listed(html, crowd) == [number for number in range(2, MANY + 2) if number % 4 == 1]
    many = page(client, crowd, "amendments", clause=UIDS["one"])
    assert f"page=2&amp;clause={UIDS['one']}" in many
    assert set(listed(many, crowd)) == {1, *range(3, 101, 2)}


def test_states_are_counted_as_far_as_they_are_seen(client, crowd):
    stranger = make_member(crowd.group, body=crowd.bodies[1])
    for reader, count in ((crowd.secretary, "۱۲۱"), (stranger, "۱۲۰")):
        client.force_login(reader)
        assert f"({count})" in page(client, crowd, "amendments")


def test_what_meets_is_found_once_for_all_who_see_the_same(crowd):
    chair = make_person()
    seated(chair, crowd.group, Role.CHAIR)
    found = kept_meetings(crowd.version, crowd.secretary)
    assert found[0].hard
    assert crowd.hidden.number in found[0].numbers
    kept = CompiledForm.objects.count()
    assert kept_meetings(crowd.version, chair) == found
    assert CompiledForm.objects.count() == kept


def test_what_is_hidden_meets_nothing_for_others(crowd):
    stranger = make_member(crowd.group, body=crowd.bodies[1])
    kept_meetings(crowd.version, crowd.secretary)
    found = kept_meetings(crowd.version, stranger)
    assert found
    assert all(crowd.hidden.number not in each.numbers for each in found)


def test_what_is_rejected_meets_nobody_any_more(world):
    world.add(2)
    assert [each.numbers for each in kept_meetings(world.version, world.secretary)] == [(1, 3)]
    rule_amendment(
        amendment=Amendment.objects.get(number=3),
        accept=False,
        reasons={"fa": "نه"},
        actor=world.secretary,
        at=AT,
    )
    assert kept_meetings(world.version, world.secretary) == ()


def test_a_rejected_part_of_an_amendment_meets_nobody_while_the_rest_stands(world):
    both = propose(
        world.text,
        world.secretary,
        edit(world.text, "one", "هر ماه", "هر سال"),
        add_note("two", "تبصره‌ای تازه"),
    )
    assert [each.numbers for each in kept_meetings(world.version, world.secretary)] == [(1, 2)]
    rule_operations(
        amendment=both,
        ruling="rejected",
        places=[0],
        reasons={"fa": "نه"},
        actor=world.secretary,
        at=AT,
    )
    both.refresh_from_db()
    assert both.state == Amendment.State.PROPOSED
    assert kept_meetings(world.version, world.secretary) == ()


def test_the_parts_of_the_procedure_are_what_each_amendment_says_of_itself(world):
    world.add(12)
    for number, what in (
        (2, "accept"),
        (3, "reject"),
        (4, "discuss"),
        (5, "accept"),
        (6, "accept"),
    ):
        amendment = Amendment.objects.get(number=number)
        treatment = propose_treatment(
            amendment=amendment, what=what, reasons={"fa": "چنین"}, actor=world.secretary, at=AT
        )
        answers = {
            2: [(2, True)],
            3: [],
            4: [(0, True)],
            5: [(1, True), (0, False)],
            6: [(2, True)],
        }
        for body, agrees in answers.get(number, ()):
            answer_treatment(
                treatment=treatment,
                body=world.bodies[body],
                agrees=agrees,
                actor=world.secretary,
                at=AT,
            )
    found = undecided(world.text, world.secretary)
    for each, one in zip(found, treated(found), strict=True):
        expected = Part.BLOCK if one.on_block else Part.SINGLY if one.treatment else Part.UNTREATED
        assert each.part == expected, each.number
    assert {each.number for each in found.filter(part=Part.BLOCK)} == {2, 6}


def test_the_procedure_shows_some_and_leads_to_the_others(client, crowd):
    client.force_login(crowd.secretary)
    html = page(client, crowd, "procedure")
    assert html.count('class="treatment"') == 20
    assert "?part=untreated" in html
    alone = page(client, crowd, "procedure", part="untreated", page=3)
    assert alone.count('class="treatment"') == 21
    assert "بدون پیشنهاد" in alone or "untreated" in alone
    assert page(client, crowd, "procedure", part="nonsense").count('class="treatment"') == 20


def test_few_amendments_are_compiled_when_somebody_asks(world):
    world.add(FEW - 1)
    Amendment.objects.get(number=2).save()
    assert not Work.objects.filter(name="texts.compile").exists()


def test_many_amendments_are_compiled_before_anybody_asks(crowd):
    Amendment.objects.get(number=2).save()
    Amendment.objects.get(number=3).save()
    assert Work.objects.filter(name="texts.compile").count() == 1  # one for both
    run_waiting(now=timezone.now() + timedelta(seconds=5))
    assert Work.objects.get(name="texts.compile").state == Work.State.DONE
    # The secretariat and the proposer see the hidden one, others of the group do not exist here.
    keys = set(CompiledForm.objects.values_list("key", flat=True))
    kept_meetings(crowd.version, crowd.secretary)
    kept_meetings(crowd.version, crowd.member)
    assert set(CompiledForm.objects.values_list("key", flat=True)) == keys


def test_forms_of_what_nobody_sees_any_more_are_let_go(crowd):
    kept_meetings(crowd.version, crowd.secretary)
    old = set(CompiledForm.objects.values_list("key", flat=True))
    Amendment.objects.filter(number=2).update(edition=7)
    Amendment.objects.get(number=2).save()
    run_waiting(now=timezone.now() + timedelta(seconds=5))
    assert not old & set(CompiledForm.objects.values_list("key", flat=True))


def test_an_amendment_to_an_amendment_is_shown_with_the_words_it_would_change(client, world):
    neighbour = make_member(world.group, body=world.bodies[1])
    above = propose(
        world.text,
        neighbour,
        edit(world.text, "two", "منتشر می‌کند", "چاپ می‌کند"),
        body=world.bodies[1],
    )
    below = amend_amendment(
        amendment=above,
        operations=[Edit(UIDS["two"], "fa", 18, 21, "چاپ", "امضا")],
        body=world.bodies[0],
        actor=world.member,
        at=AT,
    )
    client.force_login(world.secretary)
    html = page(client, world, "compilation")
    shown = html.split('class="contest-below"')[1].split("</ul>")[0]
    assert "امضا" in shown
    assert "نهاد 0" in shown
    assert world.url("accept", below.number) in shown
    only = page(client, world, "compilation", below="on")
    assert "چاپ" in only
    assert "هر فصل" not in only
    client.force_login(neighbour)
    assert world.url("accept", below.number) not in page(client, world, "compilation")
    withdraw_amendment(amendment=below, actor=world.secretary, at=AT)
    assert "contest-below" not in page(client, world, "compilation")


def test_a_hidden_amendment_to_an_amendment_is_neither_shown_nor_counted(client, world):
    above = propose(
        world.text,
        world.member,
        edit(world.text, "two", "منتشر می‌کند", "چاپ می‌کند"),
        body=world.bodies[0],
    )
    amend_amendment(
        amendment=above,
        operations=[Edit(UIDS["two"], "fa", 18, 21, "چاپ", "امضا")],
        body=world.bodies[0],
        confidentiality=Confidentiality.BODIES,
        bodies=[world.bodies[0]],
        actor=world.member,
        at=AT,
    )
    stranger = make_member(world.group, body=world.bodies[1])
    client.force_login(stranger)
    html = page(client, world, "compilation")
    assert "contest-below" not in html
    assert "امضا" not in html
    assert 'class="contest ' not in page(client, world, "compilation", below="on")
    client.force_login(world.member)
    assert "امضا" in page(client, world, "compilation")


@pytest.mark.parametrize("name", ["compare", "my_drafts", "words", "move", "add", "derive", "zero"])
def test_a_page_about_no_amendment_reads_none(client, world, name, django_assert_max_num_queries):
    """What thousands of them propose takes half a second to read."""
    client.force_login(world.secretary)
    more = [UIDS["one"]] if name in {"words", "move"} else []
    with django_assert_max_num_queries(60) as asked:
        assert client.get(world.url(name, *more)).status_code in {200, 403, 409}
    rows = [each["sql"] for each in asked if '"texts_amendment"."operations"' in each["sql"]]
    assert len(rows) <= (name == "derive")
