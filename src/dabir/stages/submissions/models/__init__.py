"""Submissions, kept apart from who sent them; their passages and what became of each."""

from dabir.stages.submissions.models.answers import Answer, Attachment
from dabir.stages.submissions.models.arrivals import Arrival
from dabir.stages.submissions.models.drafts import Draft
from dabir.stages.submissions.models.mailboxes import Mailbox
from dabir.stages.submissions.models.mails import ReceivedMail
from dabir.stages.submissions.models.outcomes import Admission, Reply
from dabir.stages.submissions.models.passages import Disposition, Passage, Redaction
from dabir.stages.submissions.models.sheets import ReceivedSheet
from dabir.stages.submissions.models.submissions import Consent, Identity, Opening, Submission

__all__ = [
    "Admission",
    "Answer",
    "Arrival",
    "Attachment",
    "Consent",
    "Disposition",
    "Draft",
    "Identity",
    "Mailbox",
    "Opening",
    "Passage",
    "ReceivedMail",
    "ReceivedSheet",
    "Redaction",
    "Reply",
    "Submission",
]
