"""The pages of runs, proposals, campaigns and pictures: who sees which, and what they do."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dabir.foundation.people.models import Person
from dabir.foundation.work.models import Work
from dabir.stages.themes.acts import ask_for_run, set_aside_proposed_theme
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    Code,
    Consideration,
    ProposedCode,
    ProposedTheme,
    RunStep,
    Theme,
)
from tests.factories import AT, make_group, make_member, make_person, make_secretary
from tests.stages.analysed import concluded, fill, passages_of, proposed
from tests.stages.coded import code, make_theme
from tests.stages.sent import make_open_call
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db


class World:
    """A run that proposes three themes, two of them below the first, and found a campaign."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.secretary.language, self.secretary.digits = "en", "latin"
        self.secretary.save()
        self.member = make_member(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.submissions = fill(self.call, self.secretary)
        self.passages = passages_of(self.call)
        self.run = concluded(
            self.call,
            self.secretary,
            {1: self.passages[:5], 2: self.passages[5:10], 3: self.passages[9:14]},
            parents={2: 1, 3: 1},
            campaign=self.submissions[:4],
        )
        self.campaign = Campaign.objects.get()
        self.theme = make_theme(self.group, self.secretary)
        code(self.passages[15], self.theme, self.secretary, "for")

    def url(self, name: str, *keys: object) -> str:
        return reverse(f"themes:{name}", args=[self.group.code, *keys])

    def proposed(self, number: int) -> ProposedTheme:
        return proposed(self.run, number)

    def pages(self) -> list[str]:
        two = self.proposed(2).pk
        code = ProposedCode.objects.filter(proposed=two).first()
        assert code is not None
        return [
            self.url("runs"),
            self.url("new_run", self.call.pk),
            self.url("run", self.run.pk),
            self.url("steps", self.run.pk),
            self.url("proposed", two),
            self.url("proposed", two) + "?state=dismissed&words=تابلو&after=790-3",
            *(
                self.url(name, two)
                for name in (
                    "accept_proposed",
                    "join_proposed",
                    "distil_proposed",
                    "set_aside_proposed",
                    "rename_proposed",
                    "merge_proposed",
                    "split_proposed",
                    "raise_proposed",
                )
            ),
            self.url("split_proposed", two) + f"?code={code.pk}",
            self.url("split_proposed", two) + "?words=شمارهٔ",
            self.url("campaigns", self.run.pk),
            self.url("campaign", self.campaign.pk),
        ]

    def post(self, name: str, key: object, **said: object):
        return client_of(self.secretary).post(self.url(name, key), said)


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def world():
    return World()


def test_only_the_secretariat_reads_runs_and_what_they_propose(world):
    for page in world.pages():
        assert client_of(world.secretary).get(page).status_code == 200, page
        assert client_of(world.member).get(page).status_code == 403, page
        assert client_of(make_person()).get(page).status_code == 404, page
        assert client_of(None).get(page).status_code == 302, page


def test_another_groups_secretariat_finds_nothing_of_it(world):
    other = make_group()
    stranger = make_secretary(other)
    code = other.code
    for name, key in (
        ("run", world.run.pk),
        ("proposed", world.proposed(1).pk),
        ("campaign", world.campaign.pk),
        ("steps", world.run.pk),
        ("new_run", world.call.pk),
    ):
        page = reverse(f"themes:{name}", args=[code, key])
        assert client_of(stranger).get(page).status_code == 404, name


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_page_is_left_untranslated(world, language):
    world.secretary.language = language
    world.secretary.save()
    client = client_of(world.secretary)
    set_aside_proposed_theme(proposed=world.proposed(3), actor=world.secretary, at=AT)
    for page in (*world.pages(), world.url("pictures"), world.url("passages")):
        html = client.get(page).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert not left_in_english(html, "themes"), page


def test_a_run_is_asked_for_watched_and_stopped_from_the_page(world):
    client = client_of(world.secretary)
    page = world.url("new_run", world.call.pk)
    assert client.post(page, {"least": "0", "seed": "1"}).status_code == 200
    assert AnalysisRun.objects.count() == 1
    client.post(page, {"least": "4", "seed": "7"})
    run = AnalysisRun.objects.latest("pk")
    assert (run.least, run.seed, run.state) == (4, 7, "running")
    Work.objects.filter(name="themes.analyse").update(
        state="running", done=250, total=1_000, result={"stage": "themes", "left": 130}
    )
    html = client.get(world.url("run", run.pk)).content.decode()
    assert "25%, about 3 minutes left" in html
    assert "finding themes" in html
    part = client.get(world.url("run", run.pk), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    client.post(world.url("stop_run", run.pk))
    run.refresh_from_db()
    assert run.state == "stopped"
    part = client.get(world.url("run", run.pk), headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"


def test_the_page_of_calls_says_why_there_is_no_run_now(world):
    ask_for_run(call=world.call, actor=world.secretary, at=AT)
    html = client_of(world.secretary).get(world.url("runs")).content.decode()
    assert "A run of the analysis is under way already." in html


def test_accepting_with_passages_from_a_weight_on(world):
    world.post(
        "accept_proposed",
        world.proposed(2).pk,
        names_0="تابلو",
        names_1="Signs",
        names_fa="تابلو",
        names_en="Signs",
        passages="over",
        weight="78",
        stance="for",
        confidentiality="group",
    )
    theme = Theme.objects.latest("pk")
    assert theme.names == {"fa": "تابلو", "en": "Signs"}
    assert Code.objects.filter(theme=theme, stance="for").count() == 3


def test_chosen_passages_are_confirmed_moved_and_taken_out(world):
    one = world.proposed(2)
    world.post("join_proposed", one.pk, theme=world.theme.pk, passages="later")
    keys = list(one.codes.values_list("pk", flat=True))
    world.post("proposed_passages", one.pk, do="confirm", code=keys[:2], stance="against")
    assert Code.objects.filter(theme=world.theme, stance="against").count() == 2
    world.post("proposed_passages", one.pk, do="move", code=keys[2], into=world.proposed(3).pk)
    assert ProposedCode.objects.get(pk=keys[2]).proposed == world.proposed(3)
    world.post("proposed_passages", one.pk, do="dismiss", code=keys[3])
    assert ProposedCode.objects.get(pk=keys[3]).state == "dismissed"
    world.post("proposed_passages", one.pk, do="over", weight="۰", stance="mixed")
    assert Code.objects.filter(theme=world.theme, stance="mixed").count() == 1
    last = RunStep.objects.order_by("-pk").first()
    assert last is not None
    world.post("undo_step", last.pk)
    assert not Code.objects.filter(theme=world.theme, stance="mixed").exists()


def test_passages_are_taken_out_without_choosing_where_others_would_move(world):
    one = world.proposed(2)
    html = client_of(world.secretary).get(world.url("proposed", one.pk)).content.decode()
    (form,) = [
        tag
        for tag in re.findall(r"<form[^>]*>", html)
        if world.url("proposed_passages", one.pk) in tag
    ]
    assert "novalidate" in form
    assert 'name="into"' in html
    assert "---------" not in html


def test_what_cannot_be_done_is_said_and_changes_nothing(world):
    client = client_of(world.secretary)
    one = world.proposed(2)
    page = world.url("proposed_passages", one.pk)
    for said in (
        {"do": "confirm"},
        {"do": "dismiss"},
        {"do": "move", "code": one.codes.first().pk, "into": "99999"},
        {"do": "over", "weight": "lots"},
        {"do": "over", "weight": "50", "stance": "for"},
    ):
        assert client.post(page, said, follow=True).status_code == 200, said
    assert not RunStep.objects.exists()
    assert client.post(page, {"do": "nonsense"}).status_code == 404
    assert client.post(page, {"do": "dismiss", "code": "²"}).status_code == 404


def test_a_theme_is_split_by_words_after_a_look_at_them(world):
    one = world.proposed(2)
    page = world.url("split_proposed", one.pk) + "?words=۷"
    client = client_of(world.secretary)
    assert "1 passage goes into the new theme" in client.get(page).content.decode()
    client.post(page, {"names_0": "هفت", "names_1": "", "names_fa": "هفت"})
    split = ProposedTheme.objects.get(split_from=one)
    assert (split.passages, world.proposed(2).passages) == (1, 4)


def test_a_consideration_is_made_from_the_page(world):
    world.post(
        "distil_proposed",
        world.proposed(2).pk,
        texts_0="هر دوربین تابلو داشته باشد.",
        texts_fa="هر دوربین تابلو داشته باشد.",
        kind="proposal",
        confidentiality="group",
    )
    assert Consideration.objects.get().supports.count() == 5


def test_a_campaign_shows_what_members_changed_and_leads_to_answering_it(world):
    html = client_of(world.secretary).get(world.url("campaign", world.campaign.pk)).content.decode()
    assert "<ins>" in html
    assert f"?campaign={world.campaign.pk}" in html
    page = reverse("submissions:new_batch", args=[world.group.code, world.call.pk])
    answer = client_of(world.secretary).get(f"{page}?campaign={world.campaign.pk}")
    assert answer.status_code == 200
    assert world.passages[0].text in answer.content.decode()


def test_long_templates_are_compared_by_their_beginnings(world, monkeypatch):
    from dabir.web.themes.campaigns import views

    other = Campaign.objects.create(
        run=world.run, number=2, template=world.submissions[5], size=2, distinct=2,
        opposes=world.campaign,
    )  # fmt: skip
    client = client_of(world.secretary)
    page = world.url("opposite_campaign", other.pk)
    assert "beginning alone" not in client.get(page).content.decode()
    monkeypatch.setattr(views, "LONGEST", 30)
    answer = client.get(page)
    assert "beginning alone" in answer.content.decode()
    assert "".join(one.new for one in answer.context["changes"]) == world.passages[5].text[:30]


def test_the_page_of_a_split_says_how_many_go(world, monkeypatch):
    from dabir.stages.themes.acts import steps
    from dabir.web.themes.proposed import reworking

    page = world.url("split_proposed", world.proposed(2).pk) + "?words=دوربین"
    assert client_of(world.secretary).get(page).context["count"] == 5
    monkeypatch.setattr(steps, "MOST", 2)
    monkeypatch.setattr(reworking, "MOST", 2)
    answer = client_of(world.secretary).get(page)
    assert answer.context["count"] == 2
    client_of(world.secretary).post(page, {"names_fa": "تازه", "names_en": "New"})
    assert world.proposed(2).passages == 3


def test_a_submissions_page_says_that_it_belongs_to_a_campaign(world):
    page = reverse("submissions:submission", args=[world.group.code, world.submissions[1].pk])
    assert (
        world.url("campaign", world.campaign.pk)
        in client_of(world.secretary).get(page).content.decode()
    )


def test_two_thousand_passages_are_leafed_through_by_weight(world):
    one = world.proposed(2)
    page, seen = world.url("proposed", one.pk), set()
    from dabir.web.themes.proposed import views

    original, views.PAGE = views.PAGE, 2
    try:
        for _turn in range(4):
            context = client_of(world.secretary).get(page).context
            seen |= {line.code.pk for line in context["lines"]}
            if not context["older_url"]:
                break
            page = world.url("proposed", one.pk) + context["older_url"]
    finally:
        views.PAGE = original
    assert seen == set(one.codes.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("name", "most"),
    [("runs", 20), ("run", 22), ("proposed", 26), ("campaigns", 16), ("campaign", 26)],
)
def test_pages_ask_few_queries_however_much_there_is(
    world, name, most, django_assert_max_num_queries
):
    keys = {
        "runs": (),
        "run": (world.run.pk,),
        "proposed": (world.proposed(1).pk,),
        "campaigns": (world.run.pk,),
        "campaign": (world.campaign.pk,),
    }[name]
    client = client_of(world.secretary)
    client.get(world.url(name, *keys))
    with django_assert_max_num_queries(most):
        client.get(world.url(name, *keys))


def test_every_number_of_a_picture_opens_as_many_passages(world):
    for passage in world.passages[:7]:
        code(passage, world.theme, world.secretary, "against")
    client = client_of(world.secretary)
    for query in ("", f"?call={world.call.pk}"):
        context = client.get(world.url("pictures") + query).context
        numbers = [
            number
            for figure in context["figures"]
            for line in figure.lines
            for number in (*line.numbers, line.whole)
            if number.url
        ]
        assert len(numbers) > 8
        for number in (*numbers, context["without"], context["whole"]):
            assert client.get(number.url).context["count"] == number.count, number.url
    with translation.override("en"):
        assert {figure.key for figure in context["figures"]} == {
            "map",
            "groups",
            "timeline",
            "coverage",
        }


def test_members_count_only_what_they_may_read(world):
    context = client_of(world.member).get(world.url("pictures")).context
    assert context["figures"] == []
    assert context["whole"].count == 0
    assert client_of(world.member).get(world.url("passages")).context["count"] == 0


@pytest.mark.parametrize("query", ["?theme=²", "?first=2026-13-40", "?sector=x", "?call=9999999"])
def test_odd_addresses_of_passages_are_read_as_far_as_they_make_sense(world, query):
    assert client_of(world.secretary).get(world.url("passages") + query).status_code == 200
