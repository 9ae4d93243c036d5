"""The pages of submissions: for the public, for contributors, for the working group."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import dabir
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.stages.calls.models import Call, Question
from dabir.stages.submissions.acts import (
    accept_submission,
    dispose_passages,
    open_identity,
    publish_submission,
    redact,
    return_submission,
    save_draft,
    submit_official_reply,
    tell_contributor,
)
from dabir.stages.submissions.contents import AnswerDraft
from dabir.stages.submissions.models import (
    Admission,
    Disposition,
    Draft,
    Opening,
    Redaction,
    Submission,
)
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.formats.builders import docx_of, packed, paragraph
from tests.stages.sent import NAMED, WORDS, make_open_call, question_of, send, send_accepted

pytestmark = pytest.mark.django_db
Publication = Submission.Publication
PHONE = "09000000001"
WITH_PHONE = f"دوربین کوچهٔ ما تابلو ندارد و شمارهٔ من {PHONE} است اگر بخواهید بپرسید که کجاست."


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """Pages happen at the moment at which tests take place."""
    for module in ("public", "following", "replying", "views", "steps", "working", "entering"):
        monkeypatch.setattr(f"dabir.web.submissions.{module}.timezone.now", lambda: AT)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group, language="en", digits="latin")


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def visitor(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def answered(call, **fields):
    """What a browser posts when it sends the form."""
    return {
        f"question-{question_of(call).pk}": WORDS,
        "sector": "citizen",
        "publication": "withheld",
        "send": "1",
    } | fields


def words_of(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def respond_url(call):
    return reverse("respond", args=[call.code])


def sent_secret(response) -> str:
    return re.fullmatch(r"/f/([0-9a-z]{26})/receipt/", response.url)[1]


# --- Answering ---------------------------------------------------------------------------------


def test_says_who_will_read_it_before_it_is_sent(visitor, call):
    page = words_of(visitor.get(respond_url(call)))
    assert "read by the secretariat of" in page
    assert "you will read who it was and why" in page


def test_answers_and_shows_the_receipt(visitor, call):
    response = visitor.post(respond_url(call), answered(call, name=NAMED.name, email=NAMED.email))
    secret = sent_secret(response)
    submission = Submission.objects.get()
    page = visitor.get(response.url)
    shown = words_of(page)
    assert submission.receipt in shown
    assert submission.sha256 in shown
    assert f"/f/{secret}/" in shown
    assert "no-store" in page["Cache-Control"]
    assert Message.objects.get(about=submission.address).to == NAMED.email


def test_keeps_what_was_typed_when_something_is_wrong(visitor, call):
    response = visitor.post(respond_url(call), answered(call, email="no address"))
    assert response.status_code == 422
    assert WORDS.split("\n")[0] in response.content.decode()
    assert not Submission.objects.exists()


def test_a_form_sent_twice_is_received_once(visitor, call):
    for _ in range(2):
        response = visitor.post(respond_url(call), answered(call, once="ab" * 16))
        assert response.status_code == 302
    assert Submission.objects.count() == 1


def test_asks_for_what_is_required(visitor, group, secretary):
    call = make_open_call(
        group,
        secretary,
        questions=(
            {
                "prompts": {"en": "Which?"},
                "kind": Question.Kind.CHOICE,
                "choices": [{"en": "Signs"}, {"en": "Cameras"}],
                "required": True,
            },
            {"prompts": {"en": "Twice a year?"}, "kind": Question.Kind.AGREEMENT},
        ),
    )
    first, second = call.questions.all()
    given = {"free": "x", "sector": "citizen", "publication": "withheld", "send": "1"}
    assert visitor.post(respond_url(call), given).status_code == 422
    given |= {f"question-{first.pk}": "1", f"question-{second.pk}": "in_part"}
    given[f"why-{second.pk}"] = "Once is enough."
    assert visitor.post(respond_url(call), given).status_code == 302
    answers = Submission.objects.get().answers.values_list("text", flat=True)
    assert list(answers) == ["Cameras", "I agree in part\nOnce is enough.", "x"]


def test_saves_for_later_and_goes_on_by_the_link(visitor, call):
    field = f"question-{question_of(call).pk}"
    saved = visitor.post(
        respond_url(call), {field: "half a thought", "purposes": ["quote"], "save": "1"}
    )
    assert Draft.objects.count() == 1
    page = visitor.get(saved.url).content.decode()
    assert "half a thought" in page
    assert saved.url in page
    visitor.post(saved.url, {field: "a whole thought", "save": "1"})
    assert "a whole thought" in visitor.get(saved.url).content.decode()
    sent = visitor.post(saved.url, answered(call))
    assert sent_secret(sent)
    assert not Draft.objects.exists()
    assert visitor.get(saved.url).status_code == 404


@pytest.mark.parametrize("state", ["closed", "concluded"])
def test_a_closed_call_says_so_and_takes_nothing(visitor, call, state):
    Call.objects.filter(pk=call.pk).update(state=state)
    assert "The call closed on" in words_of(visitor.get(respond_url(call)))
    response = visitor.post(respond_url(call), answered(call))
    assert response.status_code == 422
    assert "The call closed on" in words_of(response)
    assert not Submission.objects.exists()


def test_a_draft_of_a_call_does_not_exist(visitor, call):
    Call.objects.filter(pk=call.pk).update(state="draft")
    assert visitor.get(respond_url(call)).status_code == 404


def bomb() -> bytes:
    return packed({"word/document.xml": b"0" * 250_000_000})


BAD_FILES = {
    "large": ("big.txt", b"x" * 3_000_000, "is larger than 2 MB"),
    "bomb": ("bomb.docx", bomb, "was not taken"),
    "empty": ("empty.txt", b"", "empty"),
    "program": ("view.docx", b"MZ\x90\x00" + b"\x00" * 100, "was not taken"),
    "torn": ("torn.docx", b"PK\x03\x04" + b"\x00" * 50, "was not taken"),
    "noise": ("noise.txt", bytes(range(128, 256)) * 40 + b"\x00\x01\x02", "was not taken"),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_file_is_named_and_nothing_is_half_written(visitor, call, bad, settings):
    settings.UPLOAD_LIMIT = 2_000_000
    name, data, why = BAD_FILES[bad]
    file = SimpleUploadedFile(name, data() if callable(data) else data)
    response = visitor.post(respond_url(call), answered(call, attachments=[file]))
    assert response.status_code == 422
    assert why in words_of(response)
    assert not Submission.objects.exists()


def test_takes_a_word_file_and_text_in_another_encoding(visitor, call):
    files = [
        SimpleUploadedFile("نظر.docx", docx_of(paragraph(WORDS.split("\n\n")[0]))),
        SimpleUploadedFile("old.txt", WORDS.encode("utf-16")),
        SimpleUploadedFile("scan.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20),
    ]
    given = answered(call, attachments=files)
    del given[f"question-{question_of(call).pk}"]
    assert visitor.post(respond_url(call), given).status_code == 302
    submission = Submission.objects.get()
    assert submission.attachments.count() == 3
    assert submission.answers.count() == 2


def test_leads_from_an_inquiry_to_the_official_reply(client, group, secretary):
    body = make_body("سازمان آزمون")
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))
    own = make_person(language="en")
    seat(own, make_group(), Role.PRINCIPAL, body=body)
    assert client.get(respond_url(inquiry)).status_code == 404
    client.force_login(own)
    reply_url = reverse("official_reply", args=[inquiry.code])
    assert client.get(respond_url(inquiry)).url == reply_url
    given = answered(inquiry, body=body.pk)
    assert client.post(reply_url, given).status_code == 302
    assert Submission.objects.get().official
    again = client.post(reply_url, given)
    assert again.status_code == 422
    assert "replied on" in words_of(client.get(reply_url))
    client.force_login(make_member(group))
    assert client.get(reply_url).status_code == 404


# --- Following ---------------------------------------------------------------------------------


@pytest.fixture
def worked(call, secretary):
    """Published under its name, one passage redacted, every outcome told; with its secret."""
    receipt = send(call, WITH_PHONE, publication=Publication.NAMED)
    submission = accept_submission(submission=receipt.submission, actor=secretary, at=AT)
    passage = submission.passages.get()
    start = passage.text.index(PHONE)
    redact(
        passage=passage,
        start=start,
        end=start + len(PHONE),
        ground=Redaction.Ground.PERSONAL,
        actor=secretary,
        at=AT,
    )
    dispose_passages(passages=[passage], outcome="taken", reason="مادهٔ ۵", actor=secretary, at=AT)
    publish_submission(submission=submission, actor=secretary, at=AT)
    submission.refresh_from_db()
    return submission, receipt.secret


def test_shows_the_contributor_outcomes_once_told(visitor, worked, secretary):
    submission, secret = worked
    url = reverse("follow_up", args=[secret])
    assert "مادهٔ ۵" not in words_of(visitor.get(url))
    tell_contributor(submission=submission, actor=secretary, at=AT)
    page = words_of(visitor.get(url))
    assert "مادهٔ ۵" in page
    assert PHONE in page


def test_shows_the_contributor_who_opened_their_identity_and_why(visitor, worked, secretary):
    submission, secret = worked
    open_identity(submission=submission, reason="for an invitation", actor=secretary, at=AT)
    page = words_of(visitor.get(reverse("follow_up", args=[secret])))
    assert "for an invitation" in page
    assert str(secretary) in page


@pytest.mark.parametrize(
    "name",
    [
        "follow_up",
        "receipt",
        "follow_up_copy",
        "follow_up_consents",
        "follow_up_complete",
        "follow_up_withdraw",
        "follow_up_erase",
    ],
)
def test_a_wrong_secret_gets_the_same_clear_page_everywhere(visitor, worked, name):
    for wrong in ("0" * 26, "x", worked[0].receipt):
        response = visitor.get(reverse(name, args=[wrong]))
        assert response.status_code == 404
        assert "Nothing lies behind this link" in words_of(response)


def test_types_the_code_from_paper(visitor, worked):
    _submission, secret = worked
    for typed in (
        secret.upper(),
        f"{secret[:13]} {secret[13:]}",
        f"https://dabir.example/f/{secret}/",
    ):
        response = visitor.post(reverse("follow"), {"code": typed})
        assert response.url == reverse("follow_up", args=[secret])
    wrong = visitor.post(reverse("follow"), {"code": "7K3M"})
    assert wrong.status_code == 404
    assert "Compare it with your receipt" in words_of(wrong)


def test_gives_back_what_was_received(visitor, worked):
    submission, secret = worked
    response = visitor.get(reverse("follow_up_copy", args=[secret]))
    assert submission.receipt in response.content.decode()
    visitor.post(reverse("follow_up_erase", args=[secret]), {"sure": "on"})
    assert visitor.get(reverse("follow_up_copy", args=[secret])).status_code == 410


def test_withdraws_by_the_link(visitor, worked):
    submission, secret = worked
    visitor.post(reverse("follow_up_withdraw", args=[secret]), {"reason": ""})
    submission.refresh_from_db()
    assert submission.state == Submission.State.WITHDRAWN
    assert visitor.get(reverse("published", args=[submission.receipt])).status_code == 404


def test_changes_choices_by_the_link(visitor, worked):
    submission, secret = worked
    visitor.post(
        reverse("follow_up_consents", args=[secret]),
        {"publication": "unnamed", "purposes": ["contact"]},
    )
    submission.refresh_from_db()
    assert (submission.publication, submission.public_name) == ("unnamed", "")


def test_erases_only_when_sure(visitor, worked):
    submission, secret = worked
    url = reverse("follow_up_erase", args=[secret])
    assert visitor.post(url, {}).status_code == 422
    visitor.post(url, {"sure": "on", "texts": "on"})
    submission.refresh_from_db()
    assert submission.erased_at is not None
    assert "erased at your wish" in words_of(visitor.get(reverse("follow_up", args=[secret])))


def test_completes_what_was_returned(visitor, call, secretary):
    receipt = send(call)
    return_submission(submission=receipt.submission, reason="Which street?", actor=secretary, at=AT)
    assert "Which street?" in words_of(visitor.get(reverse("follow_up", args=[receipt.secret])))
    url = reverse("follow_up_complete", args=[receipt.secret])
    assert visitor.post(url, {"text": ""}).status_code == 422
    visitor.post(url, {"text": "The third one, across from the library."})
    receipt.submission.refresh_from_db()
    assert receipt.submission.state == Submission.State.RECEIVED


# --- Published ---------------------------------------------------------------------------------


def test_everybody_reads_what_is_published_without_what_is_redacted(visitor, worked):
    submission, _secret = worked
    page = visitor.get(reverse("published", args=[submission.receipt])).content.decode()
    assert NAMED.name in page
    assert "[…]" in page
    assert PHONE not in page
    assert NAMED.email not in page
    listed = visitor.get(reverse("contributions", args=[submission.call.code])).content.decode()
    assert submission.receipt in listed
    assert PHONE not in listed


def test_what_is_not_published_does_not_exist_for_the_public(visitor, call, secretary):
    submission = send_accepted(call, secretary, publication=Publication.NAMED)
    assert visitor.get(reverse("published", args=[submission.receipt])).status_code == 404
    listed = visitor.get(reverse("contributions", args=[call.code])).content.decode()
    assert submission.receipt not in listed


# --- In the working group ----------------------------------------------------------------------


STEPS = ("accept", "decline", "return", "withdraw", "publish", "tell", "write", "erase")


def group_urls(group, submission):
    passage = submission.passages.first()
    answer = submission.answers.first()
    redaction = Redaction.objects.filter(passage=passage).first()
    names = {
        "choose_call": [],
        "enter": [submission.call.pk],
        "outcomes": [],
        "open_passages": [],
        "tell": [submission.call.pk],
        "passage": [passage.pk],
        "identity": [submission.pk],
        "admit": [submission.pk],
        "cut": [submission.pk, answer.pk],
        **{f"step {event}": [submission.pk, event] for event in STEPS},
    }
    if redaction:
        names["lift"] = [redaction.pk]
    return [
        reverse(f"submissions:{name.split()[0]}", args=[group.code, *args])
        for name, args in names.items()
    ]


def test_every_page_opens_for_the_secretariat(client, group, secretary, worked):
    client.force_login(secretary)
    submission, _secret = worked
    for url in (
        *group_urls(group, submission),
        reverse("submissions:index", args=[group.code]),
        reverse("submissions:submission", args=[group.code, submission.pk]),
    ):
        assert client.get(url).status_code == 200, url


def test_the_secretariats_pages_do_not_open_for_others(client, group, worked):
    submission, _secret = worked
    guest = make_person(language="en")
    seat(guest, group, Role.GUEST)
    stranger = make_secretary(make_group())
    for reader in (make_member(group), guest, stranger, None):
        if reader is None:
            client.logout()
        else:
            client.force_login(reader)
        for url in group_urls(group, submission):
            assert client.get(url).status_code in {302, 403, 404}, (reader, url)


def test_members_read_what_is_published_without_what_is_redacted(client, group, worked):
    submission, _secret = worked
    client.force_login(make_member(group))
    index = client.get(reverse("submissions:index", args=[group.code])).content.decode()
    page = client.get(
        reverse("submissions:submission", args=[group.code, submission.pk])
    ).content.decode()
    for shown in (index, page):
        assert submission.receipt in shown
        assert PHONE not in shown
        assert NAMED.email not in shown
    assert "مادهٔ ۵" not in page


def test_members_see_no_trace_of_what_is_not_published(client, group, call, secretary):
    submission = send_accepted(call, secretary)
    client.force_login(make_member(group))
    for query in ("", "?words=دوربین", f"?words={submission.receipt}"):
        page = client.get(reverse("submissions:index", args=[group.code]) + query)
        assert f"/{submission.pk}/" not in page.content.decode()
    url = reverse("submissions:submission", args=[group.code, submission.pk])
    assert client.get(url).status_code == 404


def test_unnamed_ones_show_members_no_name(client, group, call, secretary):
    submission = send_accepted(call, secretary, publication=Publication.UNNAMED)
    publish_submission(submission=submission, actor=secretary, at=AT)
    client.force_login(make_member(group))
    page = client.get(reverse("submissions:submission", args=[group.code, submission.pk]))
    assert page.status_code == 200
    assert NAMED.name not in page.content.decode()


def test_the_secretariat_does_not_read_who_sent_it_unopened(client, group, call, secretary):
    submission = send_accepted(call, secretary)
    client.force_login(secretary)
    for url in (*group_urls(group, submission), f"/g/{group.code}/submissions/{submission.pk}/"):
        page = client.get(url).content.decode()
        assert NAMED.name not in page, url
        assert NAMED.email not in page, url


def test_opens_an_identity_with_a_reason_on_one_page(client, group, call, secretary):
    submission = send_accepted(call, secretary)
    client.force_login(secretary)
    url = reverse("submissions:identity", args=[group.code, submission.pk])
    client.post(url, {"reason": ""})
    assert not Opening.objects.exists()
    page = client.post(url, {"reason": "to invite"})
    assert NAMED.email in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert NAMED.email not in client.get(url).content.decode()


def test_finds_by_words_filters_and_receipt(client, group, call, secretary):
    client.force_login(secretary)
    one = send_accepted(call, secretary, WITH_PHONE, sector="guild")
    other = send(call).submission
    url = reverse("submissions:index", args=[group.code])
    for query, there, gone in (
        (f"?words={PHONE}", one, other),
        (f"?words={other.receipt.lower()}", other, one),
        ("?sector=guild", one, other),
        ("?state=received", other, one),
        (f"?call={call.pk}&words=نام نگهدارنده", other, one),
    ):
        page = client.get(url + query).content.decode()
        assert there.receipt in page, query
        assert gone.receipt not in page, query


def test_takes_steps_in_turn(client, group, call, secretary):
    client.force_login(secretary)
    submission = send(call, publication=Publication.NAMED).submission

    def take(event, **given):
        client.post(reverse("submissions:step", args=[group.code, submission.pk, event]), given)
        submission.refresh_from_db()

    take("return", reason="Which street?")
    assert submission.state == "returned"
    take("accept")
    take("publish")
    assert submission.published_at is not None
    take("write", text="Thank you")
    assert submission.replies.exists()
    take("decline", reason="After all")
    assert (submission.state, submission.published_at) == ("declined", None)


def test_a_step_that_comes_too_late_says_so(client, group, call, secretary):
    client.force_login(secretary)
    submission = send_accepted(call, secretary)
    url = reverse("submissions:step", args=[group.code, submission.pk, "accept"])
    page = client.post(url, follow=True)
    assert "Not possible now" in words_of(page)


def test_accepts_and_publishes_several(client, group, call, secretary):
    client.force_login(secretary)
    keys = [send(call, publication=Publication.UNNAMED).submission.pk for _ in range(2)]
    url = reverse("submissions:several", args=[group.code])
    assert "2 submissions are accepted" in words_of(
        client.post(url, {"submission": keys, "accept": "1"}, follow=True)
    )
    assert "2 submissions are published" in words_of(
        client.post(url, {"submission": keys, "publish": "1"}, follow=True)
    )
    assert "Choose at least one" in words_of(client.post(url, {"accept": "1"}, follow=True))


def test_disposes_of_chosen_passages(client, group, call, secretary):
    client.force_login(secretary)
    submission = send_accepted(call, secretary)
    url = reverse("submissions:open_passages", args=[group.code])
    keys = list(submission.passages.values_list("pk", flat=True))
    given = {"passage": keys, "outcome": "in_part", "reason": "Half of it"}
    assert client.post(url, given | {"reason": ""}).status_code == 422
    assert "2 passages have their outcome" in words_of(client.post(url, given, follow=True))
    assert Disposition.objects.filter(current=True).count() == 2
    assert "No passage is open" in words_of(client.get(url))


def test_redacts_by_words_or_by_selection(client, group, call, secretary):
    client.force_login(secretary)
    passage = send_accepted(call, secretary, WITH_PHONE).passages.get()
    url = reverse("submissions:passage", args=[group.code, passage.pk])
    start = passage.text.index(PHONE)
    for given in (
        {"words": PHONE},
        {"words": "کوچهٔ ما", "start": 7, "end": 15},
    ):
        given |= {"ground": "personal", "redact": "1"}
        assert client.post(url, given).status_code == 302
    spans = set(passage.redactions.values_list("start", "end"))
    assert (start, start + len(PHONE)) in spans
    assert passage.text[7:15] == "کوچهٔ ما"
    assert (7, 15) in spans
    wrong = {"words": "این‌جا نیست", "ground": "personal", "redact": "1"}
    assert client.post(url, wrong).status_code == 422


def test_lifts_a_redaction(client, group, worked, secretary):
    client.force_login(secretary)
    redaction = Redaction.objects.get()
    client.post(reverse("submissions:lift", args=[group.code, redaction.pk]), {"reason": "Public"})
    redaction.refresh_from_db()
    assert redaction.lifted_at == AT


def test_cuts_by_moving_lines_of_hyphens(client, group, call, secretary):
    client.force_login(secretary)
    submission = send(call).submission
    answer = submission.answers.get()
    url = reverse("submissions:cut", args=[group.code, submission.pk, answer.pk])
    one = WORDS.replace("\n", "\r\n")
    assert client.post(url, {"text": one}).status_code == 302
    assert submission.passages.count() == 1
    assert client.post(url, {"text": one.replace("دوربین", "تابلو", 1)}).status_code == 422
    two = one.replace(" و کسی", "\r\n---\r\n و کسی", 1)
    client.post(url, {"text": two})
    assert [passage.text[:3] for passage in submission.passages.order_by("order")][1] == "و ک"


def test_enters_a_letter_and_shows_the_link_once(client, group, call, secretary):
    client.force_login(secretary)
    url = reverse("submissions:enter", args=[group.code, call.pk])
    given = answered(call, road="letter", received_on="2026-11-21", name="شیرین کتابدار")
    page = client.post(url, given)
    submission = Submission.objects.get()
    assert "/f/" in page.content.decode()
    assert submission.road == "letter"
    assert client.post(url, given | {"received_on": "2026-02-31"}).status_code == 422


def test_tells_the_authors_of_a_call(client, group, call, secretary):
    client.force_login(secretary)
    submission = send_accepted(call, secretary)
    dispose_passages(
        passages=submission.passages.all(), outcome="taken", reason="د", actor=secretary, at=AT
    )
    page = client.post(reverse("submissions:tell", args=[group.code, call.pk]), follow=True)
    assert "1 were written to" in words_of(page)


def test_gives_a_nominee_a_seat(client, group, secretary):
    client.force_login(secretary)
    call = make_open_call(group, secretary, kind=Call.Kind.INTEREST)
    submission = send_accepted(call, secretary)
    url = reverse("submissions:admit", args=[group.code, submission.pk])
    given = {"group": group.pk, "role": "principal", "names_en": "Shirin"}
    assert client.post(url, given).status_code == 422
    assert client.post(url, given | {"username": "shirin"}).status_code == 302
    assert Admission.objects.get().membership.person.username == "shirin"


# --- Costs and words ---------------------------------------------------------------------------


def test_lists_at_a_fixed_cost(client, group, call, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    for _ in range(8):
        send_accepted(call, secretary)
    with django_assert_max_num_queries(24):
        client.get(reverse("submissions:index", args=[group.code]))


def test_shows_one_at_a_fixed_cost(client, group, call, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    words = "\n\n".join([WORDS] * 10)
    submission = send_accepted(call, secretary, words)
    dispose_passages(
        passages=submission.passages.all(), outcome="taken", reason="د", actor=secretary, at=AT
    )
    url = reverse("submissions:submission", args=[group.code, submission.pk])
    with django_assert_max_num_queries(60):
        client.get(url)


def test_follows_at_a_fixed_cost(visitor, call, django_assert_max_num_queries):
    receipt = send(call, "\n\n".join([WORDS] * 10))
    with django_assert_max_num_queries(24):
        visitor.get(reverse("follow_up", args=[receipt.secret]))


def catalogue() -> list[str]:
    path = Path(dabir.__file__).parent / "locale/submissions/fa/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        ids = [m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id]
    return [one for one in ids if "%" not in one and " " in one and len(one) > 8]


def test_says_everything_in_persian(client, group, worked):
    submission, secret = worked
    persian = make_secretary(group, language="fa")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fa"
    public = [
        respond_url(submission.call),
        reverse("follow"),
        *(reverse(name, args=[secret]) for name in ("receipt", "follow_up", "follow_up_erase")),
        reverse("published", args=[submission.receipt]),
        reverse("contributions", args=[submission.call.code]),
        reverse("follow_up", args=["wrong"]),
    ]
    pages = {url: words_of(client.get(url)) for url in public}
    client.force_login(persian)
    own = [
        *group_urls(group, submission),
        reverse("submissions:index", args=[group.code]),
        reverse("submissions:submission", args=[group.code, submission.pk]),
    ]
    pages |= {url: words_of(client.get(url)) for url in own}
    english = {url: [one for one in catalogue() if one in page] for url, page in pages.items()}
    assert {url: found for url, found in english.items() if found} == {}


def test_an_official_reply_is_shown_to_its_body(client, group, secretary):
    body = make_body()
    own = make_member(group, body, language="en")
    inquiry = make_open_call(group, secretary, kind=Call.Kind.INQUIRY, bodies=(body,))
    submission = submit_official_reply(
        call=inquiry, body=body, answers=[AnswerDraft(WORDS)], actor=own, at=AT
    ).submission
    client.force_login(own)
    page = client.get(reverse("submissions:submission", args=[group.code, submission.pk]))
    assert "official reply" in words_of(page)
    assert "Open with a reason" not in words_of(page)


def test_a_draft_of_another_call_does_not_open(visitor, call, group, secretary):
    other = make_open_call(group, secretary)
    secret = save_draft(call=other, content={"free": ["x"]}, at=AT)
    url = reverse("respond_draft", args=[call.code, secret])
    assert visitor.get(url).status_code == 404
