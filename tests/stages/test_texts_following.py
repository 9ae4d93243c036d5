"""Texts of others: their revisions, opinions on them, and links proposed by wording."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    adopt_examination,
    begin_examination,
    confirm_opinion,
    drop_opinion,
    follow_text,
    hand_examination,
    propose_amendment,
    receive_revision,
    return_examination,
    set_revision_aside,
    settle_revision,
    write_opinion,
)
from dabir.stages.texts.examining.following import aligned_revision
from dabir.stages.texts.models import Examination, Revision
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.examining import (
    examinations_visible_to,
    opinions_visible_to,
    revisions_visible_to,
)
from tests.factories import AT, make_group, make_member, make_secretary

pytestmark = pytest.mark.django_db

FIRST = """Preamble on the use of remote sensing.

1. States shall share raw pictures of floods within six hours.

2. States are encouraged to train the staff of small agencies.

3. Nothing here limits the right to withhold pictures.
"""
SECOND = FIRST.replace("within six hours", "within two hours").replace(
    "3. Nothing", "3. A fund is set up by the parties, open to all donors.\n\n4. Nothing"
)
DOUBTFUL = FIRST.replace(
    "States are encouraged to train the staff of small agencies",
    "Agencies are encouraged to train people in yearly courses",
)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def committee(group):
    return make_group(parent=group, kind=Group.Kind.COMMITTEE)


@pytest.fixture
def text(group, secretary):
    return follow_text(
        group=group,
        titles={"en": "Draft articles on pictures of floods"},
        issuer="Assembly of Rivers",
        kind="rules",
        actor=secretary,
        at=AT,
    )


def receive(text, person, words=FIRST, symbol="AR/1", name="draft.txt"):
    return receive_revision(
        text=text, data=words.encode(), name=name, symbol=symbol, actor=person, at=AT
    )


def clause(version, part):
    return version.clauses.get(wordings__text__contains=part)


def write(examination, person, part="pictures of floods", words="هشدار زودتر", **more):
    return write_opinion(
        examination=examination,
        clause=clause(examination.version, part),
        said={"opportunities": {"fa": words}},
        actor=person,
        at=AT,
        **more,
    )


def test_a_first_revision_is_a_version_at_once_called_as_its_issuer_calls_it(text, secretary):
    revision = receive(text, secretary)
    version = text.versions.get()
    assert revision.state == Revision.State.SETTLED
    assert version.symbol == "AR/1"
    assert [str(each) for each in version.clauses.all()][1:] == ["1", "2", "3"]


def test_the_file_is_kept_byte_for_byte(text, secretary):
    assert read_original(receive(text, secretary).original) == FIRST.encode()


def test_clauses_are_known_again_in_the_next_revision(text, secretary):
    receive(text, secretary)
    receive(text, secretary, SECOND, "AR/1/Rev.1")
    first, second = text.versions.all()
    assert clause(first, "six hours").uid == clause(second, "two hours").uid
    assert clause(first, "Nothing").uid == clause(second, "Nothing").uid
    assert str(clause(second, "Nothing")) == "4"
    assert clause(second, "fund").uid not in {each.uid for each in first.clauses.all()}


def test_what_is_in_doubt_waits_for_a_person(text, secretary):
    receive(text, secretary)
    revision = receive(text, secretary, DOUBTFUL, "AR/2")
    assert revision.state == Revision.State.OPEN
    [doubt] = aligned_revision(revision).doubts
    with pytest.raises(Refused):
        settle_revision(revision=revision, said={}, actor=secretary, at=AT)
    version = settle_revision(
        revision=revision, said={doubt.place: doubt.uid}, actor=secretary, at=AT
    )
    assert str(clause(version, "yearly courses").uid) == doubt.uid


def test_a_person_may_say_that_a_clause_is_new(text, secretary):
    receive(text, secretary)
    revision = receive(text, secretary, DOUBTFUL, "AR/2")
    [doubt] = aligned_revision(revision).doubts
    version = settle_revision(revision=revision, said={doubt.place: None}, actor=secretary, at=AT)
    assert str(clause(version, "yearly courses").uid) != doubt.uid


def test_one_revision_waits_at_a_time_until_it_is_set_aside(text, secretary):
    receive(text, secretary)
    revision = receive(text, secretary, DOUBTFUL, "AR/2")
    with pytest.raises(NotNow):
        receive(text, secretary, SECOND, "AR/3")
    set_revision_aside(revision=revision, reason="wrong file", actor=secretary, at=AT)
    assert receive(text, secretary, SECOND, "AR/3").version.order == 1


@pytest.mark.parametrize(
    "fault", [{"words": "\x00\x01"}, {"symbol": " "}, {"words": "PK\x03\x04x", "name": "a.docx"}]
)
def test_a_bad_file_or_no_symbol_is_refused_and_nothing_kept(text, secretary, fault):
    with pytest.raises(Refused):
        receive(text, secretary, **fault)
    assert not Revision.objects.exists()


def test_a_symbol_comes_once(text, secretary):
    receive(text, secretary)
    with pytest.raises(Refused):
        receive(text, secretary)


def test_texts_of_others_are_not_amended_here(text, secretary):
    receive(text, secretary)
    with pytest.raises(Refused, match="Assembly of Rivers"):
        propose_amendment(text=text, operations=(), actor=secretary, at=AT)


def test_members_receive_nothing(text, group):
    with pytest.raises(NotPermitted):
        receive(text, make_member(group))


def test_a_confidential_text_hides_its_revisions(group, secretary):
    text = follow_text(
        group=group,
        titles={"en": "Quiet draft"},
        issuer="Assembly",
        kind="rules",
        confidentiality=Confidentiality.SECRETARIAT,
        actor=secretary,
        at=AT,
    )
    receive(text, secretary)
    assert revisions_visible_to(secretary).exists()
    assert not revisions_visible_to(make_member(group)).exists()


def examined(text, secretary, committee):
    receive(text, secretary)
    return begin_examination(
        version=text.versions.get(), committee=committee, actor=secretary, at=AT
    )


def test_a_committee_reads_the_text_it_examines(text, secretary, committee):
    member = make_member(committee)
    assert not clauses_visible_to(member).exists()
    examined(text, secretary, committee)
    assert clauses_visible_to(member).count() == 4


def test_the_group_reads_opinions_once_they_are_handed_to_it(text, group, secretary, committee):
    examination = examined(text, secretary, committee)
    writer, reader = make_member(committee), make_member(group)
    write(examination, writer)
    assert not opinions_visible_to(reader).exists()
    assert not examinations_visible_to(reader).exists()
    hand_examination(examination=examination, actor=make_secretary(committee), at=AT)
    assert opinions_visible_to(reader).count() == 1


def test_a_returned_examination_is_the_committees_alone_again(text, group, secretary, committee):
    examination = examined(text, secretary, committee)
    write(examination, make_member(committee))
    hand_examination(examination=examination, actor=secretary, at=AT)
    return_examination(examination=examination, reason="کوتاه‌تر", actor=secretary, at=AT)
    assert not opinions_visible_to(make_member(group)).exists()
    assert write(examination, make_member(committee), words="کوتاه")


def test_what_is_for_the_committees_secretariat_is_not_shown_by_handing_over(
    text, group, secretary, committee
):
    examination = examined(text, secretary, committee)
    write(examination, secretary, confidentiality=Confidentiality.SECRETARIAT)
    hand_examination(examination=examination, actor=secretary, at=AT)
    assert not opinions_visible_to(make_member(group)).exists()
    assert not opinions_visible_to(make_member(committee)).exists()
    assert opinions_visible_to(secretary).exists()


def test_writing_where_a_hidden_opinion_is_tells_nothing_of_it(text, secretary, committee):
    examination = examined(text, secretary, committee)
    hidden = write(examination, secretary, confidentiality=Confidentiality.SECRETARIAT)
    seen = write(examination, make_member(committee), words="نظر کمیته")
    hidden.refresh_from_db()
    assert seen.pk != hidden.pk
    assert hidden.opportunities == {"fa": "هشدار زودتر"}


def test_opinions_are_carried_and_looked_at_again_where_the_clause_changed(
    text, secretary, committee
):
    examination = examined(text, secretary, committee)
    member = make_member(committee)
    write(examination, member, "six hours")
    write(examination, member, "Nothing")
    receive(text, secretary, SECOND, "AR/1/Rev.1")
    following = Examination.objects.get(carried_from=examination)
    again = {each.clause.text[:6]: each.look_again for each in following.opinions.all()}
    assert again == {"States": True, "Nothin": False}
    with pytest.raises(NotNow):
        hand_examination(examination=following, actor=secretary, at=AT)
    confirm_opinion(opinion=following.opinions.get(look_again=True), actor=member, at=AT)
    assert hand_examination(examination=following, actor=secretary, at=AT).state == "handed"


def test_the_group_adopts_what_was_handed_to_it(text, secretary, committee):
    examination = examined(text, secretary, committee)
    write(examination, secretary)
    with pytest.raises(NotNow):
        adopt_examination(examination=examination, actor=secretary, at=AT)
    hand_examination(examination=examination, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        adopt_examination(examination=examination, actor=make_secretary(committee), at=AT)
    adopt_examination(examination=examination, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        write(examination, secretary)


def test_a_group_examines_by_itself_and_adopts(text, group, secretary):
    examination = examined(text, secretary, group)
    opinion = write(examination, make_member(group))
    drop_opinion(opinion=opinion, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        adopt_examination(examination=examination, actor=secretary, at=AT)
    write(examination, make_member(group))
    assert adopt_examination(examination=examination, actor=secretary, at=AT).state == "adopted"


def test_a_stranger_group_examines_nothing(text, secretary):
    with pytest.raises(Refused):
        examined(text, secretary, make_group())


def test_an_opinion_says_something(text, secretary, committee):
    examination = examined(text, secretary, committee)
    with pytest.raises(Refused):
        write(examination, secretary, words="  ")
