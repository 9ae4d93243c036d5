"""The confirming desk: its parts, its cards, its questions, and what it says why."""

import ast
import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.urls import reverse

import dabir.domain.outline
from dabir.foundation.proposals.acts import (
    accept_proposal,
    decline_proposal,
    merge_proposals,
    set_reading_aside,
)
from dabir.foundation.proposals.models import Proposal
from dabir.web.mandates.readings.flags import Flag, flags
from dabir.web.mandates.readings.parts import LENGTH, MOST, cuts
from dabir.web.mandates.readings.rules import RULES, why
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.readings import RESOLUTION, propose, read

pytestmark = pytest.mark.django_db


class Desk:
    """A group with a reading, and the pages of its desk."""

    def __init__(self, client):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.reading = read(self.group, self.secretary)
        self.client = client
        client.force_login(self.secretary)

    def url(self, name, *args):
        return reverse(f"mandates:{name}", args=[self.group.code, *args])

    def page(self, query=""):
        return self.client.get(self.url("reading", self.reading.pk) + query)

    def shown(self, query=""):
        found = re.findall(r'data-proposal="(\d+)"', self.page(query).content.decode())
        return [int(key) for key in found]

    def clause(self, path):
        return self.reading.proposals.get(kind="clause", value__path=path)


@pytest.fixture
def desk(client):
    return Desk(client)


def test_cards_stand_in_the_order_of_the_text(desk):
    starts = dict(desk.reading.proposals.values_list("pk", "start"))
    shown = [starts[key] for key in desk.shown()]
    assert shown == sorted(shown)
    assert len(shown) == desk.reading.proposals.count()


@pytest.mark.parametrize("query", ["?show=open", "?show=unsure", "?kind=duty", "?show=x&kind=y"])
def test_cards_are_narrowed(desk, query):
    accept_proposal(proposal=desk.reading.proposals.first(), actor=desk.secretary, at=AT)
    propose(desk.reading, "member", "نهاد", start=3, end=9, confidence=0.5)
    expected = {
        "?show=open": desk.reading.proposals.filter(state="open"),
        "?show=unsure": desk.reading.proposals.filter(state="open", confidence__lt=0.8),
        "?kind=duty": desk.reading.proposals.filter(kind="duty"),
        "?show=x&kind=y": desk.reading.proposals.all(),
    }[query]
    assert set(desk.shown(query)) == set(expected.values_list("pk", flat=True))


def test_decisions_keep_what_the_cards_are_narrowed_to(desk):
    first = desk.reading.proposals.filter(kind="duty").first()
    answer = desk.client.post(desk.url("decide", first.pk, "accept") + "?show=open&kind=duty")
    assert "show=open" in answer.headers["Location"]
    assert f"at={first.pk}" in answer.headers["Location"]


def test_unsure_ones_say_so_with_the_reason(desk):
    propose(desk.reading, "member", "نهاد", start=3, end=9, confidence=0.5, rule="stray")
    page = desk.page("?show=unsure").content.decode()
    assert "proposal-unsure" in page
    assert str(why("stray")) in unescape(page)


def test_a_text_that_was_not_verified_says_so_on_what_is_accepted(desk):
    desk.reading.verified = False
    desk.reading.save()
    accept_proposal(proposal=desk.reading.proposals.first(), actor=desk.secretary, at=AT)
    page = desk.page().content.decode()
    assert page.count("از متن تأییدنشده") >= 1
    assert "notice-warning" in page


def test_a_merged_card_leads_to_the_whole(desk):
    first, second = desk.clause("2"), desk.clause("3")
    merge_proposals(first=first, second=second, actor=desk.secretary, at=AT)
    card = desk.page().content.decode().split(f'id="proposal-{second.pk}"')[1]
    assert f'href="#proposal-{first.pk}"' in card.split("</li>")[0]


# -- parts --------------------------------------------------------------------------------------


def test_a_long_document_is_shown_part_by_part(desk):
    line = "{0}. وزارت کشت موظف است گزارش {0} را ارائه کند.\n"
    text = RESOLUTION + "".join(line.format(number) for number in range(4, 300))
    desk.reading = read(desk.group, desk.secretary, text)
    total = desk.reading.proposals.count()
    seen = []
    sources = []
    number = 1
    while True:
        page = desk.page(f"?part={number}")
        content = page.content.decode()
        seen += [int(key) for key in re.findall(r'data-proposal="(\d+)"', content)]
        source = re.search(r'<div class="source".*?</div>', content, re.DOTALL)[0]
        sources.append(unescape(re.sub(r"<[^>]+>", "", source)))
        if not page.context["desk"].next_part:
            break
        number += 1
    assert number > 3
    assert len(seen) == len(set(seen)) == total
    assert "".join(sources) == desk.reading.text


