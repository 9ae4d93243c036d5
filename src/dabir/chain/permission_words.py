"""What each permission is called on the page of roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

WORDS = {
    "mandates.manage_members": _("seat members"),
    "mandates.take_over": _("take a mandate over"),
    "mandates.assign": _("assign duties"),
    "mandates.verify": _("accept or return reports"),
    "mandates.report": _("report on duties"),
    "mandates.read": _("read mandates and duties"),
    "mandates.open_points": _("pursue open points of documents"),
    "calendar.choose": _("decide how days are counted"),
    "calendar.shape": _("edit the group's holiday calendars"),
    "calendar.subscribe": _("subscribe to the group's calendar"),
    "calls.read": _("read calls"),
    "calls.draft": _("draft calls"),
    "calls.open": _("open and close calls"),
    "submissions.read_published": _("read published contributions"),
    "submissions.enter": _("enter contributions"),
    "submissions.decide": _("accept or decline contributions"),
    "submissions.publish": _("publish contributions"),
    "submissions.cut": _("cut contributions into passages"),
    "submissions.redact": _("redact words"),
    "submissions.dispose": _("set the outcome of passages"),
    "submissions.tell": _("tell contributors"),
    "submissions.open_identity": _("open an identity"),
    "submissions.erase": _("erase a contribution"),
    "submissions.admit": _("admit nominees"),
    "submissions.answer_contestation": _("answer who contests a reading"),
    "submissions.set_mailbox": _("set up mailboxes of calls"),
    "submissions.give_tokens": _("let other systems hand contributions in"),
    "themes.read": _("read themes"),
    "themes.code": _("put passages under themes"),
    "themes.distil": _("distil considerations"),
    "themes.adopt": _("adopt considerations"),
    "themes.analyse": _("run the analysis, and decide on what it proposes"),
    "positions.read": _("read positions"),
    "positions.record": _("record statements"),
    "positions.position": _("draft and circulate own positions"),
    "texts.read": _("read texts"),
    "texts.draft": _("draft texts"),
    "texts.propose": _("propose amendments"),
    "texts.comment": _("comment on texts"),
    "texts.rule": _("rule on amendments"),
    "texts.dispose": _("dispose of comments on texts"),
    "texts.hand_up": _("submit texts"),
    "texts.examine": _("examine texts against upstream documents"),
    "decisions.read": _("read decisions"),
    "decisions.hold": _("hold meetings"),
    "decisions.decide": _("record decisions and votes"),
    "decisions.write_minutes": _("write minutes"),
    "decisions.approve_minutes": _("approve minutes"),
    "decisions.submit": _("submit to the higher body"),
    "issuances.read": _("read issuances"),
    "issuances.prepare": _("prepare issuances"),
    "issuances.issue": _("issue"),
    "issuances.revoke": _("revoke issuances"),
    "issuances.demand": _("raise and follow demands"),
    "issuances.acknowledge": _("acknowledge receipt"),
    "proposals.read_document": _("have a document read"),
    "proposals.confirm": _("confirm readings"),
    "letters.write": _("write letters"),
    "letters.register": _("register letters"),
    "letters.send": _("send letters"),
    "letters.file": _("put letters on file"),
    "letters.refer": _("refer items"),
    "letters.show": _("show an item with a referral"),
    "letters.number": _("set number patterns"),
    "record.read": _("read the record"),
    "record.verify": _("verify the record"),
}

STAGES = {
    "mandates": _("Mandates"),
    "calls": _("Calls"),
    "submissions": _("Submissions"),
    "themes": _("Themes"),
    "positions": _("Positions"),
    "texts": _("Texts"),
    "decisions": _("Decisions"),
    "issuances": _("Issuances"),
    "proposals": _("Documents read"),
    "letters": _("Letters and referrals"),
    "calendar": _("Calendars"),
    "record": _("Record"),
}


def in_words(permission: str) -> str:
    """Return what a permission is called."""
    return str(WORDS.get(permission, permission))


def in_order(stages: Iterable[str]) -> list[str]:
    """Return the stages in the order of the chain, then the parts of the foundation."""
    known = list(STAGES)
    return sorted(stages, key=lambda stage: known.index(stage) if stage in known else len(known))


def stage_in_words(stage: str) -> str:
    """Return the name of the stage, or of the part of the foundation, that grants."""
    return str(STAGES.get(stage, stage))
