"""Issuing, acknowledging, revoking; demands until they are settled."""

import hashlib
import json
from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import read_original
from dabir.foundation.files.queries import visible_to as files_visible_to
from dabir.foundation.mail.models import Message
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Content, Entry, Seal
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.issuances.acts import (
    acknowledge,
    change_issuance,
    drop_demand,
    find_insufficient,
    issue,
    prepare_issuance,
    raise_demand,
    reply_to_demand,
    revoke_issuance,
    send_demand,
    settle_demand,
)
from dabir.stages.issuances.models import Demand, Issuance, IssuedClause
from dabir.stages.issuances.queries import (
    by_code,
    clauses_visible_to,
    demands_visible_to,
    published,
    total,
    visible_to,
)
from dabir.stages.issuances.waiting import waiting
from dabir.stages.texts.acts import approve_text, submit_text
from dabir.stages.texts.models import Text
from dabir.stages.texts.queries import latest_version
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import WORDS, make_text

pytestmark = pytest.mark.django_db


class Office:
    """A group with an approved text, a signatory, and a member body that will receive it."""

    def __init__(self, **group) -> None:
        self.group = make_group(responsible_body=make_body("مرکز"), **group)
        self.secretary = make_secretary(self.group)
        self.body = make_body("گیرنده", email="office@receiver.example")
        self.member = make_member(self.group, self.body)
        self.signatory = make_person()
        self.text = make_text(self.group, self.secretary)
        self.version = latest_version(self.text)

    def approve(self) -> None:
        submit_text(text=self.text, actor=self.secretary, at=AT)
        approve_text(text=self.text, actor=self.secretary, at=AT)

    def prepare(self, **details) -> Issuance:
        details = {"recipients": [self.body], "position": "رئیس مرکز"} | details
        return prepare_issuance(
            version=self.version, signatory=self.signatory, actor=self.secretary, at=AT, **details
        )

    def issue(self, **details) -> Issuance:
        return issue(issuance=self.prepare(**details), actor=self.secretary, at=AT)

    def demand(self, issuance: Issuance, **details) -> Demand:
        details = {
            "body": make_body("شرکت"),
            "text": "فهرست داده‌ها داده شود.",
            "reply_by": (AT + timedelta(days=20)).date(),
        } | details
        return raise_demand(issuance=issuance, actor=self.secretary, at=AT, **details)


@pytest.fixture
def office() -> Office:
    made = Office()
    made.approve()
    return made


def test_refuses_a_text_that_is_not_approved():
    office = Office()
    with pytest.raises(NotNow):
        office.issue()
    assert Issuance.objects.get().number == ""


def test_refuses_a_document_without_recipients_unless_it_is_published(office):
    with pytest.raises(NotNow):
        office.issue(recipients=[])
    assert office.issue(recipients=[], mode="published").number


def test_only_the_secretariat_prepares_and_issues(office):
    with pytest.raises(NotPermitted):
        prepare_issuance(
            version=office.version, signatory=office.signatory, actor=office.member, at=AT
        )
    prepared = office.prepare()
    with pytest.raises(NotPermitted):
        issue(issuance=prepared, actor=office.member, at=AT)


def test_a_document_in_preparation_is_the_secretariats_and_changes(office):
    prepared = office.prepare()
    assert not visible_to(office.member).exists()
    other = make_body()
    change_issuance(
        issuance=prepared,
        actor=office.secretary,
        at=AT,
        preamble="برای اجرا ابلاغ می‌شود.",
        recipients=[other],
        copies=[other, office.body],
    )
    pairs = prepared.recipients.values_list("body", "for_action")
    assert set(pairs) == {(other.pk, True), (office.body.pk, False)}


def test_refuses_a_language_that_the_version_lacks(office):
    with pytest.raises(Refused):
        office.prepare(language="ar")


