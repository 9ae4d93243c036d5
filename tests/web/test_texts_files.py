"""The files of a text: what may be taken away, by whom, and what stands in it."""

import io
import json
import zipfile
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from dabir.formats.akoma_ntoso import read_akoma_ntoso
from dabir.formats.word_changes import read_tracked
from dabir.foundation.people.models import Role
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import derive_version, join_option, rule_amendment
from dabir.stages.texts.files.going_out import COMPILATION_ENDINGS, VERSION_ENDINGS
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import WORDS, edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

HIDDEN = "پنهانی"


class World:
    """A text in its first revision, with an open amendment, a closed one and one co-sponsored."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other = make_body("اتحادیه"), make_body("سازمان")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.another = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)
        first = propose(
            self.text, self.member, edit(self.text, "one", "هر ماه", "هر هفته"), body=self.body
        )
        rule_amendment(amendment=first, accept=True, actor=self.secretary, at=AT)
        derive_version(text=self.text, actor=self.secretary, at=AT)
        self.open = propose(
            self.text, self.member, edit(self.text, "one", "هر هفته", "هر روز"), body=self.body
        )
        propose(
            self.text,
            self.secretary,
            edit(self.text, "two", "منتشر می‌کند", HIDDEN),
            confidentiality=Confidentiality.SECRETARIAT,
        )

    def url(self, name="exchange", **query):
        address = reverse(f"texts:{name}", args=[self.group.code, self.text.pk])
        return f"{address}?{urlencode(query)}" if query else address


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_member(client, world):
    client.force_login(world.member)
    return client


def words_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_offers_every_file_in_the_readers_language(client, world, language):
    world.member.language = language
    world.member.save()
    client.force_login(world.member)
    html = client.get(world.url()).content.decode()
    assert f'lang="{language}"' in html
    for ending in {*VERSION_ENDINGS, *COMPILATION_ENDINGS}:
        assert f'value="{ending}"' in html
    if language == "fa":
        assert left_in_english(html, "texts") == []


@pytest.mark.parametrize("ending", VERSION_ENDINGS)
@pytest.mark.parametrize("language", ["fa", "both"])
def test_a_version_goes_out_in_every_form(as_member, world, ending, language):
    answer = as_member.get(
        world.url("version_file", version=1, language=language, lines="on", ending=ending)
    )
    assert answer.status_code == 200
    assert f"rev1.{ending}" in answer["Content-Disposition"]
    assert len(answer.content) > 500


@pytest.mark.parametrize("ending", COMPILATION_ENDINGS)
def test_a_compilation_goes_out_in_every_form(as_member, world, ending):
    answer = as_member.get(
        world.url("compiled_file", version=1, language="fa", contests="rows", ending=ending)
    )
    assert answer.status_code == 200
    assert f"compilation.{ending}" in answer["Content-Disposition"]


def test_a_plain_word_file_says_which_version_it_is_and_tracks_nothing(as_member, world):
    answer = as_member.get(world.url("version_file", version=0, language="fa", ending="docx"))
    read = read_tracked(answer.content)
    assert not read.is_changed
    assert read.issued.endswith(":0")
    assert WORDS["one"]["fa"] in "\n".join(line.text for line in read.base)


def test_tracked_changes_between_versions_give_both_back(as_member, world):
    answer = as_member.get(
        world.url("between_file", before=0, after=1, language="fa", ending="docx")
    )
    read = read_tracked(answer.content)
    before, after = ("\n".join(line.text for line in lines) for lines in (read.base, read.target))
    assert "هر ماه" in before
    assert "هر هفته" not in before
    assert "هر هفته" in after


def test_what_a_reader_may_not_see_is_in_no_file(client, world):
    for person, seen in ((world.secretary, True), (world.member, False)):
        client.force_login(person)
        for ending in ("docx", "html", "json", "xml"):
            query = {"version": 1, "language": "fa", "contests": "rows", "ending": ending}
            data = client.get(world.url("compiled_file", **query)).content
            words = words_of(data) if ending == "docx" else data.decode()
            assert (HIDDEN in words) is seen, ending


def test_the_closest_class_of_what_stands_in_a_file_is_printed(client, world):
    query = {"version": 1, "language": "fa", "contests": "rows", "ending": "json"}
    classes = []
    for person in (world.secretary, world.member):
        client.force_login(person)
        answer = client.get(world.url("compiled_file", **query))
        classes.append(json.loads(answer.content)["classification"])
    assert classes == [Confidentiality.SECRETARIAT.label, Confidentiality.GROUP.label]


def test_each_option_names_the_bodies_behind_it_and_no_person(as_member, world):
    join_option(amendment=world.open, places=[0], body=world.other, actor=world.another, at=AT)
    query = {"version": 1, "language": "fa", "contests": "rows", "ending": "json"}
    answer = as_member.get(world.url("compiled_file", **query)).content
    [slot] = json.loads(answer)["slots"]
    assert slot["options"][1]["supporters"] == [world.body.name, world.other.name]
    assert slot["options"][1]["amendments"] == [world.open.number]
    assert world.member.name not in answer.decode()


def test_a_word_compilation_tracks_changes_by_author(as_member, world):
    query = {"version": 1, "language": "fa", "contests": "rows", "ending": "docx"}
    read = read_tracked(as_member.get(world.url("compiled_file", **query)).content)
    assert read.authors == (world.body.name,)


def test_akoma_ntoso_gives_the_clauses_back(as_member, world):
    answer = as_member.get(world.url("version_file", version=1, language="both", ending="xml"))
    read = read_akoma_ntoso(answer.content)
    assert {clause.text["en"] for clause in read.version.clauses.values()} == {
        words["en"] for words in WORDS.values()
    }


def test_a_file_that_is_not_written_is_not_found(as_member, world):
    for query in (
        {"version": 1, "language": "fa", "ending": "exe"},
        {"version": 9, "language": "fa", "ending": "pdf"},
        {"version": 1, "language": "xx", "ending": "pdf"},
    ):
        assert as_member.get(world.url("version_file", **query)).status_code == 404


def test_guests_and_strangers_find_no_files(client, world):
    guest = make_person()
    seat(guest, world.group, Role.GUEST)
    for person in (guest, make_person()):
        client.force_login(person)
        for name in ("exchange", "version_file", "compiled_file", "between_file"):
            address = world.url(name, version=1, language="fa", ending="json", contests="rows")
            assert client.get(address).status_code == 404


def test_the_page_takes_few_queries(as_member, world, django_assert_max_num_queries):
    as_member.get(world.url())
    with django_assert_max_num_queries(22):
        as_member.get(world.url())
