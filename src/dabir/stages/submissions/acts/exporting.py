"""Acts on exports: everything that was sent to a call, as a file that expires."""

from __future__ import annotations

from datetime import datetime

from dabir.foundation.files.models import Original
from dabir.foundation.files.sealing import destroy_key
from dabir.foundation.files.streams import Streamed, original_of
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions import policy
from dabir.stages.submissions.exports import EXPORT, Form


@act
def ask_for_export(
    *, call: Call, form: Form | str, language: str, actor: Person, at: datetime
) -> Work:
    """Ask for everything that was sent to a call as a file; a worker makes it.

    Nothing in it says who sent what: identities are opened one by one, each with a reason.

    Raises:
        NotPermitted: the actor is not in the secretariat.
    """
    policy.may_export(actor, call).require()
    form = Form(form)
    work = ask(
        EXPORT,
        key=f"{EXPORT}:{call.pk}:{form}:{at.isoformat()}",
        arguments={"call": call.pk, "form": str(form), "language": language, "by": actor.pk},
        queue=Work.Queue.HEAVY,
        group=call.group,
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=call, form=str(form))
    return work


@act
def keep_export(
    *, call: Call, streamed: Streamed, name: str, media_type: str, actor: Person, at: datetime
) -> Original:
    """Keep an export that was made, for the secretariat, under a key of its own.

    Raises:
        NotPermitted: who asked for it is no longer in the secretariat.
    """
    policy.may_export(actor, call).require()
    original = original_of(streamed, name=name, group=call.group, at=at, media_type=media_type)
    record(actor=actor, at=at, about=original, call=call.pk, sha256=original.sha256)
    return original


@act
def destroy_export(*, original: Original, why: str, at: datetime) -> Original:
    """Destroy an export whose time is over, or that holds what has been erased since."""
    if original.key is not None:
        destroy_key(original.key, at)
    record(actor=None, at=at, about=original, why=why)
    return original