def test_an_issued_document_is_numbered_dated_sealed_and_kept_byte_for_byte(office):
    issuance = office.issue()
    assert issuance.number == "1405/ب/1"
    assert issuance.issued_on == AT.date()
    assert Text.objects.get().state == Text.State.ISSUED
    kept = {name: read_original(getattr(issuance, name)) for name in ("pdf", "docx", "html")}
    assert kept["pdf"].startswith(b"%PDF-")
    assert kept["docx"].startswith(b"PK")
    assert WORDS["two"]["fa"] in kept["html"].decode()
    assert issuance.verification in kept["html"].decode()
    content = Content.objects.filter(entry__act="issuances.issue").order_by("pk").last()
    hashes = json.loads(content.payload)["what"]["files"]
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in kept.items()}
    assert Seal.objects.filter(group=office.group, digest=issuance.seal).exists()
    assert not Entry.objects.filter(group=office.group, seal__isnull=True).exists()


def test_the_printed_seal_covers_the_number(office):
    issuance = office.issue()
    numbered = Entry.objects.filter(act="issuances.issue").order_by("pk").first()
    assert numbered.seal.digest == issuance.seal


def test_numbers_have_no_gap_when_an_issuance_fails(office, monkeypatch):
    def fail(*_arguments, **_more):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("dabir.stages.issuances.acts.issuing.write_pdf", fail)
        with pytest.raises(OSError, match="disk full"):
            office.issue()
    assert Issuance.objects.get().state == Issuance.State.DRAFT
    assert office.issue().number == "1405/ب/1"
    assert office.issue().number == "1405/ب/2"


def test_each_clause_is_linked_to_the_draft_clause_it_came_from(office):
    issuance = office.issue()
    issued = list(issuance.clauses.all())
    assert [one.text for one in issued] == [WORDS[key]["fa"] for key in ("one", "two", "note")]
    for one in issued:
        assert Link.objects.filter(
            source=one.clause.address, target=one.address, relation=Relation.ISSUES
        ).exists()
    english = office.issue(language="en")
    assert english.clauses.first().text == WORDS["one"]["en"]


def test_a_binding_document_is_seen_by_its_recipients_and_the_groups_bodies(office):
    issuance = office.issue()
    outsider = make_member(make_group())
    assert list(visible_to(office.member)) == [issuance]
    assert files_visible_to(office.member).filter(pk=issuance.pdf_id).exists()
    for reader in (None, outsider):
        assert not visible_to(reader).exists()
        assert not clauses_visible_to(reader).exists()
        assert not files_visible_to(reader).filter(pk=issuance.pdf_id).exists()
    assert not published().exists()


def test_a_published_document_is_for_everybody(office):
    issuance = office.issue(mode="published")
    assert list(published()) == [issuance]
    assert clauses_visible_to(None).count() == IssuedClause.objects.count()
    assert files_visible_to(None).filter(pk=issuance.pdf_id).exists()


def test_whoever_has_the_code_finds_the_document(office):
    issuance = office.issue()
    assert by_code(issuance.verification) == issuance
    assert by_code("") is None
    assert by_code("another") is None


def test_recipients_are_told_by_link(office):
    issuance = office.issue()
    mails = Message.objects.filter(about=issuance.address)
    assert set(mails.values_list("to", flat=True)) == {
        "office@receiver.example",
        office.member.email,
    }
    assert not mails.filter(text__contains=WORDS["one"]["fa"]).exists()


def test_a_member_of_the_receiving_body_acknowledges_once(office):
    recipient = office.issue().recipients.get()
    with pytest.raises(NotPermitted):
        acknowledge(recipient=recipient, actor=make_member(office.group), at=AT)
    recipient = acknowledge(recipient=recipient, actor=office.member, at=AT)
    assert recipient.acknowledged_by == office.member
    with pytest.raises(NotNow):
        acknowledge(recipient=recipient, actor=office.member, at=AT)


