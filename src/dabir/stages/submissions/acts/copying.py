"""The act that keeps public versions of files, once they are cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dabir.foundation.files.keeping import keep_original
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.submissions.copying import reason_against, take_copies_back
from dabir.stages.submissions.models import PublicCopy, Submission


@act
def keep_public_copies(
    *,
    submission: Submission,
    cleaned: Mapping[int, bytes | PublicCopy.Reason],
    at: datetime,
    actor: Person | None = None,
) -> list[PublicCopy]:
    """Keep what was cleaned, by the id of the attachment: bytes, or why there are none.

    What came in the way meanwhile counts: words that were left out, or that the submission is
    published no more. Earlier public versions are taken back.
    """
    submission = lock(submission)
    take_copies_back(submission)
    made: list[PublicCopy] = []
    if submission.published_at is not None:
        for attachment in submission.attachments.filter(pk__in=cleaned).select_related("original"):
            found = reason_against(attachment) or cleaned[attachment.pk]
            copy = PublicCopy(attachment=attachment, at=at)
            if isinstance(found, PublicCopy.Reason):
                copy.reason = found
            else:
                copy.original = keep_original(
                    found,
                    name=attachment.original.name,
                    group=submission.call.group,
                    media_type=attachment.original.media_type,
                    confidentiality=Confidentiality.PUBLIC,
                    key=submission.key,
                    at=at,
                )
            copy.save()
            made.append(copy)
    record(
        actor=actor,
        at=at,
        about=submission,
        kept=[copy.attachment_id for copy in made if copy.original_id],
        withheld={str(copy.attachment_id): copy.reason for copy in made if copy.reason},
    )
    return made
