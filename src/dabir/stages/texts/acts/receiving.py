"""Acts on files in which somebody changed a text: keeping one, proposing what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from dabir.domain.drafting.choosing import without
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.files.sizes import refusal_of_size
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.amending import propose_within
from dabir.stages.texts.files.coming_in import read_file
from dabir.stages.texts.files.long_files import have_read, is_long, require_incoming
from dabir.stages.texts.files.zero_files import recognise_zero
from dabir.stages.texts.models import Amendment, ReceivedFile, Text, Version
from dabir.stages.texts.queries import received_files_visible_to, versions_visible_to, visible_to
from dabir.stages.texts.snapshots import snapshot


@dataclass(frozen=True, slots=True)
class Taken:
    """What is proposed of one author: for which body (None is the secretariat), and why.

    What is done to the clauses `without` is left out, with what cannot stand without it.
    """

    author: str
    body: Body | None
    reasons: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


@act
def keep_text_file(
    *, text: Text, data: bytes, name: str, actor: Person, at: datetime
) -> ReceivedFile:
    """Keep a file with a changed copy of a text as it came, for a person to propose from it.

    Raises:
        NotPermitted: the actor is no member, or there is no such text for them.
        NotNow: the text is not worked on, or has no draft.
        Refused: the file is too large or cannot be read; nothing is kept then.
    """
    policy.may_propose(actor, text).require()
    if not visible_to(actor).filter(pk=text.pk).exists():
        raise NotPermitted(_("There is no such text."))
    name = PurePath(name).name
    if refusal := refusal_of_size(name, len(data)):
        raise Refused(refusal)
    if is_long(name, len(data)):
        recognise_zero(data, name)
    else:
        read_file(data, name)
    original = keep_original(data, name=name, group=text.group, at=at)
    received = ReceivedFile.objects.create(text=text, original=original, by=actor, at=at)
    if is_long(name, len(data)):
        versions = list(versions_visible_to(actor).filter(text=text).order_by("order"))
        if versions:
            have_read(received, versions, base=None, said=None, actor=actor, at=at)
    # Not with the text, which others read: that a delegation sent something is not theirs to know.
    record(
        actor=actor,
        at=at,
        about=original,
        text=text.pk,
        file=received.pk,
        sha256=original.sha256,
    )
    return received


@act
def propose_from_file(
    *,
    received: ReceivedFile,
    taken: Sequence[Taken],
    actor: Person,
    at: datetime,
    base: Version | None = None,
    said: Mapping[int, str] | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    present: int | None = None,
) -> list[Amendment]:
    """Propose what authors of a received file changed, an amendment of each that is `taken`.

    `base` and `said` are those of `read_incoming`. What the present version contradicts is left
    out; whoever sends this has seen it: with `present`, the order of the version that it was shown
    against, the act refuses when there is a later one.

    Raises:
        NotPermitted: the actor is no member, does not sit for a body, or may not see the file.
        NotNow: the text is not worked on, has moved on, or something was made of the file before;
            a long file is not read yet.
        Refused: nobody is taken, or nothing of them; a clause is in doubt, or the operations do
            not fit.
    """
    text = lock(received.text)
    received = lock(received)
    policy.may_propose(actor, text).require()
    _require_open(received, actor)
    versions = list(versions_visible_to(actor).filter(text=text).order_by("order"))
    for version in versions:
        version.text = text
    if present is not None and versions and versions[-1].order != present:
        raise NotNow(
            _("The text has come to %(latest)s since. Look at the changes again.")
            % {"latest": versions[-1]}
        )
    incoming = require_incoming(received, versions, base=base, said=said)
    if incoming.doubts:
        raise Refused(_("Please say first which clauses the lines in doubt are."))
    by_author = {each.author: each for each in incoming.coming if each.operations}
    if not taken or any(each.author not in by_author for each in taken):
        raise Refused(_("Please say whose changes are proposed."))
    named = list(bodies)
    latest = snapshot(versions[-1])
    amendments = []
    left_out: dict[int, list[str]] = {}
    for each in taken:
        policy.speaks_for(actor, text.group, each.body).require()
        operations = without(latest, by_author[each.author].operations, each.without)
        if not operations:
            raise Refused(_("Nothing is left to propose."))
        amendment = propose_within(
            text,
            operations,
            actor=actor,
            at=at,
            body=each.body,
            reasons=each.reasons,
            level=confidentiality,
            bodies=named,
        )
        link(received.original, amendment, Relation.PROPOSES, by=actor, at=at)
        left_out[amendment.pk] = sorted(each.without)
        amendments.append(amendment)
    received.amendments.set(amendments)
    received.proposed_at = at
    received.save(update_fields=["proposed_at"])
    for amendment in amendments:
        record(
            actor=actor,
            at=at,
            about=amendment,
            file=received.pk,
            number=amendment.number,
            base=amendment.base.order,
            left_out=left_out[amendment.pk],
            body=amendment.proposer_id,
            operations=amendment.operations,
        )
    return amendments


@act
def set_text_file_aside(*, received: ReceivedFile, actor: Person, at: datetime) -> ReceivedFile:
    """Set a received file aside that came twice or proposes nothing; it stays as it came.

    Raises:
        NotPermitted: the actor may not see the file.
        NotNow: something was made of it before.
    """
    received = lock(received)
    _require_open(received, actor)
    received.set_aside_at = at
    received.save(update_fields=["set_aside_at"])
    record(actor=actor, at=at, about=received.original, text=received.text_id, file=received.pk)
    return received


def _require_open(received: ReceivedFile, actor: Person) -> None:
    if not received_files_visible_to(actor).filter(pk=received.pk).exists():
        raise NotPermitted(_("There is no such file."))
    if received.proposed_at is not None:
        raise NotNow(_("What this file says was proposed before."))
    if received.set_aside_at is not None:
        raise NotNow(_("This file was set aside."))