def test_the_part_of_a_proposal_is_opened(desk):
    desk.reading = read(desk.group, desk.secretary, RESOLUTION + "متن ساده.\n" * 5000 + "پایان")
    place = len(desk.reading.text) - 5
    last = propose(desk.reading, "member", "پایان", start=place, end=place + 5)
    assert desk.shown(f"?at={last.pk}") == [last.pk]
    assert desk.page("?part=999").status_code == 200
    assert desk.page("?part=0&at=9999999999999999999").status_code == 200


@pytest.mark.parametrize("text", ["", "متن", "ا" * (3 * LENGTH), "سطر\n" * LENGTH])
def test_parts_cover_the_text_and_none_is_too_long(text):
    starts = cuts(text)
    ends = [*starts[1:], len(text)]
    assert starts[0] == 0
    assert all(start < end or not text for start, end in zip(starts, ends, strict=True))
    assert max(end - start for start, end in zip(starts, ends, strict=True)) <= 1.5 * LENGTH


def test_no_part_has_too_many_cards():
    starts = cuts("سطر\n" * 500, list(range(0, 2000, 4)))
    counts = [
        sum(start <= place < end for place in range(0, 2000, 4))
        for start, end in zip(starts, [*starts[1:], 2000], strict=True)
    ]
    assert max(counts) <= 1.5 * MOST


def test_two_thousand_proposals_need_no_more_queries(desk, django_assert_max_num_queries):
    Proposal.objects.bulk_create(
        Proposal(
            reading=desk.reading,
            order=number,
            kind="member",
            value=f"نهاد {number}",
            start=number % 700,
            end=number % 700 + 5,
            rule="series",
            confidence=0.9,
        )
        for number in range(2000)
    )
    with django_assert_max_num_queries(24):
        page = desk.page()
    assert len(desk.shown()) < 400
    assert page.status_code == 200


# -- flags --------------------------------------------------------------------------------------


def test_two_clauses_of_one_path_are_flagged_until_one_is_declined(desk):
    first = desk.clause("2")
    twin = propose(desk.reading, "clause", first.value, start=first.end, end=first.end + 1)
    found = flags(desk.reading.proposals.order_by("start"))
    assert Flag.SAME_PATH in found[first.pk]
    assert Flag.SAME_PATH in found[twin.pk]
    decline_proposal(proposal=twin, actor=desk.secretary, at=AT)
    assert first.pk not in flags(desk.reading.proposals.order_by("start"))


def test_words_claimed_twice_are_flagged(desk):
    first = desk.clause("2")
    value = {**first.value, "path": "9"}
    over = propose(desk.reading, "clause", value, start=first.end - 4, end=first.end)
    found = flags(desk.reading.proposals.order_by("start"))
    assert found[first.pk] == found[over.pk] == [Flag.SAME_WORDS]


def test_two_accepted_titles_are_flagged(desk):
    for words in ("یک", "دو"):
        title = propose(desk.reading, "title", words)
        accept_proposal(proposal=title, actor=desk.secretary, at=AT)
    odd = flags(desk.reading.proposals.all())
    assert [Flag.SEVERAL] in odd.values()


# -- deciding many ------------------------------------------------------------------------------


