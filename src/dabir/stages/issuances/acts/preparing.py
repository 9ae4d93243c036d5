"""Acts of preparing an issuance: what is issued, how, by whom, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.queries import bodies_seated
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import new_address
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.decisions.models import Decision, Submittal
from dabir.stages.issuances import policy
from dabir.stages.issuances.models import Issuance, Recipient
from dabir.stages.texts.models import Version

CHANGEABLE = frozenset(
    (
        "names",
        "mode",
        "issuer",
        "signatory",
        "position",
        "preamble",
        "closing",
        "in_force_on",
        "language",
        "decision",
        "submittal",
    )
)


def _check(issuance: Issuance) -> None:
    if not issuance.name.strip():
        raise Refused(_("Please give the document a title."))
    version = issuance.version
    if version.text.group_id != issuance.group_id:
        raise Refused(_("The version belongs to another group."))
    decision, submittal = issuance.decision, issuance.submittal
    if decision is not None and decision.version_id != version.pk:
        raise Refused(_("That decision is not on this version."))
    if decision is not None and decision.outcome != Decision.Outcome.ADOPTED:
        raise Refused(_("That decision was not adopted."))
    if submittal is not None and submittal.version_id != version.pk:
        raise Refused(_("What was submitted is another version."))
    if submittal is not None and submittal.state != Submittal.State.APPROVED:
        raise Refused(_("The higher body has not approved it."))
    if not version.clauses.filter(wordings__language=issuance.language).exists():
        raise Refused(_("The version has no wording in the language of the document."))


def _set_recipients(issuance: Issuance, recipients: Iterable[Body], copies: Iterable[Body]) -> None:
    issuance.recipients.all().delete()
    addressed = list(dict.fromkeys(recipients))
    for body in addressed:
        Recipient.objects.create(issuance=issuance, body=body)
    for body in dict.fromkeys(copies):
        if body not in addressed:
            Recipient.objects.create(issuance=issuance, body=body, for_action=False)


def readers_of(issuance: Issuance) -> tuple[Confidentiality, list[Body]]:
    """Return who may read an issued document: everybody, or the group's bodies and recipients."""
    if issuance.mode == Issuance.Mode.PUBLISHED:
        return Confidentiality.PUBLIC, []
    recipients = Body.objects.filter(pk__in=issuance.recipients.values("body"))
    return Confidentiality.BODIES, list((bodies_seated(issuance.group) | recipients).distinct())


@act
def prepare_issuance(
    *,
    version: Version,
    signatory: Person,
    actor: Person,
    at: datetime,
    names: Mapping[str, str] | None = None,
    decision: Decision | None = None,
    submittal: Submittal | None = None,
    mode: Issuance.Mode | str = Issuance.Mode.BINDING,
    issuer: Body | None = None,
    position: str = "",
    recipients: Iterable[Body] = (),
    copies: Iterable[Body] = (),
    preamble: str = "",
    closing: str = "",
    in_force_on: date | None = None,
    language: str = "",
) -> Issuance:
    """Prepare the issuance of a version; the secretariat alone sees it until it is issued.

    `issuer` is the body in whose name it goes out (default: the group's responsible body);
    `recipients` are to act on it, `copies` get it for information; `language` is the text's own
    unless said otherwise; `names` the text's own title.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: a decision or submittal on another version or that did not adopt it, or no
            wording in that language.
    """
    text = version.text
    policy.may_prepare(actor, text.group).require()
    issuance = Issuance(
        group=text.group,
        version=version,
        decision=decision,
        submittal=submittal,
        names=dict(names or text.names),
        mode=Issuance.Mode(mode),
        issuer=issuer,
        signatory=signatory,
        position=position.strip(),
        preamble=preamble.strip(),
        closing=closing.strip(),
        in_force_on=in_force_on,
        language=language or text.language,
        by=actor,
    )
    _check(issuance)
    issuance.address = new_address(
        Issuance, group=text.group, confidentiality=Confidentiality.SECRETARIAT
    )
    issuance.save()
    _set_recipients(issuance, recipients, copies)
    record(actor=actor, at=at, about=issuance, version=version.pk, mode=issuance.mode)
    return issuance


@act
def change_issuance(
    *,
    issuance: Issuance,
    actor: Person,
    at: datetime,
    recipients: Iterable[Body] | None = None,
    copies: Iterable[Body] | None = None,
    **changes: Any,
) -> Issuance:
    """Change an issuance while it is being prepared; what is left out stays.

    `changes` are those of `prepare_issuance`, but for the version. Recipients and copies are
    given together, or neither.

    Raises:
        NotPermitted, NotNow: the actor may not, or the document is issued.
        Refused: as for `prepare_issuance`.
        TypeError: a change that is none of these (a fault of the program).
    """
    issuance = lock(issuance)
    policy.may_change(actor, issuance).require()
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"an issuance has no {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(issuance, name, value)
    issuance.names = issuance.names or dict(issuance.version.text.names)
    _check(issuance)
    issuance.save()
    if recipients is not None:
        _set_recipients(issuance, recipients, copies or ())
    record(actor=actor, at=at, about=issuance, changed=sorted(changes))
    return issuance
