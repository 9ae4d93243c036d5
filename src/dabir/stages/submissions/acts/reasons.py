"""Acts on the reasons that a group gives again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record
from dabir.stages.submissions import policy
from dabir.stages.submissions.models import Reason


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    given = {code: text.strip() for code, text in texts.items() if text.strip()}
    if not given:
        raise Refused(_("Please write the reason in at least one language."))
    return given


@act
def add_reason(
    *, group: Group, use: Reason.Use | str, texts: Mapping[str, str], actor: Person, at: datetime
) -> Reason:
    """Add a ready reason, by language, for one use.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: it says nothing.
    """
    policy.may_edit_reasons(actor, group).require()
    last = Reason.objects.filter(group=group, use=use).aggregate(last=Max("order"))["last"]
    reason = Reason.objects.create(
        group=group, use=Reason.Use(use), texts=_texts(texts), order=(last or 0) + 1
    )
    record(actor=actor, at=at, group=group, reason=reason.pk, use=reason.use, texts=reason.texts)
    return reason


@act
def change_reason(
    *, reason: Reason, texts: Mapping[str, str], actor: Person, at: datetime
) -> Reason:
    """Change the words of a ready reason; what was said before with the old ones stays.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        Refused: it says nothing.
    """
    reason = lock(reason)
    policy.may_edit_reasons(actor, reason.group).require()
    before, reason.texts = reason.texts, _texts(texts)
    reason.save(update_fields=["texts"])
    record(
        actor=actor, at=at, group=reason.group, reason=reason.pk, before=before, after=reason.texts
    )
    return reason


@act
def retire_reason(*, reason: Reason, actor: Person, at: datetime) -> Reason:
    """Offer a ready reason no more.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it was retired before.
    """
    reason = lock(reason)
    policy.may_edit_reasons(actor, reason.group).require()
    if reason.retired_at is not None:
        raise NotNow(_("This reason is offered no more."))
    reason.retired_at = at
    reason.save(update_fields=["retired_at"])
    record(actor=actor, at=at, group=reason.group, reason=reason.pk)
    return reason
