"""Acts on submissions that are held until their sender confirms them: what came without proof."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.files.keeping import discard_sealed
from dabir.foundation.record.acts import act, record
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts.arriving import same_sender, same_words, submit
from dabir.stages.submissions.codes import confirms
from dabir.stages.submissions.intake.arrivals import Acknowledged, opened
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Arrival
from dabir.stages.submissions.queries.arrivals import held_since, sent_under
from dabir.stages.submissions.telling import forget_confirmation_mail, mail_confirmation

HELD_FOR = timedelta(days=7)
"""How long a submission waits for its sender's word."""


def _locked(secret: str) -> Arrival:
    arrival = sent_under(secret)
    if arrival is None:
        raise NotPermitted(_("This is not the code that you were given."))
    return (
        Arrival.objects.select_for_update(of=("self",))
        .select_related("call__group")
        .get(pk=arrival.pk)
    )


def _lapse(arrival: Arrival) -> None:
    for file in opened(arrival).files:
        discard_sealed(file["path"])
    arrival.state = Arrival.State.LAPSED
    arrival.wrapped, arrival.sealed = None, b""
    arrival.save(update_fields=["state", "wrapped", "sealed"])
    forget_confirmation_mail(arrival)


@act
def submit_to_confirm(
    *, call: Call, contributor: Contributor, at: datetime, once: str, **sent: Any
) -> Acknowledged:
    """Receive a form without proof of work, and mail its sender the link that confirms it.

    Sent again with the same words and another sender, say with a mistyped address put right, it
    takes the place of the first, whose link then confirms nothing. `sent` is as `submit` takes it.

    Raises:
        NotNow, NotPermitted, Refused: by `submit` and `ask_to_confirm`.
    """
    waiting = Arrival.objects.filter(once=once, call=call, state=Arrival.State.HELD)
    earlier = waiting.select_for_update(of=("self",)).first() if once else None
    corrected = (
        earlier is not None
        and not same_sender(earlier, contributor)
        and same_words(earlier, call=call, **sent)
    )
    if earlier is not None and corrected:
        earlier.once = None
        earlier.save(update_fields=["once"])
    receipt = submit(call=call, contributor=contributor, at=at, once=once, held=True, **sent)
    if receipt.held:
        ask_to_confirm(secret=receipt.secret, at=at)
    if earlier is not None and corrected:
        # Its files go last: until here everything could still be refused.
        _lapse(earlier)
    record(actor=None, at=at, group=call.group, receipt=receipt.receipt, corrected=corrected)
    return receipt


@act
def ask_to_confirm(*, secret: str, at: datetime) -> None:
    """Mail the sender of a held submission the link that confirms it; asked again, it is one mail.

    The link says what the receipt does not, so that only who reads the mail can confirm.

    Raises:
        NotPermitted: the secret opens nothing that waits.
        Refused: no e-mail address was given.
    """
    arrival = _locked(secret)
    contributor = opened(arrival).contributor
    if not contributor.email:
        raise Refused(_("Give an e-mail address: the link to confirm is mailed there."))
    mail_confirmation(arrival, contributor, secret, days=HELD_FOR.days, at=at)
    record(actor=None, at=at, group=arrival.call.group, receipt=arrival.receipt)


@act
def confirm_arrival(*, secret: str, code: str, at: datetime) -> Arrival:
    """Let a held submission be taken in, as its sender confirms it; it came when it was sent.

    Confirmed twice, it stays confirmed.

    Raises:
        NotPermitted: the secret or the code is wrong.
        NotNow: it was not confirmed in time.
    """
    arrival = _locked(secret)
    if not confirms(code, secret):
        raise NotPermitted(_("This is not the code that you were given."))
    if arrival.state == Arrival.State.LAPSED:
        raise NotNow(_("It was not confirmed in time, and has been deleted. Please send it again."))
    again = arrival.state != Arrival.State.HELD
    if not again:
        arrival.state = Arrival.State.WAITING
        arrival.save(update_fields=["state"])
    record(actor=None, at=at, group=arrival.call.group, receipt=arrival.receipt, again=again)
    return arrival


@act
def let_unconfirmed_lapse(*, before: datetime, at: datetime) -> int:
    """Delete what was sent before then and never confirmed, with its files; return how many.

    That something came, and when, stays.
    """
    arrivals = list(held_since(before).select_for_update(of=("self",)))
    for arrival in arrivals:
        _lapse(arrival)
    record(actor=None, at=at, receipts=[arrival.receipt for arrival in arrivals])
    return len(arrivals)
