"""Passages: cutting, redacting, outcomes; identities: opening, erasing, seats."""

from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.sealing import Erased
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Membership, Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.kinds import named
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Relation
from dabir.stages.calls.models import Call
from dabir.stages.submissions import queries
from dabir.stages.submissions.acts import (
    Nominee,
    admit_nominee,
    dispose_passage,
    dispose_passages,
    erase_submission,
    lift_redaction,
    open_identity,
    publish_submission,
    recut_passages,
    redact,
    tell_contributor,
    tell_contributors,
    write_to_contributor,
)
from dabir.stages.submissions.identities import unsealed
from dabir.stages.submissions.intake.arrivals import copy_of
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.intake.cutting import LEFT_OUT, without
from dabir.stages.submissions.models import Disposition, Redaction, Submission
from dabir.stages.submissions.overview import outcomes_of
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.sent import NAMED, WORDS, make_open_call, send, send_accepted

pytestmark = pytest.mark.django_db
Outcome = Disposition.Outcome
PHONE = "09000000001"
WITH_PHONE = f"دوربین کوچهٔ ما تابلو ندارد و شمارهٔ من {PHONE} است اگر بخواهید بپرسید که کجاست."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


@pytest.fixture
def submission(call, secretary):
    return send_accepted(call, secretary, publication=Submission.Publication.NAMED)


def redacted(call, secretary):
    submission = send_accepted(
        call, secretary, WITH_PHONE, publication=Submission.Publication.NAMED
    )
    passage = submission.passages.get()
    start = passage.text.index(PHONE)
    redaction = redact(
        passage=passage,
        start=start,
        end=start + len(PHONE),
        ground=Redaction.Ground.PERSONAL,
        actor=secretary,
        at=AT,
    )
    passage.refresh_from_db()
    return passage, redaction


def test_others_read_a_passage_without_what_is_redacted(call, secretary):
    passage, _redaction = redacted(call, secretary)
    assert PHONE not in passage.shown
    assert LEFT_OUT in passage.shown
    assert PHONE in passage.text
    assert PHONE not in str(passage)


def test_a_trace_quotes_without_what_is_redacted(call, secretary):
    passage, _redaction = redacted(call, secretary)
    publish_submission(submission=passage.submission, actor=secretary, at=AT)
    for reader in (None, secretary):
        assert PHONE not in named([passage.address_id], reader)[passage.address_id].quote


def test_a_search_of_members_does_not_find_what_is_redacted(call, secretary, group):
    passage, _redaction = redacted(call, secretary)
    publish_submission(submission=passage.submission, actor=secretary, at=AT)
    member = make_member(group)

    def finds(reader, words):
        sought = queries.Sought(group, words=words)
        return bool(queries.page_of(reader, sought, size=5).submissions)

    assert finds(member, "دوربین")
    assert not finds(member, PHONE)
    assert finds(secretary, PHONE)


def test_a_lifted_redaction_is_kept_and_shows_again(call, secretary):
    passage, redaction = redacted(call, secretary)
    with pytest.raises(Refused, match="why"):
        lift_redaction(redaction=redaction, reason="", actor=secretary, at=AT)
    lift_redaction(redaction=redaction, reason="شماره همگانی است", actor=secretary, at=AT)
    passage.refresh_from_db()
    assert passage.shown == passage.text
    assert Redaction.objects.filter(pk=redaction.pk).exists()
    with pytest.raises(NotNow):
        lift_redaction(redaction=redaction, reason="دوباره", actor=secretary, at=AT)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (8, 3), (-1, 4), (0, 10_000)])
def test_refuses_to_redact_what_is_not_there(submission, secretary, start, end):
    with pytest.raises(Refused):
        redact(
            passage=submission.passages.first(),
            start=start,
            end=end,
            ground=Redaction.Ground.INSULT,
            actor=secretary,
            at=AT,
        )


def test_members_do_not_redact(submission, group):
    with pytest.raises(NotPermitted):
        redact(
            passage=submission.passages.first(),
            start=0,
            end=4,
            ground=Redaction.Ground.INSULT,
            actor=make_member(group),
            at=AT,
        )


