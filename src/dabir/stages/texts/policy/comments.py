"""Who comments on a text, answers comments, and says how they are disposed of."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Verdict
from dabir.foundation.lives import may_now
from dabir.foundation.people.permissions import permits
from dabir.foundation.people.queries import Reader, memberships_of, signed_in
from dabir.stages.texts.models import Comment, CommentDisposition, Text
from dabir.stages.texts.policy import OPEN, May

Outcome = CommentDisposition.Outcome

OF_ITS_AUTHOR = frozenset({Outcome.ANSWERED, Outcome.NOTED, Outcome.WITHDRAWN})
"""How those who made a comment may end it themselves; only they withdraw it."""


def may_comment(person: Reader, text: Text) -> Verdict:
    """Members comment on any version of a text while it is worked on, also on those of others."""
    allowed = permits(person, May.COMMENT, group=text.group)
    if not allowed:
        return allowed
    if text.state not in OPEN:
        return Verdict.no(
            _("The text is not worked on now: it is %(state)s.")
            % {"state": text.get_state_display()},
            error=NotNow,
        )
    if not text.versions.exists():
        return Verdict.no(_("There is no draft to comment on yet."), error=NotNow)
    return allowed


def may_answer(person: Reader, comment: Comment) -> Verdict:
    """Members answer a comment that they may see while it is open."""
    allowed = permits(person, May.COMMENT, group=comment.text.group)
    if allowed and comment.state != Comment.State.OPEN:
        return Verdict.no(
            _("The comment is settled: open it again to go on with it."), error=NotNow
        )
    return allowed


def made_by(person: Reader, comment: Comment) -> bool:
    """Whether a comment is the reader's own, or of a body that they sit for in the group."""
    somebody = signed_in(person)
    if somebody is None:
        return False
    if comment.by_id == somebody.pk:
        return True
    sits = memberships_of(somebody).filter(group=comment.text.group, body=comment.body_id)
    return comment.body_id is not None and sits.exists()


def outcomes_open_to(person: Reader, comment: Comment) -> list[Outcome]:
    """Return how the reader may dispose of a comment, whatever its state."""
    desk = bool(permits(person, May.DISPOSE, group=comment.text.group))
    own = bool(permits(person, May.COMMENT, group=comment.text.group)) and made_by(person, comment)
    return [
        each
        for each in Outcome
        if (desk and each is not Outcome.WITHDRAWN) or (own and each in OF_ITS_AUTHOR)
    ]


def may_settle(person: Reader, comment: Comment, outcome: Outcome | None = None) -> Verdict:
    """The secretariat disposes of comments; who made one says that it is answered or withdrawn."""
    outcomes = outcomes_open_to(person, comment)
    if not outcomes:
        return Verdict.no(
            _("It is for the secretariat, or for who made it, to settle a comment."),
            error=NotPermitted,
        )
    if outcome is not None and outcome not in outcomes:
        return Verdict.no(
            _("It is for who made the comment to withdraw it.")
            if outcome is Outcome.WITHDRAWN
            else _("It is for the secretariat to say whether a comment is accepted."),
            error=NotPermitted,
        )
    return may_now(comment, "settle")


def may_reopen(person: Reader, comment: Comment) -> Verdict:
    """Whoever may settle a comment may open it again while the text is worked on."""
    if not outcomes_open_to(person, comment):
        return Verdict.no(
            _("It is for the secretariat, or for who made it, to open a comment again."),
            error=NotPermitted,
        )
    return may_comment(person, comment.text) & may_now(comment, "reopen")
