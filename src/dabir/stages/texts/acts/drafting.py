"""Acts that begin a text: its title, its zero draft, its readers."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import ZERO_DRAFT, BrokenVersion, Numbering
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, new_address, restrict, unlink
from dabir.foundation.trace.models import Address, Confidentiality, Relation
from dabir.stages.mandates.models import Duty
from dabir.stages.texts import policy
from dabir.stages.texts.acts.closing import close_with
from dabir.stages.texts.acts.commenting import close_comments_with
from dabir.stages.texts.acts.once import require_new_text
from dabir.stages.texts.acts.storing import fill, store_version, wordings_of
from dabir.stages.texts.models import Clause, Text, Version, Wording
from dabir.stages.texts.queries.examining import state_of
from dabir.stages.texts.queries.settings import named_as, readable_as


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    kept = {language: title.strip() for language, title in titles.items() if title.strip()}
    if not kept:
        raise Refused(_("Please give the text a title in at least one language."))
    return kept


def _require_seen(seen: str | None, stands: str) -> None:
    if seen is not None and seen != stands:
        raise NotNow(_("Somebody changed this meanwhile. Look at it again."))


@act
def start_text(
    *,
    group: Group,
    titles: Mapping[str, str],
    kind: Text.Kind | str,
    actor: Person,
    at: datetime,
    language: str = "fa",
    duty: Duty | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
) -> Text:
    """Start a text in its own `language`; it may carry out a duty of the group.

    Its versions and clauses are as confidential as the text. With `once` no text of the same title,
    for the same readers, is started beside one that is empty still.

    Raises:
        MadeBefore: there is such a one, and once is enough.
        NotPermitted: the actor is not in the secretariat.
        Refused: no title, or a duty of another group.
    """
    group = lock(group)
    policy.may_start(actor, group).require()
    if duty is not None and duty.group_id != group.pk:
        raise Refused(_("The duty belongs to another group."))
    readers = list(bodies)
    if once:
        require_new_text(
            actor,
            confidentiality,
            readers,
            group=group,
            names=_titles(titles),
            kind=kind,
            language=language,
            duty=duty,
            external=False,
        )
    text = Text.objects.create(
        address=new_address(Text, group=group, confidentiality=confidentiality, bodies=readers),
        group=group,
        names=_titles(titles),
        kind=Text.Kind(kind),
        language=language,
        duty=duty,
    )
    if duty is not None:
        link(duty, text, Relation.TASKS, by=actor, at=at)
    record(actor=actor, at=at, about=text, titles=text.names, kind=text.kind)
    return text


@act
def rename_text(
    *,
    text: Text,
    titles: Mapping[str, str],
    kind: Text.Kind | str,
    actor: Person,
    at: datetime,
    seen: str | None = None,
) -> Text:
    """Give a text another title or kind while it is worked on.

    With `seen`, what `settings.named_as` said when the actor looked, the act refuses when somebody
    changed them meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is handed up, issued or shelved, or not named as was seen.
        Refused: there is no title.
    """
    text = lock(text)
    policy.may_edit(actor, text).require()
    _require_seen(seen, named_as(text))
    before, text.names = text.names, _titles(titles)
    text.kind = Text.Kind(kind)
    text.save()
    record(actor=actor, at=at, about=text, before=before, after=text.names, kind=text.kind)
    return text


@act
def disclose_text(
    *,
    text: Text,
    confidentiality: Confidentiality | str,
    actor: Person,
    at: datetime,
    bodies: Iterable[Body] = (),
    seen: str | None = None,
) -> Text:
    """Set who may read a text with its versions, clauses and received files.

    Amendments and comments keep their own readers, and so does what examines the text, unless fewer
    may read the text from now on. With `seen`, what `settings.readable_as` said when the actor
    looked, the act refuses when somebody set it meanwhile.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is handed up, issued or shelved, or not readable as was seen.
    """
    text = lock(text)
    policy.may_edit(actor, text).require()
    _require_seen(seen, readable_as(text))
    named = list(bodies)
    before = text.address.confidentiality
    parts = Address.objects.filter(
        pk__in=[
            text.address_id,
            *text.versions.values_list("address", flat=True),
            *Clause.objects.filter(version__text=text).values_list("address", flat=True),
        ]
    )
    for address in parts:
        restrict(address, confidentiality, named)
    text.address.refresh_from_db()
    close_comments_with(text)
    close_with(text)
    record(
        actor=actor,
        at=at,
        about=text,
        before=before,
        after=str(confidentiality),
        bodies=[body.pk for body in named],
    )
    return text


@act
def draft_zero(
    *,
    text: Text,
    clauses: Sequence[drafting.Clause],
    actor: Person,
    at: datetime,
    note: str = "",
    seen: str | None = None,
) -> Version:
    """Write the zero draft, or write it anew while nothing rests on it.

    With `seen`, what `state_of` said of the draft when the actor looked, the act refuses when
    somebody has written another one.

    `clauses` are those of the drafting rules, their uids UUIDs as text. When the draft is written
    anew, a clause that keeps its uid keeps its grounds and its trace.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: there is a later version, an amendment or a consultation; or another draft than was
            seen.
        Refused: no clause, a clause without words, or clauses that make no tree.
    """
    text = lock(text)
    policy.may_draft_zero(actor, text).require()
    zero = text.versions.filter(order=0).first()
    if seen is not None and seen != state_of(zero):
        raise NotNow(_("Somebody wrote the zero draft meanwhile. Look at it first, please."))
    drafted = _drafted(clauses)
    anew = zero is not None
    if zero is None:
        zero = store_version(text, drafted, by=actor, at=at, note=note)
        link(text, zero, Relation.TASKS, by=actor, at=at)
    else:
        zero = _write_anew(lock(zero), drafted, actor, at, note)
    record(actor=actor, at=at, about=zero, text=text.pk, clauses=len(drafted.clauses), anew=anew)
    return zero


def _drafted(clauses: Sequence[drafting.Clause]) -> drafting.Version:
    if not clauses:
        raise Refused(_("A draft has at least one clause."))
    try:
        drafted = drafting.Version.of(ZERO_DRAFT, clauses)
        numbering = Numbering(drafted)
        for clause in clauses:
            uuid.UUID(clause.uid)
            if not clause.wordings() and not drafted.children(clause.uid):
                raise Refused(
                    _("%(clause)s has no words.") % {"clause": numbering.citation(clause.uid, "fa")}
                )
    except (BrokenVersion, ValueError) as error:
        raise Refused(_("The clauses do not make one text: %(why)s.") % {"why": error}) from error
    return drafted


def _write_anew(
    zero: Version, drafted: drafting.Version, actor: Person, at: datetime, note: str
) -> Version:
    kept = {str(clause.uid): clause for clause in zero.clauses.all()}
    for uid, row in kept.items():
        if uid not in drafted:
            for ground in row.grounds.select_related("consideration"):
                unlink(ground.consideration, row, Relation.GROUNDS)
                ground.delete()
            row.wordings.all().delete()
            row.delete()
    Wording.objects.filter(clause__version=zero).delete()
    named = list(zero.text.address.bodies.all())
    numbering = Numbering(drafted)
    wordings: list[Wording] = []
    for order, (depth, clause) in enumerate(drafted.walk()):
        row = kept.get(clause.uid) or Clause(
            version=zero,
            uid=uuid.UUID(clause.uid),
            address=new_address(
                Clause,
                group=zero.text.group,
                confidentiality=zero.text.address.confidentiality,
                bodies=named,
            ),
        )
        row.order, row.depth = order, depth
        fill(row, clause, numbering)
        row.save()
        wordings += wordings_of(row, clause, {}, 0)
    Wording.objects.bulk_create(wordings)
    zero.note, zero.by, zero.at = note or zero.note, actor, at
    zero.save()
    return zero


@act
def shelve_text(*, text: Text, reason: str, actor: Person, at: datetime) -> Text:
    """Lay a text aside for good, with the reason.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the text is handed up, issued or shelved already.
        Refused: there is no reason.
    """
    text = lock(text)
    policy.may_shelve(actor, text).require()
    if not reason.strip():
        raise Refused(_("Please give a reason: it is kept with the text."))
    advance(text, "shelve")
    text.save(update_fields=["state"])
    record(actor=actor, at=at, about=text, reason=reason.strip())
    return text
