"""A version beside a higher-ranking document: what is paired, what is not, and who sees it."""

import io
import zipfile

import pytest
from django.urls import reverse

from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import UpstreamDraft, draft_zero, enter_upstream, note_finding
from dabir.stages.texts.examining.beside_upstream import beside_upstream
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, drafted, make_text

pytestmark = pytest.mark.django_db

CLAUSES = (
    ("ماده ۹", "اموال عمومی قابل واگذاری نیست مگر به حکم قانون."),
    ("ماده ۱۰", "دبیرخانه گزارش را پس از تأیید منتشر می‌کند."),
    ("ماده ۱۱", "گزارش محرمانه منتشر نمی‌شود."),
)


class World:
    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=make_body("اتحادیه"))
        self.text = make_text(self.group, self.secretary)
        self.version = self.text.versions.get()
        self.document = self.enter()

    def enter(self, clauses=CLAUSES, **details):
        return enter_upstream(
            group=self.group,
            names={"fa": "قانون بالادست"},
            rank="statute",
            clauses=[UpstreamDraft(*each) for each in clauses],
            actor=self.secretary,
            at=AT,
            **details,
        )

    def url(self, name="beside_upstream", document=None, *more):
        key = (document or self.document).pk
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, key, *more])

    def rows(self, reader=None):
        return beside_upstream(self.version, self.document, reader or self.secretary, "fa").rows


@pytest.fixture
def world():
    return World()


def test_clauses_are_paired_by_their_words_whatever_their_numbers(world):
    paired = {row.labels: row for row in world.rows() if row.side == "both"}
    assert [each.uid for each in paired["ماده ۱۰"].clauses] == [UIDS["two"]]
    assert [each.uid for each in paired["ماده ۱۱"].clauses] == [UIDS["note"]]
    assert paired["ماده ۱۱"].same
    assert not paired["ماده ۱۰"].same
    added = [one.old.strip() for one in paired["ماده ۱۰"].changes() if one.kind != "equal"]
    assert added == ["پس از تأیید"]


def test_what_only_one_says_stands_alone(world):
    alone = {row.side: row for row in world.rows() if row.side != "both"}
    assert alone["document"].labels == "ماده ۹"
    assert [each.uid for each in alone["draft"].clauses] == [UIDS["one"]]


def test_every_clause_of_both_is_there_once(world):
    rows = world.rows()
    assert sorted(one.label for row in rows for one in row.upstream) == sorted(
        label for label, _words in CLAUSES
    )
    assert sorted(one.uid for row in rows for one in row.clauses) == sorted(UIDS.values())


def test_a_document_in_english_is_compared_with_the_translation(world):
    english = world.enter([("Article 4", "The secretariat publishes the report.")])
    compared = beside_upstream(world.version, english, world.secretary, "en")
    assert compared.language == "en"
    assert compared.counts["both"] == 1


def test_a_draft_that_was_written_anew_is_paired_anew(world):
    assert sum(row.side == "both" for row in world.rows()) == 2
    anew = [each for each in drafted() if each.uid != UIDS["note"]]
    draft_zero(text=world.text, clauses=anew, actor=world.secretary, at=AT)
    assert sum(row.side == "both" for row in world.rows()) == 1


def test_the_choice_of_versions_offers_the_documents_that_a_reader_may_see(client, world):
    hidden = world.enter(confidentiality=Confidentiality.SECRETARIAT)
    compare = reverse("texts:compare", args=[world.group.code, world.text.pk])
    client.force_login(world.member)
    page = client.get(compare).content.decode()
    assert f"document-{world.document.pk}" in page
    assert f"document-{hidden.pk}" not in page
    assert client.get(world.url(document=hidden)).status_code == 404
    assert client.get(compare, {"from": f"document-{hidden.pk}"}).status_code == 404
    led = client.get(compare, {"from": f"document-{world.document.pk}", "to": 0, "view": "beside"})
    assert led.url == world.url() + "?to=0&view=beside"
    client.force_login(world.secretary)
    assert f"document-{hidden.pk}" in client.get(compare).content.decode()


@pytest.mark.parametrize(
    "choice", ["document-x", "document-", "document-²", "document-" + "9" * 40]
)
def test_a_choice_that_is_no_document_is_not_found(client, world, choice):
    client.force_login(world.member)
    compare = reverse("texts:compare", args=[world.group.code, world.text.pk])
    assert client.get(compare, {"from": choice}).status_code == 404


def test_rows_are_shown_by_where_they_stand(client, world):
    client.force_login(world.member)
    alone = client.get(world.url(), {"show": "document"}).content.decode()
    assert "اموال عمومی" in alone
    assert "هر ماه گزارش" not in alone
    for view in ("line", "beside"):
        page = client.get(world.url(), {"view": view}).content.decode()
        assert "پس از تأیید" in page
        assert "هر ماه گزارش" in page
    assert client.get(world.url(), {"show": "nonsense"}).status_code == 404
    assert client.get(world.url(), {"to": "7"}).status_code == 404


def test_findings_stand_with_the_clauses_that_they_are_on(client, world):
    clauses = {each.label: each for each in world.document.clauses.all()}
    note_finding(
        clause=world.version.clauses.get(uid=UIDS["two"]),
        upstream=clauses["ماده ۱۰"],
        outcome="conflict",
        notes={"fa": "تأیید را نمی‌گوید."},
        actor=world.secretary,
        at=AT,
    )
    held = {row.labels: [str(each) for each in row.findings] for row in world.rows()}
    assert held["ماده ۱۰"] == ["تأیید را نمی‌گوید."]
    assert held["ماده ۱۱"] == held["ماده ۹"] == []
    client.force_login(world.secretary)
    page = client.get(world.url()).content.decode()
    assert "تأیید را نمی‌گوید." in page
    first = world.version.clauses.get(uid=UIDS["two"])
    assert f"clause={first.pk}&amp;upstream={clauses['ماده ۱۰'].pk}" in page


def test_findings_that_a_reader_may_not_see_are_not_told(world):
    note_finding(
        clause=world.version.clauses.get(uid=UIDS["two"]),
        upstream=world.document.clauses.first(),
        outcome="gap",
        notes={"fa": "پنهان"},
        actor=world.secretary,
        at=AT,
        confidentiality=Confidentiality.SECRETARIAT,
    )
    assert not any(row.findings for row in world.rows(world.member))
    assert any(row.findings for row in world.rows())


def test_a_page_asks_as_often_for_a_long_document_as_for_a_short_one(
    client, world, django_assert_max_num_queries
):
    long = world.enter(
        [(f"ماده {place}", f"حکم شمارهٔ {place} دربارهٔ چیزی.") for place in range(80)]
    )
    client.force_login(world.member)
    client.get(world.url())
    with django_assert_max_num_queries(30) as asked:
        client.get(world.url())
    short = len(asked)
    with django_assert_max_num_queries(short):
        page = client.get(world.url(document=long)).content.decode()
    assert "page=2" in page


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_comparison_is_taken_away_as_a_file(client, world, ending):
    client.force_login(world.member)
    answer = client.get(world.url("beside_upstream_file", None, 0, ending))
    assert answer.status_code == 200
    data = b"".join(answer)
    if ending == "pdf":
        assert data.startswith(b"%PDF")
        return
    words = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "اموال عمومی" in words
    assert "<w:del " in words
    assert "<w:ins " in words


def test_no_other_file_is_made(client, world):
    client.force_login(world.member)
    assert client.get(world.url("beside_upstream_file", None, 0, "exe")).status_code == 404
