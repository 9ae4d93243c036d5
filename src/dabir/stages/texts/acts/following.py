"""Acts on texts that are negotiated elsewhere: following one, taking its revisions in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.formats.drafts import Draft, read_draft
from dabir.formats.errors import Unreadable
from dabir.formats.limits import Limits
from dabir.foundation.files.keeping import keep_original
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Relation
from dabir.stages.texts.acts.amending import given
from dabir.stages.texts.acts.carrying import carry_examinations, carry_grounds
from dabir.stages.texts.acts.drafting import start_text
from dabir.stages.texts.acts.once import require_new_text
from dabir.stages.texts.acts.storing import link_all, store_version
from dabir.stages.texts.examining.following import (
    Alignment,
    aligned_revision,
    as_rows,
    changed,
    drafted,
    printed_marks,
)
from dabir.stages.texts.models import Clause, Revision, Text, Version
from dabir.stages.texts.policy import examining as policy
from dabir.stages.texts.policy import may_start


@act
def follow_text(
    *,
    group: Group,
    titles: Mapping[str, str],
    issuer: str,
    kind: Text.Kind | str,
    actor: Person,
    at: datetime,
    language: str = "en",
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
) -> Text:
    """Follow a text that `issuer` negotiates; its revisions are received, and never amended here.

    `once` is that of `start_text`.

    Raises:
        MadeBefore: there is such a text, and once is enough.
        NotPermitted: the actor is not in the secretariat.
        Refused: no title, or nobody who issues it.
    """
    if not issuer.strip():
        raise Refused(_("Please say who issues the text."))
    readers = list(bodies)
    if once:
        group = lock(group)
        may_start(actor, group).require()
        require_new_text(
            actor,
            confidentiality,
            readers,
            group=group,
            names=given(titles),
            kind=kind,
            language=language,
            external=True,
            issuer=issuer.strip(),
        )
    text = start_text(
        group=group,
        titles=titles,
        kind=kind,
        language=language,
        confidentiality=confidentiality,
        bodies=readers,
        actor=actor,
        at=at,
    )
    text.external, text.issuer = True, issuer.strip()
    text.save(update_fields=["external", "issuer"])
    record(actor=actor, at=at, about=text, issuer=text.issuer)
    return text


@act
def receive_revision(
    *,
    text: Text,
    data: bytes,
    name: str,
    symbol: str,
    actor: Person,
    at: datetime,
    issued_on: date | None = None,
) -> Revision:
    """Keep a received revision byte for byte and align it with the version before.

    Where every clause is known again for sure, or new for sure, it is a version at once; otherwise
    it waits until a person has said what is in doubt (`settle_revision`).

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: another revision waits to be confirmed, or the text is not followed any more.
        Refused: it is the group's own text, no symbol, one that is there already, or a file that
            cannot be read as a text; nothing is kept then.
    """
    text = lock(text)
    policy.may_receive(actor, text).require()
    symbol = symbol.strip()
    if not symbol:
        raise Refused(_("Please give the symbol that its issuer wrote on it."))
    if text.versions.filter(issued_symbol=symbol).exists():
        raise Refused(_("The revision %(symbol)s is there already.") % {"symbol": symbol})
    draft = _read(data, name, text)
    original = keep_original(
        data,
        name=name,
        group=text.group,
        at=at,
        media_type=draft.format,
        confidentiality=Confidentiality(text.address.confidentiality),
    )
    original.address.bodies.set(text.address.bodies.all())
    revision = Revision.objects.create(
        address=new_address(
            Revision,
            group=text.group,
            confidentiality=text.address.confidentiality,
            bodies=text.address.bodies.all(),
        ),
        text=text,
        original=original,
        symbol=symbol,
        issued_on=issued_on,
        lines=as_rows(draft.lines),
        verified=draft.verified,
        notes=list(draft.notes),
        by=actor,
        at=at,
    )
    link(original, revision, Relation.GROUNDS, by=actor, at=at)
    alignment = aligned_revision(revision)
    doubts = len(alignment.doubts)
    if not doubts:
        _make_version(alignment, actor, at)
    record(
        actor=actor,
        at=at,
        about=revision,
        sha256=original.sha256,
        symbol=symbol,
        clauses=len(draft.lines),
        doubts=doubts,
    )
    return revision


def _read(data: bytes, name: str, text: Text) -> Draft:
    language: Literal["fa", "en"] = "fa" if text.language == "fa" else "en"
    try:
        return read_draft(
            data, name=name, language=language, limits=Limits(file_size=settings.UPLOAD_LIMIT)
        )
    except Unreadable as error:
        raise Refused(_(error.message) % error.parameters) from error


@act
def settle_revision(
    *, revision: Revision, said: Mapping[int, str | None], actor: Person, at: datetime
) -> Version:
    """Make a received revision the next version, with what a person says of what was in doubt.

    `said` names, by the place of a line, the uid of the clause that it is, or None: a new clause.
    Whatever comes into doubt by that is asked of as well.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is a version already, or was set aside.
        Refused: a line in doubt is not decided, or one clause is named twice.
    """
    lock(revision.text)
    revision = lock(revision)
    policy.may_settle(actor, revision).require()
    named = [uid for uid in said.values() if uid is not None]
    if len(named) != len(set(named)):
        raise Refused(_("One clause cannot be two: choose another for one of them."))
    alignment = aligned_revision(revision, said)
    doubts = [*aligned_revision(revision).doubts, *alignment.doubts]
    if any(each.place not in said for each in doubts):
        raise Refused(_("Please say of every line in doubt which clause it is."))
    revision.said = {str(place): uid for place, uid in said.items()}
    version = _make_version(alignment, actor, at)
    record(actor=actor, at=at, about=revision, version=version.order, said=revision.said)
    return version


def _make_version(alignment: Alignment, actor: Person, at: datetime) -> Version:
    revision, before = alignment.revision, alignment.before
    if not revision.lines:
        raise NotNow(_("The file holds no clause."))
    text = revision.text
    version = store_version(text, drafted(alignment), by=actor, at=at, parent=before)
    version.issued_symbol, version.issued_on = revision.symbol, revision.issued_on
    version.save(update_fields=["issued_symbol", "issued_on"])
    _write_marks(version, alignment)
    link(revision, version, Relation.GROUNDS, by=actor, at=at)
    link(text, version, Relation.TASKS, by=actor, at=at)
    if before is not None:
        link(before, version, Relation.AMENDS, by=actor, at=at)
        _link_clauses(before, version, actor, at)
        carry_grounds(before, version)
        carry_examinations(before, version, by=actor, at=at)
    advance(revision, "settle")
    revision.version = version
    revision.save()
    return version


def _write_marks(version: Version, alignment: Alignment) -> None:
    """Call the clauses what their issuer calls them, in whatever language they are read."""
    language = version.text.language
    clauses = list(version.clauses.order_by("order"))
    for clause, (mark, called) in zip(clauses, printed_marks(alignment), strict=True):
        clause.marks = {language: mark} if mark else {}
        clause.citations = {language: called}
    Clause.objects.bulk_update(clauses, ["marks", "citations"], batch_size=200)


def _link_clauses(before: Version, version: Version, actor: Person, at: datetime) -> None:
    olds = {each.uid: each for each in before.clauses.prefetch_related("wordings")}
    link_all(
        [
            (
                olds[each.uid].address_id,
                each.address_id,
                Relation.AMENDS if changed(olds[each.uid], each) else Relation.GROUNDS,
            )
            for each in version.clauses.prefetch_related("wordings")
            if each.uid in olds
        ],
        by=actor,
        at=at,
    )


@act
def set_revision_aside(*, revision: Revision, reason: str, actor: Person, at: datetime) -> Revision:
    """Set a received file aside: it is kept, and is no version of the text.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is a version already, or was set aside before.
        Refused: there is no reason.
    """
    revision = lock(revision)
    policy.may_settle(actor, revision, "set_aside").require()
    if not reason.strip():
        raise Refused(_("Please give a reason: it is kept with the text."))
    advance(revision, "set_aside")
    revision.save(update_fields=["state"])
    record(actor=actor, at=at, about=revision, reason=reason.strip())
    return revision
