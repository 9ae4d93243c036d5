"""The public form in a browser: proven, kept and sent with scripts; held and confirmed without."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dabir.foundation.mail.models import Message
from dabir.stages.calls.acts import ExhibitDraft, add_exhibits, ask_question, draft_call, open_call
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.acts.drafting import read_draft
from dabir.stages.submissions.intake.arrivals import opened
from dabir.stages.submissions.models import Arrival, Draft
from tests.e2e.waiting import until
from tests.factories import make_group, make_secretary

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "فهرست داده‌ها 📊 هر شش ماه به‌روز می‌شود و به زبان ساده است."
QUOTED = "شش ماه"


REST_MS = 1_000


@pytest.fixture(autouse=True)
def at_rest(page):
    """Leave the form before the tables are emptied: it may be keeping a draft at that moment."""
    yield
    page.goto("about:blank")
    page.wait_for_timeout(REST_MS)


@pytest.fixture
def call(settings):
    settings.PROOF_ATTEMPTS = 2_000
    group, now = make_group(), timezone.now()
    by = {"actor": make_secretary(group), "at": now}
    call = draft_call(
        group=group,
        code="guide",
        kind=Call.Kind.COMMENTS,
        titles={"fa": "پیش‌نویس راهنما", "en": "Draft guide"},
        closes_at=now + timedelta(days=9),
        **by,
    )
    clause = ExhibitDraft(uuid4(), {"fa": "بند یک"}, {"fa": TEXT})
    add_exhibits(call=call, exhibits=[clause], **by)
    scale = [{"fa": "کم", "en": "little"}, {"fa": "بسیار", "en": "much"}]
    ask_question(
        call=call, prompts={"fa": "چقدر روشن است؟"}, kind=Question.Kind.SCALE, choices=scale, **by
    )
    proposal = {"fa": "راهنما هر سال بازنگری شود."}
    kind = Question.Kind.AGREEMENT
    ask_question(call=call, prompts={"fa": "موافقید؟"}, kind=kind, proposals=proposal, **by)
    return open_call(call=call, **by)


def select(page, words):
    """Select words of the first clause, as a mouse does."""
    page.evaluate(
        """words => {
          const text = document.querySelector('[data-clause-text]').firstChild;
          const start = text.data.indexOf(words);
          getSelection().setBaseAndExtent(text, start, text, start + words.length);
        }""",
        words,
    )


def kept_words():
    return [
        each
        for draft in Draft.objects.all()
        for values in read_draft(draft).values()
        for each in values
    ]


def said(arrival):
    return {
        (one.get("part", ""), one["text"]): one.get("range")
        for one in opened(arrival).said["answers"]
    }


def test_comments_on_selected_words_are_kept_as_typed_proven_and_received(
    live_server, page, call, accessible
):
    page.goto(f"{live_server.url}/calls/guide/respond/")
    page.get_by_label("۴", exact=True).check()
    page.locator("details.exhibit summary").click()
    select(page, "ش ما")
    page.get_by_role("button", name="نظر دربارهٔ این عبارت").click()
    expect(page.locator("[name^='words-']").first).to_have_value(QUOTED)
    page.keyboard.type("چرا؟")
    expect(page.locator("[data-proving]")).to_contain_text("آمادهٔ ارسال")
    # What was typed first may have been kept before what was typed last.
    until(page, lambda: "چرا؟" in kept_words())
    expect(page.locator("[data-kept] a")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/calls/guide/respond/\w{26}/$"))
    assert read_draft(Draft.objects.get())["free"] == [""]
    page.reload()
    expect(page.locator("[name^='comment-']").first).to_have_value("چرا؟")
    expect(page.locator("[name^='words-']").first).to_have_value(QUOTED)
    assert "چرا" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    accessible(page)
    page.get_by_role("button", name="ارسال", exact=True).click()
    expect(page.locator("main")).to_contain_text("سپاسگزاریم")
    start = TEXT.index(QUOTED)
    answers = said(Arrival.objects.get())
    assert answers["comment", "چرا؟"] == ["fa", start, start + len(QUOTED)]
    assert ("", "4") in answers


def test_words_are_chosen_with_the_keyboard_alone(live_server, page, call):
    page.goto(f"{live_server.url}/calls/guide/respond/")
    page.locator("details.exhibit summary").press("Enter")
    page.get_by_role("button", name="انتخاب عبارت با صفحه‌کلید").press("Enter")
    for _letter in "فهرست":
        page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("کدام فهرست؟")
    expect(page.locator("[name^='range-']").first).to_have_value("fa:0:5")
    page.get_by_role("button", name="نظر دیگری دربارهٔ این بند").press("Enter")
    page.keyboard.type("زبان ساده")
    expect(page.locator("[name^='words-']").nth(1)).to_have_value("زبان ساده")
    assert page.locator("[name^='words-']").nth(1).get_attribute("name").endswith("-1")


def test_without_scripts_it_is_held_and_confirmed_by_mail(
    live_server, browser, complaints, call, accessible
):
    context = browser.new_context(java_script_enabled=False, locale="fa-IR")
    complaints.watch(context)
    page = context.new_page()
    page.goto(f"{live_server.url}/calls/guide/respond/")
    expect(page.locator("noscript p")).to_be_visible()
    page.locator("details.exhibit summary").click()
    page.fill("[name^='words-']", "شش   ماه")
    page.fill("[name^='comment-']", "زیاد است")
    page.get_by_role("button", name="نظر دیگری دربارهٔ این بند").click()
    expect(page.locator("[name^='comment-']")).to_have_count(2)
    page.get_by_role("button", name="ارسال", exact=True).click()
    expect(page.locator("main")).to_contain_text("رایانامه‌ای بنویسید")
    complaints.clear()  # the browser tells of the refused form
    page.fill("[name=email]", "sara@example.org")
    page.get_by_role("button", name="ارسال", exact=True).click()
    expect(page.locator("h1")).to_contain_text("یک گام مانده است")
    assert Arrival.objects.get().state == Arrival.State.HELD
    link = re.search(r"/f/\S+/confirm/\S+/", Message.objects.get().text)[0]
    page.goto(live_server.url + link)
    page.get_by_role("button", name="بله، من فرستادم").click()
    expect(page.locator("main")).to_contain_text("سپاسگزاریم")
    arrival = Arrival.objects.get()
    assert arrival.state == Arrival.State.WAITING
    assert said(arrival)["comment", "زیاد است"][1] == TEXT.index(QUOTED)
    context.close()


def test_without_a_network_the_page_stays_and_is_sent_afterwards(
    live_server, page, browser_context, call, complaints
):
    page.goto(f"{live_server.url}/calls/guide/respond/")
    page.locator("[name='free']").fill("نظر من دربارهٔ همهٔ متن")
    expect(page.locator("[data-proving]")).to_contain_text("آمادهٔ ارسال")
    browser_context.set_offline(True)
    page.get_by_role("button", name="ارسال", exact=True).click()
    expect(page.locator("[data-kept]")).to_contain_text("فرستاده نشد")
    browser_context.set_offline(False)
    page.get_by_role("button", name="ارسال", exact=True).click()
    expect(page.locator("main")).to_contain_text("سپاسگزاریم")
    complaints.clear()  # the attempt without a network
