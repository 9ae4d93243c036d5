"""Pages of duties: more time, reports, required outputs; who sees and does what."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dabir.formats.reading import read_text
from dabir.foundation.letters.models import Letter
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.mandates.acts import (
    add_axis,
    ask_extension,
    form_committee,
    report_duty,
)
from dabir.stages.mandates.models import Duty, Extension, Report
from dabir.stages.texts.models import HandIn, Text
from tests.factories import AT, make_body, make_group, make_member
from tests.stages.test_texts_outputs import DRAFT
from tests.web.duties import DUE, LATER, Page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page()


# --- More time ---------------------------------------------------------------------------------


def test_more_time_is_asked_for_and_granted_for_another_day(page):
    carrier, secretary = page.client(page.carrier), page.client(page.secretary)
    carrier.post(page.of("extend"), {"until": LATER.isoformat(), "reason": "داده نرسیده"})
    asked = Extension.objects.get()
    assert "داده نرسیده" in page.text(page.secretary, page.of("duty"))
    assert secretary.get(page.of("grant", asked.pk)).context["form"].initial["until"] == LATER
    other = (LATER - timedelta(days=9)).isoformat()
    secretary.post(page.of("grant", asked.pk), {"until": other, "answer": "کمتر"})
    page.duty.refresh_from_db()
    assert page.duty.due_on.isoformat() == other
    assert "کمتر" in page.text(page.carrier, page.of("duty"))


def test_a_refusal_is_said_at_the_form_when_it_lacks_its_reason(page):
    extension = ask_extension(duty=page.duty, until=LATER, reason="زمان", actor=page.carrier, at=AT)
    client = page.client(page.secretary)
    assert client.post(page.of("refuse", extension.pk), {"reason": ""}).context["form"].errors
    client.post(page.of("refuse", extension.pk), {"reason": "دیر است"})
    assert Extension.objects.get().state == "refused"


def test_a_day_that_is_no_later_is_refused_at_the_form(page):
    answer = page.client(page.carrier).post(
        page.of("extend"), {"until": DUE.isoformat(), "reason": "زمان"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_whoever_asked_may_withdraw_and_others_get_a_reason(page):
    extension = ask_extension(duty=page.duty, until=LATER, reason="زمان", actor=page.carrier, at=AT)
    assert page.client(page.other).post(page.of("withdraw", extension.pk)).status_code == 403
    assert page.client(page.carrier).get(page.of("grant", extension.pk)).status_code == 403
    page.client(page.carrier).post(page.of("withdraw", extension.pk))
    extension.refresh_from_db()
    assert extension.state == "withdrawn"


# --- Declining, handing over, seeing -----------------------------------------------------------


def test_a_duty_is_declined_for_ones_own_body(page):
    form = page.client(page.carrier).get(page.of("decline_duty")).context["form"]
    assert [key for key, _label in form.fields["carrier"].choices] == [f"body-{page.body.pk}"]
    page.client(page.carrier).post(
        page.of("decline_duty"), {"carrier": f"body-{page.body.pk}", "reason": "وظیفهٔ ما نیست"}
    )
    page.duty.refresh_from_db()
    assert page.duty.state == "unassigned"
    offered = page.client(page.secretary).get(page.of("duty")).content.decode()
    assert offered.index(page.of("carriers")) < offered.index("page-body")
    listed = page.client(page.secretary).get(page.url("duties") + "?show=unassigned")
    assert list(listed.context["page"]) == [page.duty]


def test_who_only_supports_declines_but_hands_nothing_over(page):
    given = page.give(text="کار", responsible=[page.body], supporting=[page.other_body])
    client = page.client(page.other)
    content = client.get(page.url("duty", given.pk)).content.decode()
    assert page.url("decline_duty", given.pk) in content
    assert page.url("hand_over", given.pk) not in content
    assert client.get(page.url("hand_over", given.pk)).status_code == 403
    nobody = page.give(text="بی‌صاحب")
    content = page.client(page.secretary).get(page.url("duty", nobody.pk)).content.decode()
    assert page.url("decline_duty", nobody.pk) not in content


def test_a_duty_is_handed_over_to_a_member(page):
    page.client(page.carrier).post(
        page.of("hand_over"),
        {
            "carrier": f"body-{page.body.pk}",
            "to": f"body-{page.other_body.pk}",
            "stays": "on",
            "reason": "تخصص",
        },
    )
    parts = {one.body: one.part for one in page.duty.assignments.all()}
    assert parts == {page.other_body: "responsible", page.body: "supporting"}


def test_committee_members_reach_their_duty_and_nothing_else_of_the_group(page):
    committee = form_committee(
        group=page.group, code="legal", names={"fa": "حقوقی"}, actor=page.secretary, at=AT
    )
    person = make_member(committee)
    given = page.give(text="کار کمیته", responsible=[committee])
    client = page.client(person)
    address = page.url("duty", given.pk)
    assert "کار کمیته" in text_of(client.get(address))
    client.post(
        page.url("report", given.pk),
        {"text": "", "percent": "100", "attached": [SimpleUploadedFile("صورت.txt", b"x")]},
    )
    assert given.reports.get().by == person
    assert "صورت.txt" in client.get(address).content.decode()
    assert client.get(page.of("duty")).status_code == 404
    for name in ("duties", "follow_up", "members"):
        assert client.get(page.url(name)).status_code == 404


@pytest.mark.parametrize("name", ["decline_duty", "hand_over"])
def test_whoever_gives_a_duty_out_of_their_sight_goes_on_to_the_tray(page, name):
    committee = form_committee(
        group=page.group, code="legal", names={"fa": "حقوقی"}, actor=page.secretary, at=AT
    )
    client = page.client(make_member(committee))
    given = page.give(text="کار کمیته", responsible=[committee])
    typed = {"carrier": f"group-{committee.pk}", "to": f"body-{page.body.pk}", "reason": "ن"}
    answer = client.post(page.url(name, given.pk), typed)
    assert (answer.status_code, answer.url) == (302, reverse("tray"))
    assert client.get(answer.url).status_code == 200


def test_whoever_still_sees_the_duty_returns_to_it(page):
    typed = {"carrier": f"body-{page.body.pk}", "reason": "ن"}
    assert page.client(page.carrier).post(page.of("decline_duty"), typed).url == page.of("duty")


def test_the_page_names_no_axis_that_its_reader_may_not_see(page):
    axis = add_axis(group=page.group, names={"fa": "محور پنهان"}, actor=page.secretary, at=AT)
    Duty.objects.filter(pk=page.duty.pk).update(axis=axis)
    assert "محور پنهان" in page.text(page.carrier, page.of("duty"))
    axis.address.confidentiality = Confidentiality.SECRETARIAT
    axis.address.save()
    assert "محور پنهان" not in page.text(page.carrier, page.of("duty"))
    assert "محور پنهان" in page.text(page.secretary, page.of("duty"))


def test_to_strangers_neither_the_duty_nor_its_group_exists(page):
    stranger = page.client(make_member(make_group()))
    names = ("duty", "report", "extend", "decline_duty", "hand_over", "due", "change_duty", "draft")
    for name in names:
        assert stranger.get(page.of(name)).status_code == 404
    assert Client().get(page.of("duty")).status_code == 302


# --- Reports -----------------------------------------------------------------------------------


def test_a_report_comes_with_several_files(page):
    files = [SimpleUploadedFile("یک.txt", b"1"), SimpleUploadedFile("دو.txt", b"2")]
    page.client(page.carrier).post(
        page.of("report"), {"text": "انجام شد", "percent": "100", "attached": files}
    )
    report = Report.objects.get()
    assert [one.original.name for one in report.with_files.all()] == ["یک.txt", "دو.txt"]


def test_a_reporter_is_told_of_no_body_beyond_the_group(page):
    make_body("نهادی از جای دیگر")
    address = page.of("report")
    assert "نهادی از جای دیگر" in page.text(page.secretary, address)
    assert "نهادی از جای دیگر" not in page.text(page.carrier, address)


def test_a_report_needs_words_or_a_file(page):
    answer = page.client(page.carrier).post(page.of("report"), {"text": " ", "percent": "10"})
    assert answer.context["form"].errors


def test_a_verified_report_is_sent_on_as_the_draft_of_a_letter(page):
    report = report_duty(duty=page.duty, text="انجام شد", actor=page.carrier, at=AT)
    client = page.client(page.secretary)
    client.post(page.of("verify", report.pk), {"note": "کامل"})
    body = make_body()
    answer = client.post(page.of("forward", report.pk), {"to": body.pk})
    letter = Letter.objects.get()
    assert answer.headers["Location"].endswith(f"/letters/{letter.pk}/")
    assert client.get(answer.headers["Location"]).status_code == 200
    address = reverse("letters:letter", args=[page.group.code, letter.pk])
    assert address in client.get(page.of("duty")).content.decode()
    assert address not in page.client(page.carrier).get(page.of("duty")).content.decode()


def test_a_report_of_another_duty_is_not_verified_here(page):
    other = page.give(text="دیگر", responsible=[page.body])
    report = report_duty(duty=other, text="انجام شد", actor=page.carrier, at=AT)
    assert page.client(page.secretary).get(page.of("verify", report.pk)).status_code == 404


# --- Required outputs --------------------------------------------------------------------------


def test_an_output_lives_from_its_draft_to_its_redline(page):
    client = page.client(page.secretary)
    client.post(
        page.of("change_duty"),
        {"text": page.duty.text, "kind": "output", "title": "منشور باغ‌ها", "reason": "سند"},
    )
    client.post(page.of("draft"), {"file": SimpleUploadedFile("منشور.txt", DRAFT.encode())})
    assert "منشور.txt" in page.text(page.secretary, page.of("duty"))
    begin = reverse("texts:begin_output", args=[page.group.code, page.duty.pk])
    assert client.get(begin).status_code == 200
    client.post(begin, {"kind": "paper"})
    text = Text.objects.get()
    assert text.name == "منشور باغ‌ها"
    carrier = page.client(page.carrier)
    hand_in = reverse("texts:hand_in", args=[page.group.code, text.pk])
    assert (
        hand_in
        in carrier.get(reverse("texts:text", args=[page.group.code, text.pk])).content.decode()
    )
    carrier.post(hand_in, {"text": "همان پیش‌نویس", "percent": "70"})
    assert HandIn.objects.get().version.text == text
    listed = page.client(page.other).get(page.url("duties"))
    (output,) = listed.context["outputs"]
    assert (output.text, output.handed_in.order, output.redline_url) == (text, 0, "")
    assert "منشور باغ‌ها" in text_of(listed)


def test_redlines_are_files_of_versions_that_the_reader_sees(page):
    from tests.stages.drafts import edit, make_text

    text = make_text(page.group, page.secretary)
    from dabir.stages.texts.acts import derive_version, propose_amendment, rule_amendment

    amendment = propose_amendment(
        text=text,
        operations=[edit(text, "one", "هر ماه", "هر هفته")],
        actor=page.secretary,
        at=AT,
    )
    rule_amendment(amendment=amendment, accept=True, actor=page.secretary, at=AT)
    derive_version(text=text, actor=page.secretary, at=AT)
    client = page.client(page.other)

    def address(ending, after=1):
        return reverse("texts:redline_file", args=[page.group.code, text.pk, 0, after, ending])

    assert "هر هفته" in read_text(client.get(address("docx")).content, filename="r.docx").text
    assert client.get(address("pdf")).content.startswith(b"%PDF")
    assert client.get(address("exe")).status_code == 404
    assert client.get(address("pdf", 7)).status_code == 404
    stranger = page.client(make_member(make_group()))
    assert stranger.get(address("pdf")).status_code == 404
