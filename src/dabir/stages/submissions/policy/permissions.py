"""The permissions of this stage, and the roles that have them."""

from __future__ import annotations

from enum import StrEnum

from dabir.foundation.people.models import MEMBERS, SECRETARIAT
from dabir.foundation.people.permissions import grant


class May(StrEnum):
    """The permissions of this stage."""

    READ_PUBLISHED = "submissions.read_published"
    ENTER = "submissions.enter"
    DECIDE = "submissions.decide"
    PUBLISH = "submissions.publish"
    CUT = "submissions.cut"
    REDACT = "submissions.redact"
    DISPOSE = "submissions.dispose"
    TELL = "submissions.tell"
    OPEN_IDENTITY = "submissions.open_identity"
    ERASE = "submissions.erase"
    ADMIT = "submissions.admit"
    ANSWER_CONTESTATION = "submissions.answer_contestation"
    SET_MAILBOX = "submissions.set_mailbox"
    GIVE_TOKENS = "submissions.give_tokens"


grant(
    {
        May.READ_PUBLISHED: MEMBERS,
        **{permission: SECRETARIAT for permission in May if permission != May.READ_PUBLISHED},
    }
)
