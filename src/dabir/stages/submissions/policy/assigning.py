"""Who gives submissions to readers, and who may be given them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotPermitted, Verdict
from dabir.foundation.people.models import MEMBERS, SECRETARIAT, Group
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader, roles_in, signed_in
from dabir.stages.submissions.models import Assignment, Submission
from dabir.stages.submissions.policy.permissions import May


def may_assign(person: Reader, submission: Submission) -> Verdict:
    """The secretariat gives submissions out."""
    return permits(person, May.DECIDE, group=submission.call.group)


def may_be_given(reader: Reader, group: Group) -> Verdict:
    """Readers are of the secretariat, or members of the group."""
    if roles_in(reader, group) & (SECRETARIAT | MEMBERS):
        return Verdict.yes()
    return Verdict.no(
        _("%(person)s is neither of the secretariat nor a member.") % {"person": reader},
        error=NotPermitted,
    )


def may_end_reading(person: Reader, assignment: Assignment) -> Verdict:
    """The reader ends their own reading; the secretariat may, too."""
    somebody = signed_in(person)
    if somebody is not None and somebody.pk == assignment.reader_id:
        return Verdict.yes()
    return may_assign(person, assignment.submission)
