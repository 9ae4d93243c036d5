"""Sealing who sent a submission, and reading it again: by an act with a reason, or to write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from dabir.foundation.files.sealing import Erased, open_sealed
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Identity, Submission


@dataclass(frozen=True, slots=True)
class Sealed:
    """What lies in the sealed identity: who, the secret of the link, and names of files.

    `received` is what came, word for word, where that is kept with nothing else: a row of an
    imported file.
    """

    contributor: Contributor
    secret: str
    files: tuple[str, ...] = ()
    received: str = ""

    @property
    def written(self) -> bytes:
        """All of it as one JSON text, to be encrypted."""
        content = {
            "contributor": self.contributor.stated,
            "secret": self.secret,
            "files": self.files,
        }
        if self.received:
            content["received"] = self.received
        return json.dumps(content, ensure_ascii=False).encode()


def unsealed(submission: Submission) -> Sealed | None:
    """Return what was sealed, or None once it was erased.

    Reading it on behalf of a person belongs into the act `open_identity`; this is for writing to
    the contributor, and for the contributor's own wishes.
    """
    identity = Identity.objects.filter(submission=submission).first()
    return None if identity is None else _opened(identity, submission)


def unsealed_of(submissions: Iterable[Submission]) -> dict[int, Sealed]:
    """Return what was sealed of several submissions, by their key; erased ones are left out.

    The submissions come with their keys (`select_related("key")`).
    """
    by_pk = {submission.pk: submission for submission in submissions}
    found = {
        identity.submission_id: _opened(identity, by_pk[identity.submission_id])
        for identity in Identity.objects.filter(submission__in=by_pk)
    }
    return {pk: sealed for pk, sealed in found.items() if sealed is not None}


def _opened(identity: Identity, submission: Submission) -> Sealed | None:
    if identity.erased_at is not None:
        return None
    try:
        content = json.loads(open_sealed(submission.key, identity.sealed))
    except Erased:
        return None
    return Sealed(
        Contributor(**content["contributor"]),
        content["secret"],
        tuple(content["files"]),
        content.get("received", ""),
    )
