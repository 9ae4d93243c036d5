"""Small matters of how pages of texts show what they show."""

import pytest

from dabir.stages.texts.models import Text
from tests.stages.drafts import UIDS
from tests.web.test_texts_compiling import World, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary)
    return client


def test_a_symbol_of_a_version_stays_apart_from_the_date_beside_it(as_secretary, world):
    assert f"<bdi>{world.version}</bdi> · <time" in page(as_secretary, world, "text")


def test_an_amendment_is_not_among_those_that_it_meets(as_secretary, world):
    html = page(as_secretary, world, "amendment", 1)
    met = html[html.index('id="meets"') :]
    assert world.url("amendment", 2) in met
    assert f'"{world.url("amendment", 1)}"' not in met


@pytest.mark.parametrize(("state", "offered"), [("drafting", True), ("shelved", False)])
def test_a_correction_is_offered_where_it_can_be_made(as_secretary, world, state, offered):
    Text.objects.filter(pk=world.text.pk).update(state=state)
    html = page(as_secretary, world, "clause", UIDS["two"])
    assert (world.url("correct", UIDS["two"]) in html) is offered


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("text", ""),
        ("amendments", "پیشنهادهای اصلاحی · "),
        ("exchange", "پرونده‌ها · "),
    ],
)
def test_a_page_is_named_before_the_text_that_it_belongs_to(as_secretary, world, name, title):
    html = page(as_secretary, world, name)
    assert f"<title>{title}{world.text.name} · " in html


def test_an_amendment_is_named_with_its_text(as_secretary, world):
    html = page(as_secretary, world, "amendment", 1)
    assert f" · {world.text.name} · " in html[html.index("<title>") : html.index("</title>")]
