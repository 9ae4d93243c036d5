"""Changed copies that come back: kept, shown as what they would propose, and proposed."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dabir.domain.drafting import Add, Delete, Edit
from dabir.domain.drafting.comparing.marked import write_marked
from dabir.formats.word_changes import AuthoredChanges, Front, write_tracked
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.models import Original
from dabir.foundation.record.queries import visible_to as entries_visible_to
from dabir.stages.texts.acts import derive_version, rule_amendment
from dabir.stages.texts.files.going_out import issued_mark
from dabir.stages.texts.models import Amendment, ReceivedFile
from dabir.stages.texts.queries import latest_version
from dabir.stages.texts.snapshots import as_drafted, snapshot
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, WORDS, add_note, delete, edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

NAME = "پیشنهاد.docx"


class World:
    def __init__(self):
        self.group = make_group()
        self.body, self.other = make_body("اتحادیه"), make_body("سازمان")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.another = make_member(self.group, body=self.other)
        self.text = make_text(self.group, self.secretary)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def word(self, *changes, issued=True):
        """A Word file of the present version; changes are (author, operation, …)."""
        version = latest_version(self.text)
        return write_tracked(
            snapshot(version),
            [
                AuthoredChanges(author=author, operations=tuple(operations), at=datetime.now(UTC))
                for author, *operations in changes
            ],
            language="fa",
            front=Front(title="آیین‌نامهٔ گزارش"),
            issued=issued_mark(version) if issued else "",
        )

    def derive(self, *operations):
        made = propose(self.text, self.secretary, *operations)
        rule_amendment(amendment=made, accept=True, actor=self.secretary, at=AT)
        return derive_version(text=self.text, actor=self.secretary, at=AT)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def as_member(client, world):
    client.force_login(world.member)
    return client


def send(client, world, data, name=NAME):
    """Upload a file; return the answer, on the page that follows."""
    upload = SimpleUploadedFile(name, data)
    return client.post(world.url("receive"), {"file": upload}, follow=True)


def page_of(world):
    return world.url("received", ReceivedFile.objects.first().pk)


def accept(client, world, query="", **more):
    given = {"confidentiality": "group", "body-0": world.body.pk, **more}
    return client.post(page_of(world) + query, given, follow=True)


def test_a_tracked_file_becomes_the_amendment_that_it_was_drawn_as(as_member, world):
    change = edit(world.text, "one", "هر ماه", "هر هفته")
    data = world.word((world.body.name, change))
    html = send(as_member, world, data).content.decode()
    assert "<ins" in html
    assert "هفته" in html
    assert not Amendment.objects.exists()
    accept(as_member, world)
    made = Amendment.objects.get()
    assert as_drafted(made).operations == (change,)
    assert made.proposer == world.body
    received = ReceivedFile.objects.get()
    assert list(received.amendments.all()) == [made]
    assert read_original(received.original) == data


def test_each_author_is_an_amendment_and_whoever_is_left_out_is_none(client, world):
    client.force_login(world.secretary)
    data = world.word(
        (world.body.name, edit(world.text, "one", "هر ماه", "هر هفته")),
        (world.other.name, add_note("one", "تبصرهٔ تازه."), delete("note")),
    )
    html = send(client, world, data).content.decode()
    assert f'<option value="{world.other.pk}" selected>' in html
    given = {"take-1": "on", "body-1": world.other.pk}
    client.post(page_of(world), {"confidentiality": "group", **given}, follow=True)
    made = Amendment.objects.get()
    assert made.proposer == world.other
    assert {type(each) for each in as_drafted(made).operations} == {Add, Delete}


def test_a_file_of_an_earlier_version_is_carried_to_the_present_one(as_member, world):
    data = world.word((world.body.name, edit(world.text, "one", "هر ماه", "هر هفته")))
    world.derive(edit(world.text, "one", "گزارش", "گزارش کامل"))
    send(as_member, world, data)
    accept(as_member, world)
    made = Amendment.objects.get(proposer=world.body)
    [operation] = as_drafted(made).operations
    assert made.base == latest_version(world.text)
    assert isinstance(operation, Edit)
    assert "هفته" in operation.new


def test_what_the_present_version_contradicts_is_said_and_left_out(as_member, world):
    data = world.word(
        (
            world.body.name,
            edit(world.text, "one", "هر ماه", "هر هفته"),
            edit(world.text, "two", "منتشر", "بازنشر"),
        )
    )
    world.derive(edit(world.text, "one", "هر ماه", "هر سال"))
    html = send(as_member, world, data).content.decode()
    assert "هفته" in html
    accept(as_member, world)
    [operation] = as_drafted(Amendment.objects.get(proposer=world.body)).operations
    assert operation.uid == UIDS["two"]


def test_changes_tracked_against_another_base_say_where_it_parts_and_offer_the_right_one(
    as_member, world
):
    data = world.word((world.body.name, edit(world.text, "two", "منتشر", "بازنشر")), issued=False)
    world.derive(edit(world.text, "one", "هر ماه", "هر سال"))
    html = send(as_member, world, data).content.decode()
    assert "?base=0" in html
    assert "هر سال" in html
    refused = as_member.post(page_of(world), {"confidentiality": "group"})
    assert not Amendment.objects.filter(proposer=world.body).exists()
    assert refused.status_code == 200
    accept(as_member, world, "?base=0")
    assert Amendment.objects.get(proposer=world.body).base == latest_version(world.text)


def test_a_clean_copy_is_compared_clause_by_clause(as_member, world):
    words = write_marked(snapshot(latest_version(world.text)), "fa")
    changed = words.replace("هر ماه", "هر هفته") + "\n\nماده ۳ ـ این آیین‌نامه لازم‌اجراست."
    send(as_member, world, changed.encode(), "copy.txt")
    accept(as_member, world)
    operations = as_drafted(Amendment.objects.get()).operations
    [reworded] = [each for each in operations if isinstance(each, Edit)]
    [added] = [each for each in operations if isinstance(each, Add)]
    assert (reworded.uid, reworded.new) == (UIDS["one"], "هفته")
    assert added.text == {"fa": "این آیین‌نامه لازم‌اجراست."}
    assert added.parent is None
    assert len(operations) == 2


def test_a_copy_in_which_nothing_changed_proposes_nothing(as_member, world):
    words = write_marked(snapshot(latest_version(world.text)), "fa")
    html = send(as_member, world, words.encode(), "copy.txt").content.decode()
    assert "<ins" not in html
    accept(as_member, world)
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("mark", ["ماده ۲ ـ", "ماده ۲ـ"])
def test_a_line_in_doubt_waits_for_a_person(as_member, world, mark):
    words = write_marked(snapshot(latest_version(world.text)), "fa")
    assert "ماده ۲ ـ" in words
    words = words.replace("ماده ۲ ـ", mark)
    words = words.replace(WORDS["two"]["fa"], "شورا آیین این کار را می‌نویسد و ابلاغ می‌کند.")
    html = send(as_member, world, words.encode(), "copy.txt").content.decode()
    assert 'value="new"' in html
    accept(as_member, world)
    assert not Amendment.objects.filter(proposer=world.body).exists()
    place = re.search(r'name="(line-\d+)"', html).group(1)
    accept(as_member, world, f"?{place}={UIDS['two']}")
    operations = as_drafted(Amendment.objects.get(proposer=world.body)).operations
    assert {type(each) for each in operations} == {Edit}
    assert {each.uid for each in operations} == {UIDS["two"]}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (NAME, b"PK\x03\x04 this is no archive"),
        (NAME, b"\xd0\xcf\x11\xe0" + bytes(600)),
        (NAME, b""),
        ("copy.txt", b" \n \n"),
        ("copy.pdf", b"%PDF-1.7 nothing"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_kept(as_member, world, name, data):
    answer = send(as_member, world, data, name)
    assert answer.status_code == 200
    assert 'class="field-error' in answer.content.decode() or "form-errors" in (
        answer.content.decode()
    )
    assert not ReceivedFile.objects.exists()
    assert not Original.objects.exists()


def test_a_megabyte_in_one_clause_is_refused_in_a_sentence(as_member, world):
    words = write_marked(snapshot(latest_version(world.text)), "fa")
    long = words.replace("هر ماه", "هر ماه " + "واژه " * 120_000)
    send(as_member, world, long.encode(), "copy.txt")
    answer = accept(as_member, world)
    assert answer.status_code == 200
    assert not Amendment.objects.exists()
    assert "form-errors" in answer.content.decode()


def test_nobody_proposes_for_a_body_they_do_not_sit_for(as_member, world):
    send(as_member, world, world.word((world.body.name, delete("note"))))
    accept(as_member, world, **{"body-0": world.other.pk})
    assert not Amendment.objects.exists()


def test_a_file_is_its_senders_and_the_secretariats(client, world):
    client.force_login(world.member)
    send(client, world, world.word((world.body.name, delete("note"))))
    address = page_of(world)
    for person, seen in ((world.member, 200), (world.secretary, 200), (world.another, 404)):
        client.force_login(person)
        assert client.get(address).status_code == seen
        listed = client.get(world.url("exchange")).content.decode()
        assert (address in listed) is (seen == 200)


def test_a_file_is_proposed_from_once(as_member, world):
    send(as_member, world, world.word((world.body.name, delete("note"))))
    accept(as_member, world)
    again = accept(as_member, world).content.decode()
    assert Amendment.objects.count() == 1
    assert world.url("amendment", 1) in again


def test_a_file_set_aside_stays_as_it_came(as_member, world):
    send(as_member, world, world.word((world.body.name, delete("note"))))
    received = ReceivedFile.objects.get()
    as_member.post(world.url("received_aside", received.pk))
    accept(as_member, world)
    received.refresh_from_db()
    assert received.set_aside_at
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_pages_speak_the_readers_language(client, world, language):
    world.member.language = language
    world.member.save()
    client.force_login(world.member)
    send(client, world, world.word((world.body.name, delete("note"))))
    aside = world.url("received_aside", ReceivedFile.objects.get().pk)
    for address in (world.url("receive"), page_of(world), aside, world.url("exchange")):
        html = client.get(address).content.decode()
        assert f'lang="{language}"' in html
        if language == "fa":
            assert left_in_english(html, "texts") == [], address


def test_single_clauses_of_an_author_are_left_out(as_member, world):
    kept = edit(world.text, "one", "هر ماه", "هر هفته")
    data = world.word((world.body.name, kept, delete("note"), add_note("one", "تبصرهٔ تازه.")))
    html = send(as_member, world, data).content.decode()
    assert html.count('name="without-0"') == 3
    accept(as_member, world, **{"without-0": [UIDS["note"]]})
    made = as_drafted(Amendment.objects.get()).operations
    assert kept in made
    assert {type(each) for each in made} == {Edit, Add}


def test_what_is_left_out_is_remembered_when_something_else_is_wrong(as_member, world):
    data = world.word(
        (world.body.name, edit(world.text, "one", "هر ماه", "هر هفته"), delete("note"))
    )
    send(as_member, world, data)
    html = accept(
        as_member, world, **{"without-0": [UIDS["note"]], "confidentiality": "nobody"}
    ).content.decode()
    assert re.search(rf'value="{UIDS["note"]}" checked', html)
    assert not Amendment.objects.exists()


def test_leaving_everything_out_is_refused(as_member, world):
    data = world.word(
        (world.body.name, edit(world.text, "one", "هر ماه", "هر هفته"), delete("note"))
    )
    send(as_member, world, data)
    html = accept(as_member, world, **{"without-0": [UIDS["one"], UIDS["note"]]}).content.decode()
    assert not Amendment.objects.exists()
    assert "refusal" in html or "form-errors" in html


def test_a_lone_change_is_not_offered_to_be_left_out(as_member, world):
    data = world.word((world.body.name, edit(world.text, "one", "هر ماه", "هر هفته")))
    assert 'name="without-' not in send(as_member, world, data).content.decode()
    accept(as_member, world, **{"without-0": ["nonsense"]})
    assert not Amendment.objects.exists()


def test_a_clause_that_a_copy_adds_can_be_left_out(as_member, world):
    words = write_marked(snapshot(latest_version(world.text)), "fa")
    changed = words.replace("هر ماه", "هر هفته") + "\n\nماده ۳ ـ این آیین‌نامه لازم‌اجراست."
    html = send(as_member, world, changed.encode(), "copy.txt").content.decode()
    uids = re.findall(r'name="without-0" value="([^"]+)"', html)
    (added,) = (uid for uid in uids if uid not in UIDS.values())
    accept(as_member, world, **{"without-0": [added]})
    assert {type(each) for each in as_drafted(Amendment.objects.get()).operations} == {Edit}


def test_a_file_shown_against_an_earlier_version_is_shown_again_first(as_member, world):
    data = world.word((world.body.name, edit(world.text, "one", "هر ماه", "هر هفته")))
    page = send(as_member, world, data)
    shown = page.context["form"]["present"].value()
    world.derive(edit(world.text, "two", "منتشر", "پخش"))
    page = accept(as_member, world, present=shown)
    assert not Amendment.objects.filter(proposer=world.body).exists()
    accept(as_member, world, present=page.context["form"]["present"].value())
    assert Amendment.objects.filter(proposer=world.body).count() == 1


def test_what_others_made_of_a_file_is_hidden_from_its_sender(client, world):
    client.force_login(world.member)
    send(client, world, world.word((world.body.name, edit(world.text, "one", "ماه", "هفته"))))
    client.force_login(world.secretary)
    accept(client, world, confidentiality="secretariat")
    (made,) = Amendment.objects.all()
    assert world.url("amendment", made.number) in client.get(page_of(world)).content.decode()
    client.force_login(world.member)
    assert world.url("amendment", made.number) not in client.get(page_of(world)).content.decode()


def test_that_a_file_was_sent_is_not_told_to_other_delegations(as_member, world):
    send(as_member, world, world.word((world.body.name, edit(world.text, "one", "ماه", "هفته"))))
    as_member.post(world.url("received_aside", ReceivedFile.objects.get().pk))
    told = entries_visible_to(world.another, world.group).values_list("act", flat=True)
    assert not {"texts.keep_text_file", "texts.set_text_file_aside"} & set(told)
