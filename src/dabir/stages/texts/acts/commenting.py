"""Acts on comments: making, answering, settling with a disposition, opening again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dabir.domain.drafting import Edit
from dabir.domain.procedure.verdicts import MadeBefore, NotPermitted, Refused
from dabir.foundation.lives import advance, lock
from dabir.foundation.people.models import Body, Person
from dabir.foundation.record.acts import act, record
from dabir.foundation.trace.linking import as_closed_as, link, new_address, restrict, unlink
from dabir.foundation.trace.models import Confidentiality, Grant, Relation
from dabir.stages.texts import policy
from dabir.stages.texts.acts.closing import about_both
from dabir.stages.texts.models import (
    Amendment,
    Clause,
    Comment,
    CommentDisposition,
    CommentReply,
    Text,
    Version,
)
from dabir.stages.texts.policy import comments as rules
from dabir.stages.texts.queries import (
    amendments_visible_to,
    clauses_visible_to,
    versions_visible_to,
)
from dabir.stages.texts.queries.comments import comments_visible_to

Outcome = CommentDisposition.Outcome

LONGEST = 20_000
"""Letters that a comment, its wording, its reason or an answer may have."""


@act
def make_comment(
    *,
    version: Version,
    words: str,
    actor: Person,
    at: datetime,
    clause: Clause | None = None,
    language: str = "",
    place: tuple[int, int] | None = None,
    wording: str = "",
    reason: str = "",
    body: Body | None = None,
    confidentiality: Confidentiality | str = Confidentiality.GROUP,
    bodies: Iterable[Body] = (),
    once: bool = False,
) -> Comment:
    """Comment on a version: on all of it, on a clause, or on the words at a `place` of a clause.

    `place` counts code points of the clause's words in `language`, and is widened to whole words.
    The version need not be the present one: a comment goes along with what it is on. It is never
    more open than the text; whoever makes it may always read it. With `once` nobody says the same
    of the same again while it is open, as who presses a button twice would.

    Raises:
        MadeBefore: the actor did, and once is enough.
        NotPermitted: the actor is no member, does not sit for `body`, or may not see the clause.
        NotNow: the text is not worked on.
        Refused: nothing is said, or there are no such words.
    """
    text = lock(version.text)
    rules.may_comment(actor, text).require()
    if body is not None:
        policy.speaks_for(actor, text.group, body).require()
    _require_sight_of(actor, version, clause)
    said = {"words": _said(words), "wording": _said(wording), "reason": _said(reason)}
    if not (said["words"] or said["wording"]):
        raise Refused(_("Please write what you have to say."))
    on: dict[str, Any] = {}
    if place is not None:
        if clause is None:
            raise Refused(_("These words are not in the clause."))
        found = _range(clause, language, place)
        on = {"language": language, "start": found.start, "end": found.end, "quoted": found.old}
    if once:
        _require_new(version, clause, body, actor, on | said)
    level, shown = as_closed_as(text.address, confidentiality, bodies)
    comment = Comment.objects.create(
        address=new_address(Comment, group=text.group, confidentiality=level, bodies=shown),
        text=text,
        version=version,
        clause=clause,
        body=body,
        by=actor,
        at=at,
        **on,
        **said,
    )
    if not comments_visible_to(actor).filter(pk=comment.pk).exists():
        Grant.objects.create(address=comment.address, person=actor)
    link(clause or version, comment, Relation.REPLIES, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=comment,
        version=version.pk,
        clause=str(clause.uid) if clause else None,
        place=place,
        body=body.pk if body else None,
        said=said,
    )
    return comment


def _require_new(
    version: Version, clause: Clause | None, body: Body | None, actor: Person, said: dict[str, Any]
) -> None:
    same = {"language": "", "start": None, "end": None} | said
    there = version.comments.filter(
        clause=clause, body=body, by=actor, state=Comment.State.OPEN, **same
    ).first()
    if there is not None:
        raise MadeBefore(_("You said the same just before."), there)


def _require_sight_of(actor: Person, version: Version, clause: Clause | None) -> None:
    if not versions_visible_to(actor).filter(pk=version.pk).exists():
        raise NotPermitted(_("There is no such text."))
    seen = clauses_visible_to(actor).filter(version=version)
    if clause is not None and not seen.filter(pk=clause.pk).exists():
        raise NotPermitted(_("There is no such clause."))


def _said(words: str) -> str:
    said = words.replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise Refused(_("That is too long for a comment: send it as a document instead."))
    return said


def _range(clause: Clause, language: str, place: tuple[int, int]) -> Edit:
    """Return the words at a place, widened to whole words."""
    wording = next((each.text for each in clause.wordings.all() if each.language == language), "")
    start, end = place
    quoted = wording[start:end] if 0 <= start < end <= len(wording) else ""
    if not quoted.strip():
        raise Refused(_("These words are not in the clause."))
    start += len(quoted) - len(quoted.lstrip())
    quoted = quoted.strip()
    end = start + len(quoted)
    return Edit(str(clause.uid), language, start, end, quoted, quoted).snapped(wording)


@act
def answer_comment(
    *,
    comment: Comment,
    words: str,
    actor: Person,
    at: datetime,
    body: Body | None = None,
    once: bool = False,
) -> CommentReply:
    """Answer a comment; with `once` nobody gives the last answer again.

    Raises:
        MadeBefore: the actor gave that very answer last.
        NotPermitted: the actor is no member, does not sit for `body`, or may not see it.
        NotNow: the comment is settled.
        Refused: nothing is said.
    """
    comment = _locked(comment, actor)
    rules.may_answer(actor, comment).require()
    if body is not None:
        policy.speaks_for(actor, comment.text.group, body).require()
    said = _said(words)
    if not said:
        raise Refused(_("Please write what you have to say."))
    last = comment.replies.order_by("pk").last()
    if once and last is not None and (last.by, last.body, last.words) == (actor, body, said):
        raise MadeBefore(_("You said the same just before."), last)
    reply = CommentReply.objects.create(comment=comment, words=said, body=body, by=actor, at=at)
    record(actor=actor, at=at, about=comment, words=said, body=body.pk if body else None)
    return reply


@act
def settle_comment(
    *,
    comment: Comment,
    outcome: Outcome | str,
    reason: str,
    actor: Person,
    at: datetime,
    amendment: Amendment | None = None,
    clause: Clause | None = None,
) -> CommentDisposition:
    """Say how a comment is disposed of, why, and to which amendment or clause it led.

    Raises:
        NotPermitted: the actor is neither in the secretariat nor of those who made it, or this
            outcome is not for them to say.
        NotNow: it is settled already.
        Refused: no reason is given, or there is no such amendment or clause in the text.
    """
    comment = _locked(comment, actor)
    outcome = Outcome(outcome)
    rules.may_settle(actor, comment, outcome).require()
    because = _said(reason)
    if not because:
        raise Refused(_("Please say why: those who commented will read it."))
    _require_own(actor, comment, amendment, clause)
    advance(comment, "settle")
    comment.save(update_fields=["state"])
    disposition = CommentDisposition.objects.create(
        comment=comment,
        outcome=outcome,
        reason=because,
        amendment=amendment,
        clause=clause,
        by=actor,
        at=at,
    )
    for led in (amendment, clause):
        if led is not None:
            link(comment, led, Relation.PROPOSES, by=actor, at=at)
    # Who may read the comment need not know that there is such an amendment.
    named = amendment is not None and about_both(comment, amendment) == {"about": comment}
    record(
        actor=actor,
        at=at,
        about=comment,
        outcome=outcome,
        reason=because,
        amendment=amendment.number if amendment is not None and named else None,
        clause=str(clause.uid) if clause else None,
    )
    if amendment is not None and not named:
        both = about_both(comment, amendment)
        record(actor=actor, at=at, comment=comment.pk, amendment=amendment.number, **both)
    return disposition


def _require_own(
    actor: Person, comment: Comment, amendment: Amendment | None, clause: Clause | None
) -> None:
    amendments = amendments_visible_to(actor).filter(text=comment.text_id)
    if amendment is not None and not amendments.filter(pk=amendment.pk).exists():
        raise Refused(_("There is no such amendment."))
    clauses = clauses_visible_to(actor).filter(version__text=comment.text_id)
    if clause is not None and not clauses.filter(pk=clause.pk).exists():
        raise Refused(_("There is no such clause."))


@act
def reopen_comment(*, comment: Comment, reason: str, actor: Person, at: datetime) -> Comment:
    """Open a settled comment again: its disposition is taken back, and kept.

    Raises:
        NotPermitted: the actor is neither in the secretariat nor of those who made it.
        NotNow: it is open, or the text is not worked on.
        Refused: no reason is given.
    """
    comment = _locked(comment, actor)
    rules.may_reopen(actor, comment).require()
    because = _said(reason)
    if not because:
        raise Refused(_("Please say why it is opened again."))
    advance(comment, "reopen")
    comment.save(update_fields=["state"])
    disposition = comment.dispositions.get(reopened_at=None)
    disposition.reopened_because = because
    disposition.reopened_by = actor
    disposition.reopened_at = at
    disposition.save(update_fields=["reopened_because", "reopened_by", "reopened_at"])
    for led in (disposition.amendment, disposition.clause):
        if led is not None:
            unlink(comment, led, Relation.PROPOSES)
    record(actor=actor, at=at, about=comment, disposition=disposition.pk, reason=because)
    return comment


def _locked(comment: Comment, actor: Person) -> Comment:
    """Return a comment afresh, locked.

    Raises:
        NotPermitted: for the actor there is no such comment.
    """
    comment = lock(comment)
    if not comments_visible_to(actor).filter(pk=comment.pk).exists():
        raise NotPermitted(_("There is no such comment."))
    return comment


def close_comments_with(text: Text) -> None:
    """Let nobody read more of a text's comments than its readers now may."""
    for comment in text.comments.select_related("address").prefetch_related("address__bodies"):
        address = comment.address
        named = list(address.bodies.all())
        level, shown = as_closed_as(text.address, address.confidentiality, named)
        if (level, shown) != (address.confidentiality, named):
            restrict(address, level, shown)
