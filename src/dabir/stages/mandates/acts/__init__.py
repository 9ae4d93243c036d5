"""Every act of this stage."""

from dabir.stages.mandates.acts.carrying import (
    accept_duty,
    decline_duty,
    hand_over_duty,
    start_duty,
)
from dabir.stages.mandates.acts.constituting import constitute_group
from dabir.stages.mandates.acts.deadlines import confirm_counted, set_notified
from dabir.stages.mandates.acts.documents import add_axis, take_over_mandate
from dabir.stages.mandates.acts.duties import (
    assign_duty,
    change_assignment,
    change_duty,
    end_duty,
    release_duty,
    set_draft,
    set_due,
)
from dabir.stages.mandates.acts.extending import (
    ask_extension,
    grant_extension,
    refuse_extension,
    withdraw_extension,
)
from dabir.stages.mandates.acts.groups import (
    amend_group_facts,
    form_committee,
    found_group,
    register_body,
    register_person,
)
from dabir.stages.mandates.acts.nominations import (
    accept_nomination,
    ask_for_nominations,
    decline_nomination,
    nominate_member,
    withdraw_nomination,
)
from dabir.stages.mandates.acts.open_points import (
    draft_letter_for,
    drop_open_point,
    note_answer,
    raise_open_point,
    reopen_open_point,
    settle_open_point,
)
from dabir.stages.mandates.acts.reporting import (
    forward_report,
    report_duty,
    return_report,
    verify_report,
)
from dabir.stages.mandates.acts.seats import (
    admit_member,
    change_seat,
    end_membership,
    renew_term,
)
from dabir.stages.mandates.acts.succession import (
    ask_for_original,
    receive_original,
    take_over_amendment,
)

__all__ = [
    "accept_duty",
    "accept_nomination",
    "add_axis",
    "admit_member",
    "amend_group_facts",
    "ask_extension",
    "ask_for_nominations",
    "ask_for_original",
    "assign_duty",
    "change_assignment",
    "change_duty",
    "change_seat",
    "confirm_counted",
    "constitute_group",
    "decline_duty",
    "decline_nomination",
    "draft_letter_for",
    "drop_open_point",
    "end_duty",
    "end_membership",
    "form_committee",
    "forward_report",
    "found_group",
    "grant_extension",
    "hand_over_duty",
    "nominate_member",
    "note_answer",
    "raise_open_point",
    "receive_original",
    "refuse_extension",
    "register_body",
    "register_person",
    "release_duty",
    "renew_term",
    "reopen_open_point",
    "report_duty",
    "return_report",
    "set_draft",
    "set_due",
    "set_notified",
    "settle_open_point",
    "start_duty",
    "take_over_amendment",
    "take_over_mandate",
    "verify_report",
    "withdraw_extension",
    "withdraw_nomination",
]
