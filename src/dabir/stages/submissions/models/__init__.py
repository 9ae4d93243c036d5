"""Submissions, kept apart from who sent them; their passages and what became of each."""

from dabir.stages.submissions.models.answers import Answer, Attachment
from dabir.stages.submissions.models.arrivals import Arrival
from dabir.stages.submissions.models.assignments import Assignment
from dabir.stages.submissions.models.batches import AnswerBatch, BatchAnswer
from dabir.stages.submissions.models.confirmations import Confirmation
from dabir.stages.submissions.models.copies import PublicCopy
from dabir.stages.submissions.models.drafts import Draft
from dabir.stages.submissions.models.finding import Cell, SearchText, Tally
from dabir.stages.submissions.models.handling import Contestation, RedactionProposal
from dabir.stages.submissions.models.imports import Import, ImportedRow, ImportSlice
from dabir.stages.submissions.models.likenesses import Band, Fingerprint
from dabir.stages.submissions.models.mailboxes import Mailbox
from dabir.stages.submissions.models.mails import ReceivedMail
from dabir.stages.submissions.models.outcomes import Admission, Reply
from dabir.stages.submissions.models.passages import Disposition, Passage, Redaction
from dabir.stages.submissions.models.reasons import Reason
from dabir.stages.submissions.models.sheets import ReceivedSheet
from dabir.stages.submissions.models.signings import Signing
from dabir.stages.submissions.models.submissions import Consent, Identity, Opening, Submission
from dabir.stages.submissions.models.tokens import Token

__all__ = [
    "Admission",
    "Answer",
    "AnswerBatch",
    "Arrival",
    "Assignment",
    "Attachment",
    "Band",
    "BatchAnswer",
    "Cell",
    "Confirmation",
    "Consent",
    "Contestation",
    "Disposition",
    "Draft",
    "Fingerprint",
    "Identity",
    "Import",
    "ImportSlice",
    "ImportedRow",
    "Mailbox",
    "Opening",
    "Passage",
    "PublicCopy",
    "Reason",
    "ReceivedMail",
    "ReceivedSheet",
    "Redaction",
    "RedactionProposal",
    "Reply",
    "SearchText",
    "Signing",
    "Submission",
    "Tally",
    "Token",
]
