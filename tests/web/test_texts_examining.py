"""Pages of red lines, texts of others, opinions, concordance and proposed links."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.foundation.people.models import Group
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    UpstreamDraft,
    begin_examination,
    enter_upstream,
    hand_examination,
    note_finding,
    propose_links,
    set_guard,
    write_opinion,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.models import (
    Examination,
    Finding,
    Ground,
    Guard,
    Likeness,
    Opinion,
    Text,
    Upstream,
)
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose
from tests.stages.test_texts_following import DOUBTFUL, FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


@pytest.fixture
def red_line(group, secretary):
    line = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    return line


def page(client, name, group, *more, status=200, **query):
    found = client.get(reverse(f"texts:{name}", args=[group.code, *more]), query)
    assert found.status_code == status
    return found.content.decode()


def send(client, name, group, *more, **typed):
    return client.post(reverse(f"texts:{name}", args=[group.code, *more]), typed)


def guarded(text, red_line, secretary, **more):
    details = {"must_contain": ["هر ماه"], "text": text} | more
    return set_guard(consideration=red_line, language="fa", actor=secretary, at=AT, **details)


def test_red_lines_stand_over_versions_with_what_amendments_do(
    client, text, group, secretary, red_line
):
    guarded(text, red_line, secretary)
    propose(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    client.force_login(secretary)
    shown = page(client, "red_lines", group, text.pk)
    assert red_line.text in shown
    assert "«هر ماه»" in shown


def test_who_may_not_see_a_red_line_sees_a_page_as_if_there_were_none(
    client, text, group, secretary, red_line
):
    client.force_login(make_member(group))
    before = page(client, "red_lines", group, text.pk)
    guard = guarded(text, red_line, secretary)
    after = page(client, "red_lines", group, text.pk)
    assert before.partition("<main")[2] == after.partition("<main")[2]
    page(client, "judge", group, text.pk, guard.pk, status=404)


def test_a_red_line_is_guarded_by_a_question_and_judged(client, text, group, secretary, red_line):
    client.force_login(secretary)
    answer = send(
        client, "guard", group, text.pk,
        consideration=red_line.pk, language="fa", question="آیا مهلت کوتاه مانده است؟",
        judge=secretary.pk,
    )  # fmt: skip
    assert answer.status_code == 302
    guard = Guard.objects.get()
    assert guard.judge == secretary
    assert "آیا مهلت" in page(client, "red_lines", group, text.pk)
    page(client, "judge", group, text.pk, guard.pk)
    send(client, "judge", group, text.pk, guard.pk, crossed="yes", reason="نمانده است")
    assert guard.judgements.get().crossed
    assert "نمانده است" in page(client, "red_lines", group, text.pk)


def followed(client, group):
    send(
        client, "follow", group, titles_fa="پیش‌نویس رودها", titles_en="Draft on rivers",
        issuer="Assembly", kind="rules", language="en", confidentiality="group",
    )  # fmt: skip
    return Text.objects.get(external=True)


def received(client, group, text, words, symbol):
    return send(
        client, "receive_revision", group, text.pk,
        file=SimpleUploadedFile("draft.txt", words.encode()), symbol=symbol,
    )  # fmt: skip


def test_a_text_of_others_is_followed_and_its_doubts_are_settled(client, group, secretary):
    client.force_login(secretary)
    page(client, "follow", group)
    text = followed(client, group)
    assert "Assembly" in page(client, "revisions", group, text.pk)
    page(client, "receive_revision", group, text.pk)
    received(client, group, text, FIRST, "AR/1")
    received(client, group, text, DOUBTFUL, "AR/2")
    revision = text.revisions.first()
    shown = page(client, "revision", group, text.pk, revision.pk)
    assert "yearly courses" in shown
    send(client, "revision", group, text.pk, revision.pk, **{"line-2": "new"})
    assert text.versions.count() == 2
    assert "AR/2" in page(client, "text", group, text.pk)
    response = client.get(reverse("texts:revision_file", args=[group.code, text.pk, revision.pk]))
    assert response.content == DOUBTFUL.encode()


def test_a_file_that_is_no_text_is_refused_on_the_page(client, group, secretary):
    client.force_login(secretary)
    text = followed(client, group)
    assert received(client, group, text, "PK\x03\x04", "AR/1").status_code == 200
    assert not text.revisions.exists()


@pytest.fixture
def committee(group):
    return make_group(parent=group, kind=Group.Kind.COMMITTEE)


def test_a_committee_writes_hands_over_and_the_group_adopts(
    client, text, group, secretary, committee
):
    client.force_login(secretary)
    page(client, "begin_examination", group, text.pk)
    send(client, "begin_examination", group, text.pk, committee=committee.pk)
    examination = Examination.objects.get()
    clause = examination.version.clauses.first()
    client.force_login(make_member(committee))
    assert clause.text in page(client, "opinions", committee, examination.pk)
    page(client, "write_opinion", committee, examination.pk, clause.pk)
    send(
        client, "write_opinion", committee, examination.pk, clause.pk,
        threats="گزارش دیر می‌رسد", confidentiality="group",
    )  # fmt: skip
    assert Opinion.objects.get().threats == {"fa": "گزارش دیر می‌رسد"}
    member = make_member(group)
    client.force_login(member)
    page(client, "opinions", group, examination.pk, status=404)
    client.force_login(secretary)
    send(client, "hand_opinions", committee, examination.pk)
    client.force_login(member)
    assert "گزارش دیر" in page(client, "opinions", group, examination.pk)
    client.force_login(secretary)
    send(client, "adopt_opinions", group, examination.pk)
    examination.refresh_from_db()
    assert examination.state == "adopted"


def handed(text, secretary, committee, **more):
    examination = begin_examination(
        version=text.versions.get(), committee=committee, actor=secretary, at=AT
    )
    write_opinion(
        examination=examination, clause=text.versions.get().clauses.first(),
        said={"strategies": {"fa": "راهبرد پنهان"}}, actor=secretary, at=AT, **more,
    )  # fmt: skip
    return hand_examination(examination=examination, actor=secretary, at=AT)


def words_of(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_files_of_opinions_hold_what_their_reader_may_see(
    client, text, group, secretary, committee
):
    examination = handed(text, secretary, committee, confidentiality=Confidentiality.SECRETARIAT)
    address = reverse("texts:opinions_file", args=[group.code, examination.pk, "docx"])
    client.force_login(secretary)
    assert "راهبرد پنهان" in words_of(client.get(address).content)
    client.force_login(make_member(group))
    assert "راهبرد پنهان" not in words_of(client.get(address).content)


def upstream(group, secretary):
    return enter_upstream(
        group=group, names={"fa": "قانون بالادست"}, rank="statute",
        clauses=[UpstreamDraft("ماده ۷", "گزارش هر ماه همگانی است.")], actor=secretary, at=AT,
    ).clauses.get()  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_the_table_of_concordance_is_a_page_and_files(client, text, group, secretary, ending):
    note_finding(
        clause=text.versions.get().clauses.first(), upstream=upstream(group, secretary),
        outcome="opportunity", notes={"fa": "هم‌سو است"}, actor=secretary, at=AT,
    )  # fmt: skip
    client.force_login(secretary)
    for by in ("clause", "document"):
        assert "هم‌سو است" in page(client, "concordance", group, text.pk, by=by)
    address = reverse("texts:concordance_file", args=[group.code, text.pk, ending])
    assert client.get(address).status_code == 200


def test_a_hidden_finding_is_in_no_table(client, text, group, secretary):
    note_finding(
        clause=text.versions.get().clauses.first(), upstream=upstream(group, secretary),
        outcome="threat", notes={"fa": "پنهان"}, actor=secretary, at=AT,
        confidentiality=Confidentiality.SECRETARIAT,
    )  # fmt: skip
    client.force_login(make_member(group))
    assert "پنهان" not in page(client, "concordance", group, text.pk)
    assert Finding.objects.exists()


def test_an_upstream_document_is_read_from_its_file_and_confirmed(client, text, group, secretary):
    client.force_login(secretary)
    page(client, "upstream_upload", group, text.pk)
    words = "قانون آب\n\nماده ۱ ـ آب از آن همه است.\n\nماده ۲ ـ هر استان حوضه‌ای دارد.\n"
    answer = send(
        client, "upstream_upload", group, text.pk,
        file=SimpleUploadedFile("law.txt", words.encode()),
    )  # fmt: skip
    shown = client.get(answer["Location"]).content.decode()
    assert "آب از آن همه است." in shown
    client.post(
        answer["Location"],
        {"names_fa": "قانون آب", "rank": "statute", "clauses": words, "confidentiality": "group"},
    )
    document = Upstream.objects.get()
    assert [each.label for each in document.clauses.all()] == ["ماده ۱", "ماده ۲"]
    assert document.original.name == "law.txt"


def test_proposed_links_show_shared_words_and_become_grounds(client, text, group, secretary):
    consideration = make_consideration(group, secretary)
    version = text.versions.get()
    clause = version.clauses.get(uid=UIDS["one"])
    propose_links(
        version=version,
        found=[Found(clause.pk, 0.6, [(0, 7, 0, 3)], consideration=consideration.pk)],
        at=AT,
    )
    client.force_login(secretary)
    assert "<mark>" in page(client, "links", group, text.pk)
    likeness = Likeness.objects.get()
    send(client, "confirm_link", group, text.pk, likeness.pk)
    assert Ground.objects.get().consideration == consideration
    assert send(client, "look_for_links", group, text.pk).status_code == 302


def test_links_to_what_is_hidden_are_not_shown(client, text, group, secretary):
    hidden = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    version = text.versions.get()
    clause = version.clauses.get(uid=UIDS["one"])
    propose_links(
        version=version,
        found=[Found(clause.pk, 0.6, [], consideration=hidden.pk)],
        at=AT,
    )
    client.force_login(make_member(group))
    assert "<mark>" not in page(client, "links", group, text.pk)
    page(client, "dismiss_link", group, text.pk, Likeness.objects.get().pk, status=404)
