"""Every act of this stage."""

from dabir.stages.mandates.acts.documents import add_axis, take_over_mandate
from dabir.stages.mandates.acts.duties import (
    accept_duty,
    assign_duty,
    change_assignment,
    release_duty,
    report_duty,
    return_report,
    set_due,
    start_duty,
    verify_report,
)
from dabir.stages.mandates.acts.groups import (
    admit_member,
    end_membership,
    form_committee,
    found_group,
    register_body,
    register_person,
)

__all__ = [
    "accept_duty",
    "add_axis",
    "admit_member",
    "assign_duty",
    "change_assignment",
    "end_membership",
    "form_committee",
    "found_group",
    "register_body",
    "register_person",
    "release_duty",
    "report_duty",
    "return_report",
    "set_due",
    "start_duty",
    "take_over_mandate",
    "verify_report",
]
