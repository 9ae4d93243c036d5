"""Acts on examinations: a committee writes opinions, hands them over; the group adopts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Group, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import (
    as_closed_as,
    cut_off,
    give_to,
    link,
    new_address,
    restrict,
)
from dabir.foundation.trace.models import Address, Confidentiality, Relation
from dabir.stages.texts.acts.carrying import begin, show_to
from dabir.stages.texts.acts.storing import lock_version
from dabir.stages.texts.models import ASPECTS, Clause, Examination, Opinion, Version
from dabir.stages.texts.policy import examining as policy
from dabir.stages.texts.queries import clauses_visible_to
from dabir.stages.texts.queries.examining import (
    examinations_visible_to,
    opinions_visible_to,
    state_of,
)


@act
def begin_examination(
    *, version: Version, committee: Group, actor: Person, at: datetime
) -> Examination:
    """Have a version examined by a committee of the group, or by the group itself.

    The committee's members see the text from then on, and each later version of it.

    Raises:
        NotPermitted: the actor is not in the group's secretariat.
        NotNow: the committee examines it already, could not read the text, or the text has moved
            on from this version.
        Refused: it is no committee of the group.
    """
    version = lock_version(version)
    policy.may_begin_examination(actor, version, committee).require()
    examination = begin(version, committee, by=actor, at=at)
    record(actor=actor, at=at, about=examination, version=version.pk, committee=committee.code)
    return examination


@act
def write_opinion(
    *,
    examination: Examination,
    clause: Clause,
    said: Mapping[str, Mapping[str, str]],
    actor: Person,
    at: datetime,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    seen: str | None = None,
) -> Opinion:
    """Write the opinion on a clause, or write anew the one that the actor may see.

    It counts as looked at again then, and is never more open than the clause.

    `said` has words by language for each of `ASPECTS` that there is something to say on. With
    `seen`, what `state_of` said of the opinion when it was read, the act refuses when somebody has
    written it anew meanwhile.

    Raises:
        NotPermitted: the actor is no member of the committee.
        NotNow: the opinions are handed over or adopted, or it was written anew meanwhile.
        Refused: nothing is said, or the clause is of another version, or not to be seen.
    """
    examination = lock(examination)
    policy.may_write_opinion(actor, examination).require()
    words = {
        name: {code: text.strip() for code, text in said.get(name, {}).items() if text.strip()}
        for name in ASPECTS
    }
    if not any(words.values()):
        raise Refused(_("Please say something on the clause."))
    there = clauses_visible_to(actor).filter(version=examination.version_id, pk=clause.pk)
    if not examinations_visible_to(actor).filter(pk=examination.pk).exists() or not there.exists():
        raise Refused(_("There is no such clause."))
    # One that the actor may not see stays as it is: they write beside it, and learn nothing of it.
    opinion = opinions_visible_to(actor).filter(examination=examination, clause=clause).first()
    if seen is not None and seen != state_of(opinion):
        raise NotNow(_("The opinion was written anew meanwhile. Look at it again."))
    level, named = as_closed_as(clause.address, confidentiality, bodies)
    if opinion is None:
        opinion = Opinion(
            address=new_address(
                Opinion, group=examination.committee, confidentiality=level, bodies=named
            ),
            examination=examination,
            clause=clause,
        )
    else:
        restrict(opinion.address, level, named)
    for name in ASPECTS:
        setattr(opinion, name, words[name])
    opinion.look_again, opinion.by, opinion.at = False, actor, at
    opinion.save()
    link(clause, opinion, Relation.ASKS, by=actor, at=at)
    link(examination, opinion, Relation.ASKS, by=actor, at=at)
    record(actor=actor, at=at, about=opinion, clause=str(clause.uid), said=words)
    return opinion


@act
def confirm_opinion(*, opinion: Opinion, actor: Person, at: datetime) -> Opinion:
    """Say that a carried opinion holds for the clause as it reads now.

    Raises:
        NotPermitted: the actor is no member of the committee.
        NotNow: the opinions are handed over or adopted.
        Refused: the actor may not see it.
    """
    opinion = _open(opinion, actor)
    opinion.look_again, opinion.by, opinion.at = False, actor, at
    opinion.save(update_fields=["look_again", "by", "at"])
    record(actor=actor, at=at, about=opinion, clause=str(opinion.clause.uid))
    return opinion


@act
def drop_opinion(*, opinion: Opinion, actor: Person, at: datetime) -> None:
    """Take an opinion back that is not handed over yet.

    Raises:
        NotPermitted: the actor is no member of the committee.
        NotNow: the opinions are handed over or adopted.
        Refused: the actor may not see it.
    """
    opinion = _open(opinion, actor)
    record(actor=actor, at=at, about=opinion, clause=str(opinion.clause.uid))
    # Also that to the opinion it was carried from: nothing leads to what is not there any more.
    cut_off(opinion)
    opinion.delete()


def _open(opinion: Opinion, actor: Person) -> Opinion:
    policy.may_write_opinion(actor, lock(opinion.examination)).require()
    if not opinions_visible_to(actor).filter(pk=opinion.pk).exists():
        raise Refused(_("There is no such opinion."))
    return lock(opinion)


def _addresses(examination: Examination) -> list[Address]:
    opinions = examination.opinions.values_list("address", flat=True)
    return list(Address.objects.filter(pk__in=[examination.address_id, *opinions]))


@act
def hand_examination(*, examination: Examination, actor: Person, at: datetime) -> Examination:
    """Hand a committee's opinions to its parent group, whose members may read them from now on.

    What the committee wrote for its secretariat or for named bodies alone stays with them; the
    group's secretariat is the committee's too.

    Raises:
        NotPermitted: the actor is not in the committee's secretariat.
        NotNow: it is handed over already, nothing is written, or a clause is to be looked at again.
    """
    examination = lock(examination)
    policy.may_hand(actor, examination).require()
    advance(examination, "hand")
    examination.reason = ""
    examination.save(update_fields=["state", "reason"])
    show_to(examination.version.text.group, [address.pk for address in _addresses(examination)])
    # How many there are is not told: some may be hidden from those who read this.
    record(actor=actor, at=at, about=examination)
    return examination


@act
def adopt_examination(*, examination: Examination, actor: Person, at: datetime) -> Examination:
    """Adopt a committee's opinions as the group's, or those that the group wrote itself.

    Raises:
        NotPermitted: the actor is not in the group's secretariat.
        NotNow: it is not handed over, or adopted already.
    """
    examination = lock(examination)
    policy.may_adopt(actor, examination).require()
    advance(examination, "adopt")
    examination.save(update_fields=["state"])
    # How many there are is not told: some may be hidden from those who read this.
    record(actor=actor, at=at, about=examination)
    return examination


@act
def return_examination(
    *, examination: Examination, reason: str, actor: Person, at: datetime
) -> Examination:
    """Return a committee's opinions with the reason; the group's members see them no longer.

    Raises:
        NotPermitted: the actor is not in the group's secretariat.
        NotNow: it is not handed over.
        Refused: there is no reason.
    """
    examination = lock(examination)
    policy.may_return(actor, examination).require()
    if not reason.strip():
        raise Refused(_("Please say why: the committee starts from it."))
    advance(examination, "return")
    examination.reason = reason.strip()
    examination.save(update_fields=["state", "reason"])
    give_to(_addresses(examination))
    record(actor=actor, at=at, about=examination, reason=examination.reason)
    return examination
