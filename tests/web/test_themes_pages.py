"""The pages of the themes stage: who sees which, what they do, in how many queries."""

import pytest
from django.test import Client
from django.urls import reverse

from dabir.foundation.people.models import Person, Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.submissions.acts import publish_submission, redact
from dabir.stages.submissions.models import Redaction, Submission
from dabir.stages.themes.acts import set_up_dimensions
from dabir.stages.themes.models import Code, Consideration, Dimension, Stance, Theme
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.coded import code, distil, evidence, first_passage, make_theme
from tests.stages.sent import make_open_call, send_accepted
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db
SECRET = "این را فقط دبیرخانه بخواند که دوربین کوچهٔ ما شکسته است و کسی نیامد."
OPEN = "تابلوی دوربین باید از دور خوانده شود و شمارهٔ دفتر شهرداری را داشته باشد."


class World:
    """A theme with a published and a withheld passage, and a consideration on both."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.body = make_body()
        self.member = make_member(self.group, self.body)
        self.guest = make_person()
        seat(self.guest, self.group, Role.GUEST, body=make_body())
        self.call = make_open_call(self.group, self.secretary)
        self.withheld = first_passage(send_accepted(self.call, self.secretary, SECRET))
        shown = send_accepted(
            self.call, self.secretary, OPEN, publication=Submission.Publication.UNNAMED
        )
        publish_submission(submission=shown, actor=self.secretary, at=AT)
        self.published = first_passage(shown)
        self.waiting = first_passage(send_accepted(self.call, self.secretary))
        self.theme = make_theme(self.group, self.secretary)
        code(self.withheld, self.theme, self.secretary, Stance.FOR)
        code(self.published, self.theme, self.secretary, Stance.AGAINST)
        self.consideration = distil(
            self.group,
            self.secretary,
            evidence(self.withheld),
            evidence(self.published, "از دور خوانده شود"),
            theme=self.theme,
        )

    def url(self, name: str, *pks: int) -> str:
        return reverse(f"themes:{name}", args=[self.group.code, *pks])

    def get(self, person: Person | None, name: str, *pks: int, query: str = "") -> str:
        return client_of(person).get(self.url(name, *pks) + query).content.decode()


def client_of(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def world():
    return World()


def reading_pages(world):
    return [
        world.url("index"),
        world.url("theme", world.theme.pk),
        world.url("considerations"),
        world.url("considerations") + "?kind=red_line&state=adopted",
        world.url("consideration", world.consideration.pk),
    ]


def pages_of_the_secretariat(world):
    support = world.consideration.supports.first()
    assert support is not None
    chosen = f"?passage={world.waiting.pk}"
    return [
        world.url("coding"),
        world.url("coding") + f"?passage={world.withheld.pk}",
        world.url("new_theme"),
        world.url("rename", world.theme.pk),
        world.url("move", world.theme.pk),
        world.url("merge", world.theme.pk),
        world.url("distil"),
        world.url("distil") + chosen,
        world.url("change", world.consideration.pk),
        world.url("support", world.consideration.pk),
        world.url("support", world.consideration.pk) + chosen,
        world.url("set_aside", world.consideration.pk),
        world.url("dimensions"),
        world.url("new_dimension"),
    ]


def test_members_read_and_the_public_and_strangers_do_not(world):
    stranger = make_person()
    for page in reading_pages(world):
        assert client_of(world.secretary).get(page).status_code == 200, page
        assert client_of(world.member).get(page).status_code == 200, page
        assert client_of(stranger).get(page).status_code == 404, page
        assert client_of(None).get(page).status_code == 302, page


def test_pages_of_the_secretariat_refuse_members(world):
    for page in pages_of_the_secretariat(world):
        assert client_of(world.secretary).get(page).status_code == 200, page
        assert client_of(world.member).get(page).status_code == 403, page


def test_a_guest_sees_no_theme_of_the_group(world):
    assert "دوربین (en)" not in world.get(world.guest, "index")
    assert client_of(world.guest).get(world.url("theme", world.theme.pk)).status_code == 404
    page = world.url("consideration", world.consideration.pk)
    assert client_of(world.guest).get(page).status_code == 404


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_page_is_left_untranslated(world, language):
    world.secretary.language = language
    world.secretary.save()
    client = client_of(world.secretary)
    for page in (*reading_pages(world), *pages_of_the_secretariat(world)):
        html = client.get(page).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert not left_in_english(html, "themes"), page


def test_members_read_and_count_only_what_is_published(world):
    world.member.language, world.member.digits = "en", "latin"
    world.member.save()
    for name, pks in (
        ("index", ()),
        ("theme", (world.theme.pk,)),
        ("consideration", (world.consideration.pk,)),
        ("considerations", ()),
    ):
        assert SECRET not in world.get(world.member, name, *pks)
    page = world.get(world.member, "index")
    assert "1 passage" in page
    assert "for 1" not in page
    assert "against 1" in page
    assert "1 passage behind it" in world.get(world.member, "considerations")
    assert SECRET in world.get(world.secretary, "theme", world.theme.pk)


def test_what_is_redacted_is_left_out_for_members(world):
    start = world.published.text.index("شهرداری")
    redact(
        passage=world.published,
        start=start,
        end=start + len("شهرداری"),
        ground=Redaction.Ground.PERSONAL,
        actor=world.secretary,
        at=AT,
    )
    for name, pk in (("theme", world.theme.pk), ("consideration", world.consideration.pk)):
        assert "دفتر شهرداری" not in world.get(world.member, name, pk)
        assert "شهرداری" in world.get(world.secretary, name, pk)


def test_the_words_behind_a_consideration_are_marked(world):
    page = world.get(world.member, "consideration", world.consideration.pk)
    assert "<mark>از دور خوانده شود</mark>" in page


def test_numbers_of_considerations_are_the_secretariats(world):
    hidden = distil(
        world.group,
        world.secretary,
        evidence(world.withheld),
        kind=Consideration.Kind.RED_LINE,
        texts={"fa": "خط پنهان"},
        confidentiality=Confidentiality.SECRETARIAT,
    )
    distil(world.group, world.secretary, evidence(world.published), texts={"fa": "سوم"})
    page = world.get(world.member, "considerations")
    assert "خط پنهان" not in page
    assert "شمارهٔ" not in page
    assert "شمارهٔ" in world.get(world.secretary, "considerations")
    assert client_of(world.member).get(world.url("consideration", hidden.pk)).status_code == 404
    assert "red-line" in world.get(world.secretary, "considerations")


def test_a_hidden_theme_is_not_named_beside_its_consideration(world):
    world.theme.address.confidentiality = Confidentiality.SECRETARIAT
    world.theme.address.save()
    page = world.get(world.member, "consideration", world.consideration.pk)
    assert ">دوربین<" not in page
    assert ">دوربین<" in world.get(world.secretary, "consideration", world.consideration.pk)


def test_coding_goes_on_to_the_next_passage(world):
    client = client_of(world.secretary)
    assert world.waiting.text in client.get(world.url("coding")).content.decode()
    done = client.post(
        world.url("coding"),
        {
            "passage": world.waiting.pk,
            "themes": world.theme.pk,
            f"stance_{world.theme.pk}": "mixed",
        },
    )
    assert done.status_code == 302
    assert Code.objects.get(passage=world.waiting).stance == "mixed"
    rest = client.get(done.url).content.decode()
    assert f'dir="auto">{world.waiting.text}</blockquote>' not in rest


def test_coding_may_stay_for_another_theme_and_take_back(world):
    client = client_of(world.secretary)
    done = client.post(
        world.url("coding"),
        {"passage": world.waiting.pk, "themes": world.theme.pk, "stay": "1"},
    )
    assert world.waiting.text in client.get(done.url).content.decode()
    made = Code.objects.get(passage=world.waiting)
    client.post(world.url("uncode", made.pk))
    assert not Code.objects.filter(passage=world.waiting).exists()
    assert client.get(world.url("uncode", made.pk)).status_code == 405


def test_a_passage_is_skipped(world):
    page = world.get(world.secretary, "coding", query=f"?after={world.waiting.pk}")
    assert f'dir="auto">{world.waiting.text}</blockquote>' not in page


def test_coding_without_a_theme_asks_again(world):
    page = client_of(world.secretary).post(world.url("coding"), {"passage": world.waiting.pk})
    assert "form-errors" in page.content.decode()
    assert world.waiting.text in page.content.decode()


def test_a_consideration_is_distilled_from_marked_words(world):
    chosen = f"?passage={world.waiting.pk}&passage={world.published.pk}&theme={world.theme.pk}"
    client = client_of(world.secretary)
    given = {
        f"words_{world.waiting.pk}": "کسی نمی‌داند",
        f"words_{world.published.pk}": "چنین نیست",
        f"opposes_{world.published.pk}": "on",
        "texts_fa": "نگهدارنده شناخته باشد",
        "kind": "requirement",
        "confidentiality": "group",
    }
    again = client.post(world.url("distil") + chosen, given)
    assert again.status_code == 200
    assert not Consideration.objects.filter(kind="requirement").exists()
    given[f"words_{world.published.pk}"] = "از دور خوانده شود"
    client.post(world.url("distil") + chosen, given)
    made = Consideration.objects.get(kind="requirement")
    assert {(one.quote, one.opposes) for one in made.supports.all()} == {
        ("کسی نمی‌داند", False),
        ("از دور خوانده شود", True),
    }


def test_a_passage_is_added_and_taken_away(world):
    client = client_of(world.secretary)
    found = client.get(world.url("support", world.consideration.pk) + "?words=تابلو ندارد")
    assert f'value="{world.waiting.pk}"' in found.content.decode()
    client.post(
        world.url("support", world.consideration.pk) + f"?passage={world.waiting.pk}",
        {f"words_{world.waiting.pk}": world.waiting.text},
    )
    support = world.consideration.supports.get(passage=world.waiting)
    client.post(world.url("remove_support", support.pk))
    assert not world.consideration.supports.filter(passage=world.waiting).exists()


def test_a_consideration_is_changed_adopted_and_set_aside_by_form(world):
    client = client_of(world.secretary)
    pk = world.consideration.pk
    client.post(
        world.url("change", pk),
        {"texts_fa": "بی‌تابلو هرگز", "kind": "red_line", "confidentiality": "secretariat"},
    )
    client.post(world.url("adopt", pk))
    world.consideration.refresh_from_db()
    assert (world.consideration.kind, world.consideration.state) == ("red_line", "adopted")
    assert client_of(world.member).get(world.url("consideration", pk)).status_code == 404
    client.post(world.url("set_aside", pk), {"reason": ""})
    client.post(world.url("set_aside", pk), {"reason": "تکراری"})
    world.consideration.refresh_from_db()
    assert world.consideration.state == "set_aside"


def test_themes_are_named_renamed_moved_and_merged_by_form(world):
    client = client_of(world.secretary)
    client.post(
        world.url("new_theme"),
        {"names_fa": "شهر", "names_en": "City", "confidentiality": "group"},
    )
    city = Theme.objects.get(names__en="City")
    client.post(world.url("rename", city.pk), {"names_fa": "شهر ما"})
    client.post(world.url("move", world.theme.pk), {"parent": city.pk})
    world.theme.refresh_from_db()
    assert world.theme.parent == city
    other = make_theme(world.group, world.secretary, "پایش")
    client.post(world.url("merge", world.theme.pk), {"into": other.pk})
    led = client.get(world.url("theme", world.theme.pk))
    assert led.status_code == 302
    assert led.url == world.url("theme", other.pk)


def test_dimensions_begin_with_nine_and_move_up(world):
    client = client_of(world.secretary)
    client.post(world.url("dimensions"))
    assert world.group.dimensions.count() == 9
    client.post(world.url("new_dimension"), {"names_fa": "زیست‌محیطی"})
    last = Dimension.objects.latest("pk")
    client.post(world.url("move_dimension", last.pk))
    assert list(world.group.dimensions.all())[-2] == last
    client.post(world.url("rename_dimension", last.pk), {"names_fa": "محیط زیست"})
    assert "محیط زیست" in client.get(world.url("dimensions")).content.decode()


def grow(world):
    set_up_dimensions(group=world.group, actor=world.secretary, at=AT)
    for number in range(8):
        top = make_theme(world.group, world.secretary, f"موضوع {number}")
        below = make_theme(world.group, world.secretary, f"زیر {number}", parent=top)
        passage = first_passage(send_accepted(world.call, world.secretary, SECRET + str(number)))
        code(passage, world.theme, world.secretary, Stance.MIXED)
        code(passage, below, world.secretary)
        distil(
            world.group,
            world.secretary,
            evidence(passage),
            evidence(world.published),
            dimension=world.group.dimensions.first(),
            theme=world.theme,
        )


QUERIES = {
    "index": 20,
    "theme": 28,
    "considerations": 20,
    "consideration": 28,
    "coding": 26,
    "dimensions": 18,
}


@pytest.mark.parametrize("name", list(QUERIES))
def test_pages_need_no_more_queries_when_they_grow(world, name, django_assert_max_num_queries):
    grow(world)
    pk = {"theme": world.theme.pk, "consideration": world.consideration.pk}.get(name)
    client = client_of(world.secretary)
    page = world.url(name, *([pk] if pk else []))
    client.get(page)
    with django_assert_max_num_queries(QUERIES[name]):
        client.get(page)


def test_another_groups_passages_are_not_distilled_here(world):
    elsewhere = make_group()
    secretary = make_secretary(elsewhere)
    foreign = first_passage(send_accepted(make_open_call(elsewhere, secretary), secretary))
    seat(world.secretary, elsewhere, Role.SECRETARY)
    page = client_of(world.secretary).get(world.url("distil") + f"?passage={foreign.pk}")
    assert f'words_{foreign.pk}"' not in page.content.decode()
    assert f'value="{foreign.pk}"' not in page.content.decode()
