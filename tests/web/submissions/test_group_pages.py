"""The pages of the working group: the secretariat works, members read what is published."""

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Membership, Role, Seat
from dabir.foundation.trace.models import Link
from dabir.stages.calls.models import Call
from dabir.stages.mandates.models import Nomination
from dabir.stages.submissions.acts import (
    dispose_passages,
    publish_submission,
    submit_official_reply,
)
from dabir.stages.submissions.intake.contents import AnswerDraft
from dabir.stages.submissions.models import (
    Admission,
    Disposition,
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
from tests.stages.sent import NAMED, WORDS, make_open_call, send, send_accepted
from tests.web.submissions.pages import (
    PHONE,
    WITH_PHONE,
    Publication,
    answered,
    group_urls,
    words_of,
)

pytestmark = pytest.mark.django_db


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


def test_nominates_for_the_seat_of_a_body(client, group, secretary):
    client.force_login(secretary)
    call = make_open_call(group, secretary, kind=Call.Kind.INTEREST)
    submission = send_accepted(call, secretary)
    seat = Seat.objects.create(group=group, body=make_body())
    url = reverse("submissions:nominate", args=[group.code, submission.pk])
    client.post(url, {"seat": seat.pk, "role": "principal", "names_en": "Shirin"})
    nomination = Nomination.objects.get(seat=seat)
    assert Link.objects.filter(source=submission.address, target=nomination.address).exists()
    assert not Membership.objects.filter(seat=seat).exists()


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
