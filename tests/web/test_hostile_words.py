"""Markup, overrides and formulas in everything that people type: shown as written, never obeyed."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dabir.foundation.letters.acts import draft_letter, refer
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Person
from dabir.jobs.mail import as_mail
from dabir.stages.calls.models import Call
from dabir.stages.mandates.acts import assign_duty
from dabir.stages.submissions.acts import accept_submission, publish_submission, take_in_arrivals
from dabir.stages.submissions.intake.contents import AnswerDraft, Contributor
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.models import Stance
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.files import MEGABYTE
from tests.stages.coded import code, distil, evidence, first_passage, make_theme
from tests.stages.declared import draft_own, make_actor, make_issue, make_round, state
from tests.stages.drafts import make_text
from tests.stages.sent import make_open_call, send
from tests.web.submissions.pages import solved

pytestmark = pytest.mark.django_db

MARKUP = "<script>zz(1)</script><img src=zz onerror=zz>\"'></textarea>{{ zz }}{% zz %}"
RAW = re.compile(
    r"<script>zz|<img src=zz|onerror=zz[^&]*>(?!\")|href=\"(?!https?:|/|#|\?|mailto:|\.)"
)
PAGES_AT_MOST = 150


def named(words=MARKUP):
    return {"fa": words, "en": words}


class World:
    """A group in which everything has a hostile name."""

    def __init__(self):
        self.group = make_group(MARKUP, code="garden")
        self.group.names = named()
        self.group.save()
        self.body = make_body(MARKUP, email="office@example.org")
        self.secretary = make_secretary(self.group, names=named(), language="en")
        self.member = make_member(self.group, self.body, names=named())
        by = self.secretary
        self.call = make_open_call(
            self.group, by, questions=({"prompts": named()},), purposes=named()
        )
        Call.objects.filter(pk=self.call.pk).update(names=named())
        receipt = send(
            self.call,
            MARKUP,
            contributor=Contributor(name=MARKUP, organisation=MARKUP, email="a@example.org"),
            publication=Submission.Publication.NAMED,
            province=MARKUP,
        )
        self.secret = receipt.secret
        accepted = accept_submission(submission=receipt.submission, actor=by, at=AT)
        self.submission = publish_submission(submission=accepted, actor=by, at=AT)
        theme = make_theme(self.group, by, MARKUP)
        passage = first_passage(self.submission)
        code(passage, theme, by, Stance.NEUTRAL)
        distil(self.group, by, evidence(passage), texts=named())
        actor, issue = make_actor(self.group, by, MARKUP), make_issue(self.group, by, MARKUP)
        state(actor, issue, by, quote=MARKUP, source="javascript:zz(1)")
        draft_own(issue, by, texts=named())
        make_round(self.group, by, MARKUP)
        make_text(self.group, by, titles=named())
        assign_duty(group=self.group, text=MARKUP, responsible=[self.body], actor=by, at=AT)
        letter = draft_letter(
            group=self.group,
            kind="incoming",
            subject=MARKUP,
            sender=self.body,
            body=MARKUP,
            confidentiality="group",
            actor=by,
            at=AT,
        )
        refer(
            item=letter,
            to=self.member,
            instruction=MARKUP,
            due_on=(AT + timedelta(days=3)).date(),
            actor=by,
            at=AT,
        )


def links_of(page):
    found = re.findall(r'href="([^"]+)"', page)
    own = (unescape(one).split("#")[0] for one in found)
    return [one for one in own if one.startswith("/") and not one.startswith(("/static", "/admin"))]


def walked(client, start):
    """Every page that links lead to, with its markup."""
    waiting, met = [*start], set(start)
    while waiting and len(met) <= PAGES_AT_MOST + len(waiting):
        address = waiting.pop(0)
        response = client.get(address, follow=True)
        assert response.status_code < 500, address
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        yield address, page
        for link in links_of(page):
            if link not in met and len(met) < PAGES_AT_MOST:
                met.add(link)
                waiting.append(link)


def test_markup_is_escaped_on_every_page_that_links_lead_to():
    world = World()
    browser = Client()
    browser.force_login(world.secretary)
    pages = dict(walked(browser, [f"/g/{world.group.code}/"]))
    assert len(pages) > 60
    assert sum("&lt;script&gt;zz" in page for page in pages.values()) > 40
    assert [address for address, page in pages.items() if RAW.search(page)] == []


def test_markup_is_escaped_on_the_pages_of_everybody_and_of_the_contributor():
    world = World()
    start = [reverse("public_calls"), reverse("contributions", args=[world.call.code])]
    follow = [reverse("follow_up", args=[world.secret]), reverse("receipt", args=[world.secret])]
    pages = dict(walked(Client(), start + follow))
    assert len(pages) > 8
    assert [address for address, page in pages.items() if RAW.search(page)] == []


def test_no_mail_has_a_header_that_somebody_typed():
    world = World()
    typed = "Ali\r\nBcc: all@example.org\r\n\r\nHello"
    Person.objects.filter(pk=world.member.pk).update(names=named(typed))
    send(world.call, contributor=Contributor(name=typed, email="b@example.org"))
    for message in Message.objects.all():
        mail = message_from_bytes(bytes(as_mail(message)), policy=default)
        assert set(mail.keys()) <= {
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Date",
            "Content-Language",
            "Auto-Submitted",
            "X-Dabir-Automatic",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        }
        assert "<script" not in mail["Subject"] or mail.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "a b@c.d"]
)
def test_an_address_that_is_more_than_one_is_refused_and_shown_again(client, address):
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    url = reverse("respond", args=[call.code])
    given = {"free": "my words", "email": address, "sector": "citizen", "publication": "withheld"}
    response = client.post(url, given | {"send": "1"})
    assert response.status_code == 422
    assert "my words" in response.content.decode()
    assert not Message.objects.exists()


def test_controls_and_overrides_do_not_get_into_what_a_contributor_says_of_themselves():
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary)
    url = reverse("respond", args=[call.code])
    tricky = "Ali\u202egnp.exe\u202d\u0007\r\nX"
    given = {
        "free": "my words",
        "name": tricky,
        "organisation": tricky,
        "province": tricky,
        "phone": tricky[:40],
        "sector": "citizen",
        "publication": "named",
        "altcha": solved(call, at=timezone.now()),
        "send": "1",
    }
    assert Client().post(url, given).status_code == 303
    take_in_arrivals(at=timezone.now())
    submission = Submission.objects.get()
    assert submission.public_name == "Alignp.exe X"
    assert submission.province == "Alignp.exe X"


def test_a_name_holds_no_control_whoever_gives_it():
    contributor = Contributor(name="A\x07\u202eB", organisation="C\r\nD", phone="1\x002")
    group = make_group()
    call = make_open_call(group, make_secretary(group))
    receipt = send(call, "words", contributor=contributor, publication="named")
    assert receipt.submission.public_name == "C D"


def test_an_answer_of_a_megabyte_is_refused_by_the_act_too():
    from dabir.domain.procedure.verdicts import Refused
    from dabir.stages.submissions.acts import submit

    group = make_group()
    call = make_open_call(group, make_secretary(group))
    with pytest.raises(Refused):
        submit(call=call, answers=[AnswerDraft("x" * MEGABYTE)], at=AT)
    assert not Submission.objects.exists()


def test_a_sheet_holds_no_formula_and_no_markup():
    world = World()
    assign_duty(
        group=world.group,
        text='=HYPERLINK("http://example.org","x")',
        responsible=[world.body],
        actor=world.secretary,
        at=AT,
    )
    browser = Client()
    browser.force_login(world.secretary)
    sheet = browser.get(reverse("mandates:division", args=[world.group.code, "csv"]))
    text = sheet.content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert not re.search(r"(?:^|,)\"?=", text, re.MULTILINE)


def test_a_referral_that_is_refused_is_shown_again_with_what_was_typed():
    group = make_group()
    secretary = make_secretary(group, language="en")
    member = make_member(group)
    hidden = draft_letter(
        group=group, kind="incoming", subject="s", sender=make_body(), actor=secretary, at=AT
    )
    browser = Client()
    browser.force_login(secretary)
    url = reverse("refer", args=[hidden.address_id])
    fields = {"to": member.pk, "purpose": "action", "instruction": "look into this please"}
    response = browser.post(url, fields)
    assert response.status_code == 200
    assert "look into this please" in response.content.decode()
