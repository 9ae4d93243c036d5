"""Who may follow texts of others, write opinions on them, and adopt what a committee wrote."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.models import Examination, Revision, Text, Version
from dabir.stages.texts.policy import May, may_edit
from dabir.stages.texts.queries import latest_version

WRITING = frozenset({Examination.State.DRAFTING, Examination.State.RETURNED})
"""The states in which opinions are written."""


def may_receive(person: Reader, text: Text) -> Verdict:
    """The secretariat takes revisions of a text in that the group follows, one at a time."""
    allowed = may_edit(person, text)
    if not allowed:
        return allowed
    if not text.external:
        return Verdict.no(_("The text is the group’s own: change it by amendments."))
    if text.revisions.filter(state=Revision.State.OPEN).exists():
        return Verdict.no(
            _("A revision waits to be confirmed: finish it or set it aside first."), error=NotNow
        )
    return allowed


def may_settle(person: Reader, revision: Revision, event: str = "settle") -> Verdict:
    """The secretariat says which clauses of a revision are which, or sets the file aside."""
    return may_edit(person, revision.text) & may_now(revision, event)


def may_begin_examination(person: Reader, version: Version, committee: Group) -> Verdict:
    """The secretariat has a version examined by a committee of its group, or by the group."""
    group = version.text.group
    allowed = permits(person, May.DRAFT, group=group)
    if not allowed:
        return allowed
    if group.pk not in {committee.pk, committee.parent_id}:
        return Verdict.no(_("It is no committee of this group."))
    shown = (Confidentiality.PUBLIC, Confidentiality.GROUP)
    if committee.pk != group.pk and version.text.address.confidentiality not in shown:
        return Verdict.no(
            _("The committee could not read the text: it is shown to others only."), error=NotNow
        )
    if version.examinations.filter(committee=committee).exists():
        return Verdict.no(_("It examines this version already."), error=NotNow)
    latest = latest_version(version.text)
    if latest is not None and latest.pk != version.pk:
        return Verdict.no(
            _("The text has come to %(latest)s since. Look at it again.") % {"latest": latest},
            error=NotNow,
        )
    return allowed


def may_write_opinion(person: Reader, examination: Examination) -> Verdict:
    """Members of the committee write its opinions until they are handed over."""
    allowed = permits(person, May.EXAMINE, group=examination.committee)
    if allowed and examination.state not in WRITING:
        return Verdict.no(
            _("The opinions are not written on now: they are %(state)s.")
            % {"state": examination.get_state_display()},
            error=NotNow,
        )
    return allowed


def may_hand(person: Reader, examination: Examination) -> Verdict:
    """The committee's secretariat hands the opinions to the group, once every one is fresh."""
    allowed = permits(person, May.DRAFT, group=examination.committee) & may_now(examination, "hand")
    if not allowed:
        return allowed
    if examination.own:
        return Verdict.no(_("The group examines the text by itself: adopt the opinions."))
    return _finished(examination)


def may_adopt(person: Reader, examination: Examination) -> Verdict:
    """The group's secretariat adopts what was handed to it, or what the group wrote itself."""
    allowed = permits(person, May.DRAFT, group=examination.version.text.group) & may_now(
        examination, "adopt"
    )
    if not allowed:
        return allowed
    if not examination.own and examination.state != Examination.State.HANDED:
        return Verdict.no(_("The committee has not handed its opinions over yet."), error=NotNow)
    return _finished(examination)


def may_return(person: Reader, examination: Examination) -> Verdict:
    """The group's secretariat returns what a committee handed to it."""
    return permits(person, May.DRAFT, group=examination.version.text.group) & may_now(
        examination, "return"
    )


def _finished(examination: Examination) -> Verdict:
    if not examination.opinions.exists():
        return Verdict.no(_("There is no opinion yet."), error=NotNow)
    if examination.opinions.filter(look_again=True).exists():
        return Verdict.no(
            _("Some clauses have changed since their opinions were written: look at them again."),
            error=NotNow,
        )
    return Verdict.yes()
