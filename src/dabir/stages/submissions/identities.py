"""Sealing who sent a submission, and reading it again: by an act with a reason, or to write."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from dabir.foundation.files.sealing import Erased, open_sealed, seal
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Identity, Submission


@dataclass(frozen=True, slots=True)
class Sealed:
    """What lies in the sealed identity: who, the secret of the link, and names of files."""

    contributor: Contributor
    secret: str
    files: tuple[str, ...] = ()


def seal_identity(submission: Submission, sealed: Sealed) -> Identity:
    """Keep who sent a submission, encrypted under its own key."""
    content = {
        "contributor": asdict(sealed.contributor),
        "secret": sealed.secret,
        "files": list(sealed.files),
    }
    return Identity.objects.create(
        submission=submission,
        sealed=seal(submission.key, json.dumps(content, ensure_ascii=False).encode()),
    )


def unsealed(submission: Submission) -> Sealed | None:
    """Return what was sealed, or None once it was erased.

    Reading it on behalf of a person belongs into the act `open_identity`; this is for writing to
    the contributor, and for the contributor's own wishes.
    """
    identity = Identity.objects.filter(submission=submission).first()
    if identity is None or identity.erased_at is not None:
        return None
    try:
        content = json.loads(open_sealed(submission.key, identity.sealed))
    except Erased:
        return None
    return Sealed(Contributor(**content["contributor"]), content["secret"], tuple(content["files"]))
