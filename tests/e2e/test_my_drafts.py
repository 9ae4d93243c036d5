"""The list of drafts, and what a draft's author sees of one that a colleague proposed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from dabir.foundation.unsent.models import Shared
from dabir.stages.texts.acts import DraftAmendment, propose_amendments
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text

pytestmark = pytest.mark.django_db(transaction=True)

TOPS = """() => [...document.querySelectorAll(".my-draft-acts :is(a.button, button)")]
  .map((each) => each.getBoundingClientRect())
  .map((box) => [box.top, box.bottom])"""


def test_buttons_of_a_draft_stand_on_one_line_and_a_colleague_proposes_it(
    page, live_server, sign_in, accessible
):
    group = make_group()
    body = make_body("اتحادیه")
    author, colleague = make_member(group, body=body), make_member(group, body=body)
    text = make_text(group, make_secretary(group))
    here = live_server.url + reverse("texts:words", args=[group.code, text.pk, UIDS["one"]])
    sign_in(author)
    page.goto(here)
    page.locator("textarea[name=text_fa]").fill("کارگروه هر هفته گزارش می‌دهد.")
    with page.expect_navigation():
        page.locator("button[name=keep]").click()
    boxes = page.evaluate(TOPS)
    assert len(boxes) == 3
    assert len({tuple(each) for each in boxes}) == 1
    with page.expect_navigation():
        page.locator("button[name=share]").click()
    with page.expect_navigation():
        page.locator(".my-draft-acts a.button").click()
    shared = Shared.objects.get()
    draft = DraftAmendment(
        [edit(text, "one", "ماه", "هفته")],
        body=body,
        place=shared.unsent.place,
        revision=shared.unsent.revision,
        owner=author,
    )
    propose_amendments(text=text, drafts=[draft], actor=colleague, at=AT)
    page.locator("button[name=propose]").click()
    # Words are kept before they are sent: that says first that they went elsewhere.
    page.locator(".draft-status button").click()
    notice = page.locator(".notice", has=page.locator("#before"))
    expect(notice).to_contain_text(str(colleague))
    expect(page.locator("textarea[name=text_fa]")).to_have_value("کارگروه هر هفته گزارش می‌دهد.")
    accessible(page)
    assert text.amendments.count() == 1
    with page.expect_navigation():
        page.locator("button[name=anyway]").click()
    expect(page.locator(".notice", has=page.locator("#before"))).to_have_count(0)
    assert text.amendments.count() == 2
