"""The pages of runs, proposals, campaigns and pictures: accessible, also on a phone."""

import pytest

from tests.stages.coded import code
from tests.web.test_themes_analysing import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.nightly]


@pytest.fixture
def world():
    found = World()
    for passage in found.passages[:6]:
        code(passage, found.theme, found.secretary, "against")
    return found


def test_pages_are_accessible_and_fit_a_phone(page, live_server, sign_in, accessible, world):
    sign_in(world.secretary)
    wide = []
    for path in (*world.pages(), world.url("pictures"), world.url("passages")):
        page.goto(live_server.url + path)
        for box in page.locator("main details").all():
            box.evaluate("box => box.open = true")
        accessible(page)
        page.set_viewport_size({"width": 360, "height": 740})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append(f"{path}: {width}")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert not wide
