"""Corrections that change the words of a published call; those before stay readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Person
from dabir.foundation.record.acts import act, record
from dabir.stages.calls import policy
from dabir.stages.calls.acts.words import Words, require_names, require_words
from dabir.stages.calls.announcements import call_changed
from dabir.stages.calls.models import Call, Invitation, Notice, Question, Rewording


def _notice(call: Call, reason: Words, at: datetime) -> Notice:
    missing = _("Please give a reason: it is published with the change.")
    texts = require_words(call, reason, missing)
    return Notice.objects.create(call=call, kind=Notice.Kind.CORRECTION, texts=texts, at=at)


def _require_change(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    if dict(before) == dict(after):
        raise Refused(_("These are the words that stand there already."))


@act
def correct_question(
    *, question: Question, prompts: Mapping[str, str], reason: Words, actor: Person, at: datetime
) -> Notice:
    """Change the words of a question of an open call, as a published act with its reason.

    The question stays the same one: what was answered before is bound to it still, and the words
    it was answered under stay readable beside the new ones. How it is answered does not change.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not open.
        Refused: no words, no other words than before, or no reason.
    """
    call = lock(question.call)
    policy.may_move(actor, call, "extend").require()
    question = lock(question)
    before = question.prompts
    after = require_names(prompts, _("Please write the question in at least one language."))
    _require_change(before, after)
    notice = _notice(call, reason, at)
    Rewording.objects.create(notice=notice, question=question, before=before, after=after)
    question.prompts = after
    question.save(update_fields=["prompts"])
    call_changed.send(Call, call=call, notice=notice, actor=actor, at=at)
    record(actor=actor, at=at, about=question, before=before, after=after, reason=notice.texts)
    return notice


@act
def correct_invitation(
    *,
    invitation: Invitation,
    names: Mapping[str, str],
    reason: Words,
    actor: Person,
    at: datetime,
) -> Notice:
    """Change how an open call describes a group that it invites, as a published act.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the call is not open.
        Refused: it is a body, which has a name of its own; no words, no others, or no reason.
    """
    call = lock(invitation.call)
    policy.may_move(actor, call, "extend").require()
    invitation = lock(invitation)
    if invitation.body_id is not None:
        raise Refused(_("A body is called by its own name."))
    before = invitation.names
    after = require_names(names, _("Please say which group or body is invited."))
    _require_change(before, after)
    notice = _notice(call, reason, at)
    Rewording.objects.create(notice=notice, invitation=invitation, before=before, after=after)
    invitation.names = after
    invitation.save(update_fields=["names", "name_key"])
    call_changed.send(Call, call=call, notice=notice, actor=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=call,
        invitation=invitation.pk,
        before=before,
        after=after,
        reason=notice.texts,
    )
    return notice