def test_a_revoked_document_stays_and_says_so(office):
    issuance = office.issue()
    with pytest.raises(Refused):
        revoke_issuance(issuance=issuance, reason=" ", actor=office.secretary, at=AT)
    revoked = revoke_issuance(issuance=issuance, reason="خطا", actor=office.secretary, at=AT)
    assert by_code(issuance.verification).state == Issuance.State.REVOKED
    assert revoked.pdf_id == issuance.pdf_id
    with pytest.raises(NotNow):
        acknowledge(recipient=issuance.recipients.get(), actor=office.member, at=AT)
    with pytest.raises(NotNow):
        office.demand(revoked)


# --- Demands -----------------------------------------------------------------------------------


def test_a_demand_rests_on_an_issued_clause(office):
    issuance = office.issue()
    clause = issuance.clauses.first()
    demand = office.demand(issuance, clause=clause)
    assert Link.objects.filter(source=clause.address, target=demand.address).exists()


@pytest.mark.parametrize("details", [{"text": " "}, {"reply_by": (AT - timedelta(days=2)).date()}])
def test_refuses_an_empty_or_a_late_demand(office, details):
    with pytest.raises(Refused):
        office.demand(office.issue(), **details)


def test_refuses_a_demand_on_a_draft_and_on_another_documents_clause(office):
    first, second = office.issue(), office.issue()
    with pytest.raises(Refused):
        office.demand(first, clause=second.clauses.first())
    with pytest.raises(NotNow):
        office.demand(office.prepare())


def test_a_demand_is_followed_until_a_reply_suffices(office):
    demand = office.demand(office.issue())
    actor = {"actor": office.secretary, "at": AT}
    with pytest.raises(NotNow):
        reply_to_demand(demand=demand, text="پاسخ", **actor)
    send_demand(demand=demand, **actor)
    reply_to_demand(demand=demand, text="پاسخ نخست", **actor)
    with pytest.raises(Refused):
        find_insufficient(demand=demand, reason="", **actor)
    later = (AT + timedelta(days=40)).date()
    found = find_insufficient(demand=demand, reason="ناقص", reply_by=later, **actor)
    assert (found.state, found.reply_by) == (Demand.State.INSUFFICIENT, later)
    reply_to_demand(demand=demand, text="پاسخ دوم", **actor)
    assert settle_demand(demand=demand, **actor).state == Demand.State.SETTLED
    assert demand.replies.count() == 2
    with pytest.raises(NotNow):
        drop_demand(demand=demand, reason="دیر", **actor)


def test_the_demanded_body_replies_for_itself(office):
    demand = office.demand(office.issue(), body=office.body)
    send_demand(demand=demand, actor=office.secretary, at=AT)
    with pytest.raises(NotPermitted):
        reply_to_demand(demand=demand, text="x", actor=make_member(office.group), at=AT)
    reply_to_demand(demand=demand, text="انجام شد.", actor=office.member, at=AT)


def test_a_secret_demand_is_not_counted_for_others(office):
    demand = office.demand(office.issue(), confidentiality="secretariat")
    send_demand(demand=demand, actor=office.secretary, at=AT)
    late = AT + timedelta(days=60)
    assert not demands_visible_to(office.member).exists()
    assert "overdue" not in {each.label for each in waiting(office.member, office.group, late)}
    assert any(each.overdue for each in waiting(office.secretary, office.group, late))
    assert not any(each.overdue for each in waiting(office.member, office.group, late))


def test_totals_count_what_the_reader_sees(office):
    office.prepare()
    office.issue()
    guest = make_person()
    seat(guest, office.group, Role.GUEST)
    assert total(office.secretary, office.group) == 2
    assert total(office.member, office.group) == 1
    assert total(guest, office.group) == 0


def test_every_act_leaves_a_record(office):
    issuance = office.issue()
    acknowledge(recipient=issuance.recipients.get(), actor=office.secretary, at=AT)
    names = set(Entry.objects.values_list("act", flat=True))
    assert {"issuances.prepare_issuance", "issuances.issue", "issuances.acknowledge"} <= names
