"""Comments on a text: on words, on clauses, on all of it; answered, settled, opened again."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link
from dabir.foundation.trace.queries import visible_to as addresses_visible_to
from dabir.stages.texts.acts import (
    answer_comment,
    derive_version,
    disclose_text,
    draft_zero,
    make_comment,
    reopen_comment,
    rule_amendment,
    settle_comment,
    shelve_text,
)
from dabir.stages.texts.models import CommentDisposition
from dabir.stages.texts.queries import clauses_visible_to, latest_version
from dabir.stages.texts.queries.comments import comments_visible_to, standing
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.stages.drafts import UIDS, delete, drafted, edit, make_text, propose

pytestmark = pytest.mark.django_db

Outcome = CommentDisposition.Outcome


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body("اتحادیه")


@pytest.fixture
def member(group, body):
    return make_member(group, body=body)


@pytest.fixture
def other():
    return make_body("انجمن")


@pytest.fixture
def neighbour(group, other):
    return make_member(group, body=other)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


def clause_of(text, key):
    return latest_version(text).clauses.get(uid=UIDS[key])


def comment_on(text, person, key="one", on="هر ماه", **details):
    """A comment on the one place where `on` stands in a clause; on all of it when it is empty."""
    clause = clause_of(text, key)
    if on:
        said = clause.wordings.get(language="fa").text
        start = said.index(on)
        details |= {"language": "fa", "place": (start, start + len(on))}
    details.setdefault("words", "این مدت کوتاه است.")
    return make_comment(version=clause.version, clause=clause, actor=person, at=AT, **details)


def settle(comment, person, outcome=Outcome.NOTED, reason="در جلسه گفته شد.", **more):
    return settle_comment(
        comment=comment, outcome=outcome, reason=reason, actor=person, at=AT, **more
    )


def carry(text, secretary, *operations):
    """The next version, made with these operations."""
    made = propose(text, secretary, *operations)
    rule_amendment(amendment=made, accept=True, actor=secretary, at=AT)
    return derive_version(text=text, actor=secretary, at=AT)


def stands(comment, version, reader):
    clauses = clauses_visible_to(reader).filter(version=version)
    (found,) = standing(comments_visible_to(reader).filter(pk=comment.pk), version, clauses)
    return found


def now(found, language="fa"):
    """The words that a comment is on as they stand now."""
    words = {each.language: each.text for each in found.clause.wordings.all()}
    return found.place and words[language][slice(*found.place)]


def test_a_comment_is_on_exactly_the_words_that_were_chosen(text, member, body):
    made = comment_on(text, member, on="هر ماه", body=body)
    assert (made.quoted, made.language, made.state) == ("هر ماه", "fa", "open")
    assert Link.objects.filter(
        source=clause_of(text, "one").address_id, target=made.address_id
    ).exists()
    assert Entry.objects.filter(act="texts.make_comment").count() == 1


def test_half_a_word_is_widened_and_blanks_are_left_out(text, member):
    assert comment_on(text, member, on="ر ماه ").quoted == "هر ماه"


def test_a_whole_clause_and_the_whole_text_are_commented_on(text, member):
    whole = comment_on(text, member, on="")
    assert (whole.place, whole.quoted, whole.clause) == (None, "", clause_of(text, "one"))
    version = latest_version(text)
    general = make_comment(version=version, words="کوتاه‌تر شود.", actor=member, at=AT)
    assert general.clause is None
    assert not stands(general, version, member).gone


@pytest.mark.parametrize("place", [(0, 0), (3, 2), (-4, 5), (0, 10_000)])
def test_refuses_words_that_are_not_in_the_clause(text, member, place):
    clause = clause_of(text, "one")
    with pytest.raises(Refused):
        make_comment(
            version=clause.version,
            clause=clause,
            language="fa",
            place=place,
            words="چرا؟",
            actor=member,
            at=AT,
        )


@pytest.mark.parametrize("words", ["", " \n", "ب" * 20_001])
def test_refuses_a_comment_that_says_nothing_or_far_too_much(text, member, words):
    with pytest.raises(Refused):
        comment_on(text, member, words=words)
    with pytest.raises(Refused):
        comment_on(text, member, words="", wording=words)


def test_a_comment_may_be_a_wording_alone(text, member):
    clause = clause_of(text, "one")
    made = make_comment(
        version=clause.version, clause=clause, words="", wording="هر هفته", actor=member, at=AT
    )
    assert str(made) == "هر هفته"


def test_only_members_comment_and_only_for_bodies_they_sit_for(text, member, other):
    with pytest.raises(NotPermitted):
        comment_on(text, make_person())
    with pytest.raises(NotPermitted):
        comment_on(text, member, body=other)


def test_what_is_not_worked_on_is_not_commented_on(text, secretary, member):
    shelve_text(text=text, reason="پیگیری نمی‌شود.", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        comment_on(text, member)


def test_words_go_along_while_the_clause_changes_around_them(text, secretary, member):
    made = comment_on(text, member, on="گزارش می‌دهد")
    version = carry(text, secretary, edit(text, "one", "هر ماه", "در پایان هر سال"))
    assert now(stands(made, version, member)) == "گزارش می‌دهد"


def test_words_that_are_gone_are_said_to_be(text, secretary, member):
    made = comment_on(text, member, on="هر ماه")
    version = carry(text, secretary, edit(text, "one", "هر ماه", "در پایان سال"))
    found = stands(made, version, member)
    assert (found.gone, found.place) == (True, None)
    assert found.clause.version == version
    assert found.comment.quoted == "هر ماه"


def test_a_clause_that_is_gone_loses_no_comment(text, secretary, member):
    made = comment_on(text, member, "note", "محرمانه")
    whole = comment_on(text, member, "note", "")
    version = carry(text, secretary, delete("note"))
    for each in (made, whole):
        found = stands(each, version, member)
        assert (found.gone, found.clause) == (True, None)


def test_a_version_shows_no_comment_of_later_ones(text, secretary, member):
    zero = latest_version(text)
    carry(text, secretary, edit(text, "one", "هر ماه", "هر هفته"))
    made = comment_on(text, member, on="هر هفته")
    assert standing(comments_visible_to(member).filter(pk=made.pk), zero, []) == []


def test_an_earlier_version_is_commented_on_as_well(text, secretary, member):
    zero = clause_of(text, "one")
    version = carry(text, secretary, edit(text, "one", "هر ماه", "هر هفته"))
    words = zero.wordings.get(language="fa").text
    start = words.index("گزارش")
    late = make_comment(
        version=zero.version,
        clause=zero,
        language="fa",
        place=(start, start + 5),
        words="کدام گزارش؟",
        actor=member,
        at=AT,
    )
    assert now(stands(late, version, member)) == "گزارش"


def test_a_comment_for_named_bodies_is_for_them_and_the_secretariat(
    text, member, body, neighbour, secretary
):
    made = comment_on(text, member, confidentiality=Confidentiality.BODIES, bodies=[body])
    assert comments_visible_to(member).filter(pk=made.pk).exists()
    assert comments_visible_to(secretary).filter(pk=made.pk).exists()
    assert not comments_visible_to(neighbour).filter(pk=made.pk).exists()
    with pytest.raises(NotPermitted):
        answer_comment(comment=made, words="موافقم.", actor=neighbour, at=AT)


def test_who_comments_for_the_secretariat_alone_still_reads_it(text, member, neighbour):
    made = comment_on(text, member, confidentiality=Confidentiality.SECRETARIAT)
    assert comments_visible_to(member).filter(pk=made.pk).exists()
    assert not comments_visible_to(neighbour).filter(pk=made.pk).exists()


def test_a_comment_is_never_more_open_than_its_text(group, secretary, member, body, neighbour):
    closed = make_text(group, secretary, confidentiality=Confidentiality.BODIES, bodies=[body])
    made = comment_on(closed, member)
    assert made.address.confidentiality == Confidentiality.BODIES
    assert comments_visible_to(member).filter(pk=made.pk).exists()
    assert not comments_visible_to(neighbour).filter(pk=made.pk).exists()
    with pytest.raises(NotPermitted):
        comment_on(closed, neighbour)


def test_closing_a_text_closes_what_was_said_of_it(text, secretary, member, body, neighbour):
    made = comment_on(text, member)
    disclose_text(
        text=text,
        confidentiality=Confidentiality.BODIES,
        bodies=[body],
        actor=secretary,
        at=AT,
    )
    assert comments_visible_to(member).filter(pk=made.pk).exists()
    assert not comments_visible_to(neighbour).filter(pk=made.pk).exists()
    assert not addresses_visible_to(neighbour).filter(pk=made.address_id).exists()


def test_members_answer_a_comment_until_it_is_settled(text, member, neighbour, other, secretary):
    made = comment_on(text, member)
    answer_comment(comment=made, words="موافقم.", body=other, actor=neighbour, at=AT)
    with pytest.raises(Refused):
        answer_comment(comment=made, words=" ", actor=neighbour, at=AT)
    settle(made, secretary)
    with pytest.raises(NotNow):
        answer_comment(comment=made, words="باز هم.", actor=member, at=AT)
    assert [each.words for each in made.replies.all()] == ["موافقم."]


def test_the_secretariat_disposes_of_a_comment_with_a_reason(text, member, secretary):
    made = comment_on(text, member)
    with pytest.raises(Refused):
        settle(made, secretary, reason=" ")
    settle(made, secretary, Outcome.ACCEPTED)
    made.refresh_from_db()
    assert (made.state, made.disposition.outcome) == ("settled", "accepted")
    with pytest.raises(NotNow):
        settle(made, secretary, Outcome.NOTED)


def test_a_disposition_says_where_the_comment_led(text, member, secretary):
    made = comment_on(text, member)
    amendment = propose(text, secretary, edit(text, "one", "هر ماه", "هر هفته"))
    clause = clause_of(text, "two")
    settle(made, secretary, Outcome.IN_PART, amendment=amendment, clause=clause)
    ends = {amendment.address_id, clause.address_id}
    outcomes = Link.objects.filter(source=made.address_id)
    assert set(outcomes.values_list("target", flat=True)) == ends
    reopen_comment(comment=made, reason="اشتباه ثبت شد.", actor=secretary, at=AT)
    assert not outcomes.exists()


def test_refuses_to_lead_to_what_is_not_in_the_text(text, group, member, secretary):
    made = comment_on(text, member)
    elsewhere = make_text(group, secretary)
    amendment = propose(elsewhere, secretary, edit(elsewhere, "one", "هر ماه", "هر هفته"))
    with pytest.raises(Refused):
        settle(made, secretary, amendment=amendment)
    with pytest.raises(Refused):
        settle(made, secretary, clause=clause_of(elsewhere, "one"))


def test_its_authors_end_a_comment_but_do_not_accept_it(text, member, body, group, neighbour):
    made = comment_on(text, member, body=body)
    colleague = make_member(group, body=body)
    with pytest.raises(NotPermitted):
        settle(made, member, Outcome.ACCEPTED)
    with pytest.raises(NotPermitted):
        settle(made, neighbour, Outcome.ANSWERED)
    settle(made, colleague, Outcome.WITHDRAWN, "دیگر لازم نیست.")
    made.refresh_from_db()
    assert made.disposition.outcome == "withdrawn"


def test_the_secretariat_withdraws_nobody_elses_comment(text, member, secretary):
    made = comment_on(text, member)
    with pytest.raises(NotPermitted):
        settle(made, secretary, Outcome.WITHDRAWN)


def test_a_comment_that_is_opened_again_keeps_what_was_decided(text, member, secretary, neighbour):
    made = comment_on(text, member)
    settle(made, secretary, Outcome.NOT_ACCEPTED, "تکراری است.")
    with pytest.raises(NotPermitted):
        reopen_comment(comment=made, reason="نه.", actor=neighbour, at=AT)
    with pytest.raises(Refused):
        reopen_comment(comment=made, reason="", actor=member, at=AT)
    reopen_comment(comment=made, reason="تکراری نیست.", actor=member, at=AT)
    made.refresh_from_db()
    assert (made.state, made.disposition) == ("open", None)
    settle(made, secretary, Outcome.ACCEPTED)
    kept = made.dispositions.all()
    assert [(each.outcome, each.holds) for each in kept] == [
        ("not_accepted", False),
        ("accepted", True),
    ]
    assert kept[0].reopened_because == "تکراری نیست."


def test_an_open_comment_is_not_opened_again(text, member):
    with pytest.raises(NotNow):
        reopen_comment(comment=comment_on(text, member), reason="چرا؟", actor=member, at=AT)


def test_a_zero_draft_that_was_commented_on_stays_as_it_is(text, secretary, member):
    comment_on(text, member)
    with pytest.raises(NotNow):
        draft_zero(text=text, clauses=drafted(), actor=secretary, at=AT)


def test_where_many_comments_stand_takes_few_queries(
    text, secretary, member, django_assert_num_queries
):
    for words in ("هر ماه", "گزارش", "کارگروه") * 3:
        comment_on(text, member, on=words)
    version = carry(text, secretary, edit(text, "one", "هر ماه", "هر هفته"))
    clauses = list(clauses_visible_to(member).filter(version=version))
    with django_assert_num_queries(4):
        found = standing(comments_visible_to(member), version, clauses)
    assert [each.gone for each in found] == [False] * 9
