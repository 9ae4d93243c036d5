"""Red lines where a hundred amendments are proposed: found once, kept, shown to their readers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dabir.domain.drafting.guards import Watch
from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.stages.texts.acts import judge_red_line, lift_guard, rule_operations, set_guard
from dabir.stages.texts.compiling.keeping_ready import make_ready
from dabir.stages.texts.examining import red_lines as kept
from dabir.stages.texts.examining.judging import questions
from dabir.stages.texts.examining.red_lines import find_red_lines, red_lines_at_once
from dabir.stages.texts.models import Amendment, CompiledForm, Guard
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_member
from tests.stages.drafts import UIDS, add_note, edit, make_consideration, propose
from tests.web.test_texts_at_scale import MANY, World, page

pytestmark = pytest.mark.django_db

PINNED = 30
"""How many queries the page may ask, whatever is proposed."""


@pytest.fixture
def world():
    return World()


@pytest.fixture
def crowd(world):
    world.add(MANY)
    return world


def guarded(world, confidentiality=Confidentiality.SECRETARIAT, **rule):
    line = make_consideration(world.group, world.secretary, confidentiality=confidentiality)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    rule = rule or {"must_contain": ["هر ماه"]}
    return set_guard(
        consideration=line,
        language="fa",
        clause=world.version.clauses.get(uid=UIDS["one"]),
        actor=world.secretary,
        at=AT,
        **rule,
    )


def judged(world, judge, confidentiality=Confidentiality.SECRETARIAT):
    return guarded(world, confidentiality, questions={"fa": "آیا کوتاه است؟"}, judge=judge)


def found_in_the_background():
    run_waiting(now=timezone.now() + timedelta(seconds=5))


def crossing(html):
    return html.count('class="list draft-crossings"')


def test_the_page_says_that_many_amendments_are_being_checked_and_shows_them_then(client, crowd):
    guarded(crowd)
    client.force_login(crowd.secretary)
    html = page(client, crowd, "red_lines")
    assert 'id="being-checked"' in html
    assert crossing(html) == 0
    page(client, crowd, "red_lines")
    assert Work.objects.filter(name="texts.check_red_lines").count() == 1  # asked twice
    found_in_the_background()
    html = page(client, crowd, "red_lines")
    assert "being-checked" not in html
    assert crossing(html) == 50
    assert crossing(page(client, crowd, "red_lines", page=2)) == 61 - 50


def test_few_amendments_are_checked_when_somebody_asks(client, world):
    world.add(4)
    guarded(world)
    client.force_login(world.secretary)
    assert crossing(page(client, world, "red_lines")) == 3
    assert not Work.objects.filter(name="texts.check_red_lines").exists()


def test_checking_that_was_broken_off_is_told_and_not_asked_for_again(client, crowd):
    guarded(crowd)
    client.force_login(crowd.secretary)
    page(client, crowd, "red_lines")
    Work.objects.filter(name="texts.check_red_lines").update(state=Work.State.FAILED)
    html = page(client, crowd, "red_lines")
    assert "hx-trigger" not in html.split('id="being-checked"')[1].partition("</div>")[0]
    assert Work.objects.filter(name="texts.check_red_lines").count() == 1


def test_what_was_checked_once_is_read_and_not_checked_again(world, monkeypatch):
    world.add(4)
    guarded(world)
    before = list(find_red_lines(world.version, world.secretary).changes())
    monkeypatch.setattr(kept, "held_against", None)
    assert list(red_lines_at_once(world.version, world.secretary).changes()) == before


def all_found(world, reader):
    found = find_red_lines(world.version, reader)
    return found.standing, list(found.changes()), list(found.asked())


def test_after_one_more_amendment_and_a_ruling_nothing_else_is_checked_again(world, monkeypatch):
    world.add(9)
    guarded(world)
    judged(world, world.secretary)
    find_red_lines(world.version, world.member)
    find_red_lines(world.version, world.secretary)
    looked_at = []
    look = Watch.with_operations

    def noted(watch, operations):
        looked_at.append({each.amendment for each in operations})
        return look(watch, operations)

    monkeypatch.setattr(Watch, "with_operations", noted)
    both = edit(world.text, "one", "هر ماه", "هر سال"), add_note("two", "تبصره‌ای تازه")
    more = propose(world.text, world.secretary, *both)
    find_red_lines(world.version, world.secretary)
    ruling = {"ruling": "rejected", "places": [0], "reasons": {"fa": "نه"}}
    rule_operations(amendment=more, **ruling, actor=world.secretary, at=AT)
    kept_before = all_found(world, world.secretary)
    assert looked_at == [{more.number}, {more.number}]
    CompiledForm.objects.all().delete()
    assert all_found(world, world.secretary) == kept_before
    assert len(looked_at) == 2 + 11


def test_a_new_red_line_has_all_amendments_checked_before_anybody_looks(client, crowd):
    guarded(crowd)
    found_in_the_background()
    client.force_login(crowd.secretary)
    assert crossing(page(client, crowd, "red_lines")) == 50
    lift_guard(guard=Guard.objects.get(), reason="دیگر نیست", actor=crowd.secretary, at=AT)
    assert crossing(page(client, crowd, "red_lines")) == 0


def test_nobody_reads_what_was_found_for_those_who_see_more(client, crowd):
    judge = make_member(crowd.group, body=crowd.bodies[1])
    judged(crowd, judge, Confidentiality.GROUP)
    hidden = guarded(crowd)
    for reader in (crowd.secretary, judge, crowd.member):
        find_red_lines(crowd.version, reader)

    def seen(reader):
        found = red_lines_at_once(crowd.version, reader)
        changes = list(found.changes())
        guards = {each.guard.pk for change in changes for each in change.crossings}
        return {each.number for each in changes}, guards

    number = crowd.hidden.number
    assert number in seen(crowd.secretary)[0]
    assert hidden.pk in seen(crowd.secretary)[1]
    assert number not in seen(judge)[0]
    assert number in seen(crowd.member)[0]
    assert hidden.pk not in seen(judge)[1] | seen(crowd.member)[1]
    asked = questions(crowd.version, judge)
    assert len(asked) == len(questions(crowd.version, crowd.member)) - 1  # the hidden words
    client.force_login(judge)
    assert "هر فصل" not in page(client, crowd, "red_lines", part="questions")


def test_the_background_finds_for_whoever_sees_red_lines_and_lets_go_of_the_rest(crowd):
    guarded(crowd)
    stranger = make_member(crowd.group, body=crowd.bodies[1])
    make_ready(crowd.version, [crowd.secretary, stranger])
    keys = set(CompiledForm.objects.values_list("key", flat=True))
    assert kept.keys_of_red_lines(crowd.version, crowd.secretary) <= keys
    assert kept.keys_of_red_lines(crowd.version, stranger) == set()
    old = kept.keys_of_red_lines(crowd.version, crowd.secretary)
    Amendment.objects.filter(number=3).update(edition=7)
    make_ready(crowd.version, [crowd.secretary, stranger])
    now = kept.keys_of_red_lines(crowd.version, crowd.secretary)
    assert set(CompiledForm.objects.filter(key__in=old | now).values_list("key", flat=True)) == now


def test_a_rejected_part_of_an_amendment_crosses_nothing_any_more(world):
    guarded(world)
    both = propose(
        world.text,
        world.secretary,
        edit(world.text, "one", "هر ماه", "هر سال"),
        add_note("two", "تبصره‌ای تازه"),
    )
    numbers = {each.number for each in find_red_lines(world.version, world.secretary).changes()}
    assert both.number in numbers
    rule_operations(
        amendment=both,
        ruling="rejected",
        places=[0],
        reasons={"fa": "نه"},
        actor=world.secretary,
        at=AT,
    )
    numbers = {each.number for each in find_red_lines(world.version, world.secretary).changes()}
    assert numbers == {world.hidden.number}


def test_amendments_are_found_by_what_they_do_and_by_clause(client, world):
    world.add(4)
    guarded(world)
    judged(world, world.secretary)
    client.force_login(world.secretary)
    _version, about, *_others = questions(world.version, world.secretary)
    judge_red_line(
        guard=about.guard,
        digest=about.digest,
        about=about.about,
        crossed=False,
        reason="خوب است",
        actor=world.secretary,
        at=AT,
    )
    assert crossing(page(client, world, "red_lines", does="crosses")) == 3
    assert crossing(page(client, world, "red_lines", does="open")) == 2
    assert crossing(page(client, world, "red_lines", clause=UIDS["one"])) == 3
    both = page(client, world, "red_lines", does="open", clause=UIDS["one"])
    assert crossing(both) == 2
    # One that nobody is offered is no filter, and no fault.
    assert crossing(page(client, world, "red_lines", does="nonsense", clause="x")) == 3


def test_words_are_judged_though_others_proposed_meanwhile(client, crowd):
    guard = judged(crowd, crowd.secretary)
    find_red_lines(crowd.version, crowd.secretary)
    client.force_login(crowd.secretary)
    html = page(client, crowd, "red_lines")
    start = crowd.url("judge", guard.pk)
    address = start + html.split(f'href="{start}')[2].partition('"')[0].replace("&amp;", "&")
    propose(crowd.text, crowd.secretary, edit(crowd.text, "one", "هر ماه", "هر سال"))
    assert red_lines_at_once(crowd.version, crowd.secretary) is None
    assert client.get(address).status_code == 200
    assert client.post(address, {"crossed": "no", "reason": "خوب است"}).status_code == 302
    assert guard.judgements.get().about
    # Without where they are read, what there is to judge is found first; a forged one is none.
    assert client.get(f"{start}?words={'0' * 32}").url == crowd.url("red_lines")
    assert client.get(f"{start}?words={'0' * 32}&where=forged").status_code == 404


def test_the_first_words_to_judge_stand_on_the_page_and_the_rest_have_pages(client, crowd):
    guard = judged(crowd, crowd.secretary)
    find_red_lines(crowd.version, crowd.secretary)
    client.force_login(crowd.secretary)
    link = f'href="{crowd.url("judge", guard.pk)}?'
    html = page(client, crowd, "red_lines")
    assert html.count(link) == 12
    assert 'href="?part=questions"' in html
    all_asked = len(questions(crowd.version, crowd.secretary))
    first, second = (
        page(client, crowd, "red_lines", part="questions", page=number) for number in (1, 2)
    )
    assert (first.count(link), second.count(link)) == (50, all_asked - 50)
    assert crossing(first) == 0


def test_the_page_asks_no_more_where_more_is_proposed(client, crowd):
    judged(crowd, crowd.secretary)
    guarded(crowd)
    client.force_login(crowd.secretary)

    def asked(count):
        Amendment.objects.filter(number__gt=count).update(state=Amendment.State.WITHDRAWN)
        find_red_lines(crowd.version, crowd.secretary)
        page(client, crowd, "red_lines")
        with CaptureQueriesContext(connection) as queries:
            page(client, crowd, "red_lines")
        return len(queries)

    many = asked(MANY + 1)
    assert many <= PINNED
    assert many == asked(20)