@given(
    st.text(alphabet="abcdef ", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
)
def test_leaves_out_every_redacted_sign_and_no_other(text, stretches):
    spans = [(a, min(a + n, len(text))) for a, n in stretches if a < len(text)]
    hidden = {at for start, end in spans for at in range(start, end)}
    kept = "".join(sign for at, sign in enumerate(text) if at not in hidden)
    assert without(text, spans).replace(LEFT_OUT, "") == kept


def test_cuts_anew_as_somebody_says(submission, secretary):
    answer = submission.answers.get()
    whole = recut_passages(
        submission=submission, answer=answer, spans=[(0, len(WORDS))], actor=secretary, at=AT
    )
    assert [passage.text for passage in whole] == [WORDS]
    again = recut_passages(submission=submission, actor=secretary, at=AT)
    assert [passage.text for passage in again] == WORDS.split("\n\n")


@pytest.mark.parametrize("spans", [[(0, 10)], [(0, 50), (40, len(WORDS))], [(0, 10_000)]])
def test_refuses_a_cut_that_loses_or_doubles_words(submission, secretary, spans):
    with pytest.raises(Refused, match="whole answer"):
        recut_passages(
            submission=submission,
            answer=submission.answers.get(),
            spans=spans,
            actor=secretary,
            at=AT,
        )


def test_refuses_to_cut_what_something_rests_on(submission, secretary):
    first, second = submission.passages.order_by("order")
    link(first, second, Relation.GROUNDS, by=secretary, at=AT)
    with pytest.raises(NotNow, match="rests"):
        recut_passages(submission=submission, actor=secretary, at=AT)


def test_the_latest_outcome_holds_and_earlier_ones_are_kept(submission, secretary):
    passage = submission.passages.first()
    for outcome in (Outcome.NOT_TAKEN, Outcome.TAKEN):
        dispose_passage(
            passage=passage, outcome=outcome, reason="دلیلی روشن", actor=secretary, at=AT
        )
    assert passage.dispositions.get(current=True).outcome == Outcome.TAKEN
    assert passage.dispositions.count() == 2


def test_an_outcome_takes_a_reason(submission, secretary):
    with pytest.raises(Refused, match="reason"):
        dispose_passage(
            passage=submission.passages.first(),
            outcome=Outcome.TAKEN,
            reason=" ",
            actor=secretary,
            at=AT,
        )


def test_an_outcome_waits_for_acceptance(call, secretary):
    with pytest.raises(NotNow, match="Accept it first"):
        dispose_passage(
            passage=send(call).submission.passages.first(),
            outcome=Outcome.TAKEN,
            reason="دلیل",
            actor=secretary,
            at=AT,
        )


def test_disposes_of_several_or_of_none(submission, call, secretary):
    unready = send(call).submission.passages.first()
    with pytest.raises(NotNow):
        dispose_passages(
            passages=[*submission.passages.all(), unready],
            outcome=Outcome.TAKEN,
            reason="دلیل",
            actor=secretary,
            at=AT,
        )
    assert not Disposition.objects.exists()


def dispose_all(submission, secretary, outcome=Outcome.TAKEN):
    return dispose_passages(
        passages=submission.passages.all(),
        outcome=outcome,
        reason="در مادهٔ ۵ آمده است",
        actor=secretary,
        at=AT,
    )


def test_tells_authors_by_link_and_once(submission, secretary, call):
    dispose_all(submission, secretary)
    silent = send_accepted(call, secretary, contributor=Contributor())
    dispose_all(silent, secretary)
    half = send_accepted(call, secretary)
    dispose_passage(
        passage=half.passages.first(), outcome=Outcome.TAKEN, reason="د", actor=secretary, at=AT
    )
    told = tell_contributors(call=call, actor=secretary, at=AT)
    assert (told.mailed, told.unreached) == (1, 1)
    assert len(queries.told(submission)) == 2
    assert not queries.told(half)
    mail = Message.objects.filter(about=submission.address).latest("pk")
    assert "مادهٔ" not in mail.text + mail.subject
    with pytest.raises(Refused, match="nobody"):
        tell_contributors(call=call, actor=secretary, at=AT + timedelta(days=1))


def test_tells_one_author_what_is_new(submission, secretary):
    with pytest.raises(Refused, match="nothing new"):
        tell_contributor(submission=submission, actor=secretary, at=AT)
    dispose_all(submission, secretary)
    assert tell_contributor(submission=submission, actor=secretary, at=AT)


def test_writes_to_an_author_behind_the_link(submission, secretary):
    write_to_contributor(submission=submission, text="سپاس از شما", actor=secretary, at=AT)
    mail = Message.objects.filter(about=submission.address).latest("pk")
    assert "سپاس" not in mail.text
    assert submission.replies.get().text == "سپاس از شما"


def test_opening_an_identity_takes_a_reason_and_is_shown(submission, secretary):
    with pytest.raises(Refused, match="reason"):
        open_identity(submission=submission, reason="", actor=secretary, at=AT)
    found = open_identity(submission=submission, reason="برای دعوت به جلسه", actor=secretary, at=AT)
    assert found == NAMED
    opening = submission.openings.get()
    assert (opening.by, opening.reason) == (secretary, "برای دعوت به جلسه")
    entry = Entry.objects.get(act="submissions.open_identity")
    assert NAMED.name not in entry.content.payload


def test_members_open_no_identity(submission, group):
    with pytest.raises(NotPermitted):
        open_identity(submission=submission, reason="کنجکاوی", actor=make_member(group), at=AT)


def test_erasing_destroys_who_sent_it_and_keeps_the_trace(call, secretary):
    receipt = send(call, publication=Submission.Publication.NAMED)
    submission = receipt.submission
    links = submission.passages.first().address.origins.count()
    erased = erase_submission(submission=submission, secret=receipt.secret, at=AT)
    assert unsealed(erased) is None
    assert erased.public_name == ""
    assert bytes(erased.identity.sealed) == b""
    with pytest.raises(Erased):
        copy_of(Submission.objects.get(pk=submission.pk))
    mails = Message.objects.filter(about=submission.address)
    assert {(mail.to, mail.text, mail.subject) for mail in mails} == {("", "", "")}
    assert submission.passages.first().address.origins.count() == links
    assert submission.passages.first().text
    with pytest.raises(NotNow):
        open_identity(submission=submission, reason="دیر است", actor=secretary, at=AT)


def test_erases_the_words_when_asked(call, secretary):
    receipt = send(call)
    erase_submission(submission=receipt.submission, secret=receipt.secret, texts=True, at=AT)
    words = receipt.submission.passages.values_list("text", "shown", "text_key", "shown_key")
    assert {word for row in words for word in row} == {""}
    assert not receipt.submission.answers.exclude(text="").exists()
    with pytest.raises(NotNow, match="before"):
        erase_submission(submission=receipt.submission, secret=receipt.secret, texts=True, at=AT)


def test_nobody_erases_with_another_secret(call, group):
    receipt, other = send(call), send(call)
    with pytest.raises(NotPermitted):
        erase_submission(submission=receipt.submission, secret=other.secret, at=AT)
    with pytest.raises(NotPermitted):
        erase_submission(submission=receipt.submission, actor=make_member(group), at=AT)


@pytest.fixture
def interest(group, secretary):
    return make_open_call(group, secretary, kind=Call.Kind.INTEREST)


def test_gives_a_nominee_a_seat_in_a_committee(interest, group, secretary):
    submission = send_accepted(interest, secretary)
    committee = make_group(parent=group)
    admission = admit_nominee(
        submission=submission,
        group=committee,
        role=Role.PRINCIPAL,
        body=make_body(),
        nominee=Nominee("shirin", {"fa": "شیرین کتابدار"}, "shirin@library.example"),
        actor=secretary,
        at=AT,
    )
    assert admission.membership.group == committee
    assert admission.membership.person.username == "shirin"


def test_gives_no_seat_elsewhere(interest, secretary):
    with pytest.raises(Refused, match="another working group"):
        admit_nominee(
            submission=send_accepted(interest, secretary),
            group=make_group(),
            role=Role.GUEST,
            body=make_body(),
            actor=secretary,
            at=AT,
        )
    assert not Membership.objects.filter(role=Role.GUEST).exists()


def test_gives_a_seat_only_for_an_accepted_expression_of_interest(interest, submission, secretary):
    for sent in (submission, send(interest).submission):
        with pytest.raises(NotNow):
            admit_nominee(
                submission=sent, role=Role.GUEST, body=make_body(), actor=secretary, at=AT
            )


def test_counts_outcomes_and_merges_small_sectors(call, secretary, group):
    for sector, number in (("citizen", 5), ("guild", 2), ("company", 1)):
        for _ in range(number):
            dispose_all(send_accepted(call, secretary, sector=sector), secretary)
    overview = outcomes_of(secretary, group, merged="others")
    assert [(row.sector, row.submissions) for row in overview.rows] == [("", 8)]
    for _ in range(3):
        send_accepted(call, secretary, sector="guild")
    overview = outcomes_of(secretary, group, call, merged="others")
    rows = {row.sector: row for row in overview.rows}
    assert overview.whole.passages == 22
    assert overview.whole.open == 6
    assert set(rows) == {"citizen", ""}
    taken = rows["citizen"].shares[0]
    assert (taken.outcome, taken.count, taken.rate) == (Outcome.TAKEN, 10, 100)


def test_counts_nothing_that_the_reader_may_not_see(call, secretary, group):
    dispose_all(send_accepted(call, secretary), secretary)
    assert outcomes_of(make_member(group), group).whole.passages == 0
