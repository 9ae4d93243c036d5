"""Acts on exports of codes: files for coders' own tools, which expire."""

from __future__ import annotations

from datetime import datetime

from dabir.foundation.files.models import Original
from dabir.foundation.files.streams import Streamed, original_of
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.models import Grant
from dabir.foundation.work.asking import ask
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.queries import reads_everything
from dabir.stages.themes import policy
from dabir.stages.themes.exporting import EXPORT, Form


@act
def ask_for_codes(
    *, call: Call, form: Form | str, named: bool, language: str, actor: Person, at: datetime
) -> Work:
    """Ask for the codes on what was sent to a call as a file, as the actor sees them.

    `named` gives the names of those who coded; otherwise they are numbered.

    Raises:
        NotPermitted: the actor does not read themes, or may not have the coders named.
    """
    policy.may_take_codes(actor, call.group).require()
    if named:
        policy.may_name_coders(actor, call.group).require()
    form = Form(form)
    work = ask(
        EXPORT,
        key=f"{EXPORT}:{call.pk}:{form}:{actor.pk}:{at.isoformat()}",
        arguments={
            "call": call.pk,
            "form": str(form),
            "named": named,
            "language": language,
            "by": actor.pk,
        },
        queue=Work.Queue.HEAVY,
        group=call.group,
        actor=actor,
        at=at,
    )
    record(actor=actor, at=at, about=call, form=str(form), named=named)
    return work


@act
def keep_codes_export(
    *, call: Call, streamed: Streamed, name: str, media_type: str, actor: Person, at: datetime
) -> Original:
    """Keep an export of codes for whoever asked for it, under a key of its own.

    Raises:
        NotPermitted: they no longer read themes.
    """
    policy.may_take_codes(actor, call.group).require()
    original = original_of(streamed, name=name, group=call.group, at=at, media_type=media_type)
    if not reads_everything(actor, call.group):
        Grant.objects.get_or_create(address=original.address, person=actor)
    record(actor=actor, at=at, about=original, call=call.pk, sha256=original.sha256)
    return original
