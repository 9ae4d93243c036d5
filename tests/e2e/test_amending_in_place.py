"""Words are amended where they stand: selected by pointer, by keys alone, at 360 px."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, make_text

pytestmark = pytest.mark.django_db(transaction=True)

SELECT = """([id, words]) => {
  const node = document.querySelector(`#clause-${id} .draft-text`).firstChild;
  const start = node.data.indexOf(words);
  document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""


@pytest.fixture
def drafted(live_server):
    group = make_group()
    text = make_text(group, make_secretary(group))
    member = make_member(group, body=make_body("اتحادیه"))
    return live_server.url + reverse("texts:text", args=[group.code, text.pk]), text, member


def test_selected_words_are_amended_where_they_stand(page, sign_in, drafted, accessible):
    url, text, member = drafted
    sign_in(member)
    page.goto(url)
    page.evaluate(SELECT, [UIDS["one"], "هر ما"])
    page.get_by_role("button", name="اصلاح این عبارت").click()
    field = page.locator("textarea[name=text_fa]")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "هر ماه"
    page.keyboard.type("هر هفته")
    shown = page.locator("[data-differences]")
    expect(shown.locator("del")).to_have_text("ماه")
    expect(shown.locator("ins")).to_have_text("هفته")
    accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_navigation():
        page.locator(".amend-here button[name=propose]").click()
    assert text.amendments.get().operations[0]["new"] == "هفته"


def test_a_clause_is_amended_by_keys_alone(page, sign_in, drafted):
    url, _text, member = drafted
    member.language = "en"
    member.save()
    sign_in(member)
    page.goto(url + "?language=en")
    page.locator(f"#clause-{UIDS['two']} [data-amend-clause]").first.focus()
    page.keyboard.press("Enter")
    field = page.locator("textarea[name=text_en]")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(page.locator(f"#clause-{UIDS['two']} [data-amend-clause]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It is short.")
    expect(page.locator("[data-differences] ins")).to_have_text(" It is short.")