@pytest.mark.parametrize(("event", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_chosen_ones_are_decided_together(desk, event, state):
    chosen = list(desk.reading.proposals.values_list("pk", flat=True)[:3])
    desk.client.post(
        desk.url("decide_chosen", desk.reading.pk, event), {"proposal": [*chosen, "x", "²"]}
    )
    decided = desk.reading.proposals.filter(state=state).values_list("pk", flat=True)
    assert sorted(decided) == sorted(chosen)


def test_a_decision_is_taken_back_without_scripts(desk):
    first = accept_proposal(proposal=desk.reading.proposals.first(), actor=desk.secretary, at=AT)
    desk.client.post(desk.url("decide", first.pk, "reopen"))
    assert Proposal.objects.get(pk=first.pk).state == "open"


# -- questions ----------------------------------------------------------------------------------


def test_words_that_stand_in_several_places_are_asked_about(desk):
    duty = desk.reading.proposals.filter(kind="duty").first()
    page = desk.client.get(
        desk.url("words", duty.pk), {"first_words": "سازمان بوستان‌ها", "last_words": ""}
    )
    places = page.context["form"].fields["place"].choices
    assert len(places) == RESOLUTION.count("سازمان بوستان‌ها")
    chosen = desk.client.get(
        desk.url("words", duty.pk),
        {"first_words": "سازمان بوستان‌ها", "last_words": "", "place": places[1][0]},
    )
    start, end = places[1][0].split("-")
    assert chosen.headers["Location"].endswith(f"start={start}&end={end}")


def test_words_that_stand_nowhere_are_said_at_the_form(desk):
    duty = desk.reading.proposals.filter(kind="duty").first()
    page = desk.client.get(desk.url("words", duty.pk), {"first_words": "هیچ کجا"})
    assert "first_words" in page.context["form"].errors


def test_words_that_name_no_day_leave_the_value_to_the_person(desk):
    day = desk.reading.proposals.get(kind="date")
    address = desk.url("words", day.pk) + "?start=0&end=10"
    page = desk.client.get(address)
    assert page.context["doubt"]
    desk.client.post(address, {"value": "2026-05-03"})
    day.refresh_from_db()
    assert (day.agreed, day.start, day.state) == ("2026-05-03", 0, "corrected")


@pytest.mark.parametrize("query", ["?offset=0", "?offset=99999", "?offset=²", "?place=7&words="])
def test_a_cut_that_cannot_be_is_refused_in_words(desk, query):
    clause = desk.clause("2")
    page = desk.client.get(desk.url("split", clause.pk) + query)
    assert page.status_code in {200, 409}
    clause.refresh_from_db()
    assert clause.state == "open"


def test_the_days_that_may_be_meant_are_offered(desk):
    start = RESOLUTION.index("۱۵ مهر")
    value = {"text": "۱۵ مهر", "days": ["2026-10-07", "2027-10-07"]}
    left_open = propose(desk.reading, "open_date", value, start=start, end=start + 6)
    page = desk.client.get(desk.url("settle", left_open.pk))
    assert page.context["form"].initial["meant_as"] == "due"
    desk.client.post(
        desk.url("settle", left_open.pk), {"day": "other", "other": "", "meant_as": ""}
    )
    left_open.refresh_from_db()
    assert left_open.state == "open"
    desk.client.post(
        desk.url("settle", left_open.pk), {"day": "other", "other": "۱۴۰۵/۷/۱۶", "meant_as": "date"}
    )
    assert desk.reading.proposals.get(kind="date", state="accepted").agreed == "2026-10-08"


QUESTIONS = ("correct", "words", "split", "merge")


@pytest.mark.parametrize("name", QUESTIONS)
def test_members_are_asked_nothing(desk, client, name):
    clause = desk.clause("2")
    client.force_login(make_member(desk.group))
    assert client.get(desk.url(name, clause.pk)).status_code == 404


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_asked_about_what_is_set_aside(desk, name):
    set_reading_aside(reading=desk.reading, reason="تکراری", actor=desk.secretary, at=AT)
    assert desk.client.get(desk.url(name, desk.clause("2").pk)).status_code == 409
    assert "proposal-acts" not in desk.page().content.decode()


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_question_is_there_in_both_languages(desk, name, language):
    desk.secretary.language = language
    desk.secretary.save()
    page = desk.client.get(desk.url(name, desk.clause("2").pk)).content.decode()
    assert "data-question" in page
    asked = page.split("data-question>")[1].split('<div class="form-buttons')[0]
    words = re.sub(r"<[^>]+>|&#?\w+;", " ", asked)
    if language == "fa":
        assert not re.findall(r"[A-Za-z]{4,}", words)


# -- why ----------------------------------------------------------------------------------------


def _rules():
    """The names of the reader's rules: words that stand before how sure a rule is."""
    for path in Path(dabir.domain.outline.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "OpenPoint(" in text or "Standing" in text:
            continue  # what these find are no proposals
        for node in ast.walk(ast.parse(text)):
            parts = []
            if isinstance(node, ast.Tuple):
                parts = node.elts
            elif isinstance(node, ast.Call):
                parts = node.args
            for name, sure in pairwise(parts):
                known = isinstance(name, ast.Constant) and isinstance(name.value, str)
                number = isinstance(sure, ast.Constant) and isinstance(sure.value, float)
                if known and number and re.fullmatch(r"[a-z]+(-[a-z]+)*", name.value):
                    yield name.value


INNER = {"language", "support", "deadline", "milestone-date", "keyed-due"}
"""Rules of what stands inside a proposal and has no card of its own."""


def test_every_rule_has_words():
    found = {rule for rule in _rules() if not rule.startswith("lead-")} - INNER
    assert len(found) > 40
    assert sorted(found - set(RULES)) == []


def test_a_rule_of_the_sentence_above_says_so():
    assert str(why("by")) in why("lead-by")
    assert why("lead-by") != why("by")
    assert "never-heard-of" in why("never-heard-of")
