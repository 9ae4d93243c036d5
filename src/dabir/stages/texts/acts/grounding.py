"""Acts that ground clauses in considerations, and that put a draft up for comments."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import link, unlink
from dabir.foundation.trace.models import Relation
from dabir.stages.calls.acts import ExhibitDraft, add_exhibits
from dabir.stages.calls.models import Call
from dabir.stages.calls.queries import visible_to as calls_visible_to
from dabir.stages.texts import policy
from dabir.stages.texts.acts.closing import about_both
from dabir.stages.texts.acts.storing import lock_version
from dabir.stages.texts.models import Clause, Ground, Text, Version
from dabir.stages.themes.models import Consideration
from dabir.stages.themes.queries import considerations_visible_to


@act
def ground_clause(
    *, clause: Clause, consideration: Consideration, actor: Person, at: datetime
) -> Ground:
    """Ground a clause of the present version in an adopted consideration; later versions keep it.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: an earlier version, a text that is not worked on, a consideration not adopted.
        Refused: the actor may not see the consideration, or it is another group's.
    """
    version = lock_version(clause.version)
    policy.may_ground(actor, version).require()
    seen = considerations_visible_to(actor).filter(group=version.text.group)
    if not seen.filter(pk=consideration.pk).exists():
        raise Refused(_("There is no such consideration."))
    if consideration.state != Consideration.State.ADOPTED:
        raise NotNow(_("Adopt the consideration first: texts rest on adopted ones."))
    ground, made = Ground.objects.get_or_create(
        clause=clause, consideration=consideration, defaults={"by": actor, "at": at}
    )
    if made:
        link(consideration, clause, Relation.GROUNDS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        clause=str(clause.uid),
        consideration=consideration.pk,
        **about_both(clause, consideration),
    )
    return ground


@act
def unground_clause(*, ground: Ground, actor: Person, at: datetime) -> None:
    """Take a consideration from under a clause of the present version.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: an earlier version, a text that is not worked on, or it was taken away before.
    """
    clause = ground.clause
    policy.may_ground(actor, lock_version(clause.version)).require()
    ground = lock(ground)
    unlink(ground.consideration, clause, Relation.GROUNDS)
    record(
        actor=actor,
        at=at,
        clause=str(clause.uid),
        consideration=ground.consideration_id,
        **about_both(clause, ground.consideration),
    )
    ground.delete()


@act
def consult_on(*, version: Version, call: Call, actor: Person, at: datetime) -> Text:
    """Put a version up for comments in a call: its clauses are copied there as exhibits.

    Exhibits that the call shows already, of the same clauses, are not copied twice.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: a call consults on the text already, or the call takes no more exhibits.
        Refused: the actor may not see the call, or it is another group's.
    """
    text = lock(version.text)
    policy.may_consult(actor, text).require()
    if not calls_visible_to(actor).filter(pk=call.pk, group=text.group).exists():
        raise Refused(_("There is no such call."))
    clauses = list(version.clauses.prefetch_related("wordings"))
    shown = set(call.exhibits.values_list("uid", flat=True))
    missing = [
        ExhibitDraft(clause.uid, clause.citations, _texts(clause))
        for clause in clauses
        if clause.uid not in shown
    ]
    if missing:
        add_exhibits(call=call, exhibits=missing, actor=actor, at=at)
    exhibits = {exhibit.uid: exhibit for exhibit in call.exhibits.all()}
    for clause in clauses:
        link(clause, exhibits[clause.uid], Relation.ASKS, by=actor, at=at)
    link(version, call, Relation.ASKS, by=actor, at=at)
    text.consultation = call
    text.save()
    record(actor=actor, at=at, about=version, call=call.pk, clauses=len(clauses))
    return text


def _texts(clause: Clause) -> dict[str, str]:
    return {
        each.language: "\n".join(part for part in (each.heading, each.text) if part)
        for each in clause.wordings.all()
    }
