"""Open points, amendments and originals in a browser: by keyboard, without scripts, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from dabir.foundation.proposals.acts import accept_confident
from dabir.stages.mandates.acts import (
    ask_for_original,
    raise_open_point,
    take_over_mandate,
)
from dabir.stages.mandates.models import ClauseChange, Mandate, OpenPoint
from tests.factories import AT, make_group, make_secretary
from tests.stages.readings import RESOLUTION, read

pytestmark = pytest.mark.django_db(transaction=True)

AMENDED = RESOLUTION.replace("پنجم", "ششم").replace("۱۵ مهر ۱۴۰۵", "۱۵ آبان ۱۴۰۵")


class World:
    def __init__(self):
        self.group = make_group("کارگروه آبیاری باغ‌ها")
        self.secretary = make_secretary(self.group)
        self.mandate = take_over_mandate(
            reading=self.confirmed(RESOLUTION), standing="press", actor=self.secretary, at=AT
        )
        self.amending = self.confirmed(AMENDED)
        self.better = read(self.group, self.secretary, RESOLUTION.replace("دو ماه", "سه ماه"))
        ask_for_original(mandate=self.mandate, actor=self.secretary, at=AT)
        self.point = raise_open_point(
            group=self.group,
            mandate=self.mandate,
            kind="annex_absent",
            values={"annex": "2"},
            quote="مطابق پیوست شمارهٔ ۲",
            actor=self.secretary,
            at=AT,
        )

    def confirmed(self, text):
        reading = read(self.group, self.secretary, text)
        accept_confident(reading=reading, actor=self.secretary, at=AT, threshold=0)
        return reading

    def pages(self):
        below = f"/g/{self.group.code}/mandates/"
        return {
            "index": below,
            "mandate": f"{below}{self.mandate.pk}/",
            "open points": f"{below}open-points/",
            "letter": f"{below}open-points/letter/?points={self.point.pk}",
            "take over": f"{below}readings/{self.amending.pk}/take-over/?part=mandate",
            "amend": f"{below}readings/{self.amending.pk}/amend/?of={self.mandate.pk}",
            "original": f"{below}{self.mandate.pk}/original/{self.better.pk}/",
        }


@pytest.fixture
def world(live_server, sign_in):
    made = World()
    sign_in(made.secretary)
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_phone(page, live_server, world, accessible, scheme):
    page.emulate_media(color_scheme=scheme)
    for name, path in world.pages().items():
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + path)
        accessible(page)
        page.set_viewport_size({"width": 360, "height": 740})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{name}: {width} px wide"


def test_an_amendment_is_taken_over_by_keyboard(page, live_server, world):
    page.goto(live_server.url + world.pages()["amend"])
    page.locator("button[name=accept_sure]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("input[name=pair-0]:checked")).to_have_count(1)
    for field in page.locator("form.amendment fieldset.field-choices").all():
        first = field.locator("input[type=radio]")
        if first.count() and not field.locator("input:checked").count():
            first.first.focus()
            page.keyboard.press("Space")
    page.locator("form.amendment button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/mandates/\d+/$"))
    made = Mandate.objects.get(reading=world.amending)
    assert made.part == Mandate.Part.AMENDMENT
    assert ClauseChange.objects.filter(amendment=made, outcome="changed").exists()


def test_points_are_asked_about_from_their_list(page, live_server, world):
    page.goto(live_server.url + world.pages()["open points"])
    page.locator(f"#point-{world.point.pk} input[name=points]").check()
    page.locator(".open-points-form button[type=submit]").click()
    page.wait_for_url(re.compile("letter"))
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/letters/\d+/$"))
    assert OpenPoint.objects.get(pk=world.point.pk).state == "asked"
