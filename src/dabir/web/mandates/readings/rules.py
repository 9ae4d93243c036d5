"""The rules of the outline reader in words: why something is proposed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dabir.foundation.proposals.drafts import PERSON_RULE

BELOW = "lead-"
"""What the names of rules begin with that read who must act in the sentence above."""

RULES: dict[str, Any] = {
    PERSON_RULE: gettext_lazy("Added by a person."),
    # The kind of the document.
    "self-name": gettext_lazy("The document names its own kind."),
    "self-name-inside": gettext_lazy("The document names its own kind inside a sentence."),
    "calls-upon-public": gettext_lazy("It asks the public to take part."),
    "invites": gettext_lazy("It invites, without naming its kind."),
    "salutation": gettext_lazy("It begins as a letter does."),
    "orders": gettext_lazy("It gives orders, without naming its kind."),
    "orders-by-letter": gettext_lazy("It orders by letter, without naming its kind."),
    "adopts": gettext_lazy("It speaks of adopting something, without naming its kind."),
    "articles": gettext_lazy("It is divided into articles, without naming its kind."),
    "attendance": gettext_lazy("It lists who attended, as minutes do."),
    "fallback": gettext_lazy("Nothing names the kind: guessed from whether items are numbered."),
    "call-in-news": gettext_lazy("A news report that passes a call on."),
    "quoted-in-news": gettext_lazy("A news report that quotes the document."),
    "news-words": gettext_lazy("It is worded as a news report."),
    # Title, number, meeting.
    "headline": gettext_lazy("The first line, as the headline of a report."),
    "numbered-title": gettext_lazy("The title beside the document's number."),
    "subject-line": gettext_lazy("The line that begins with “Subject”."),
    "heading": gettext_lazy("A heading at the top of the document."),
    "number": gettext_lazy("A number beside the word for it, before the first clause."),
    "session": gettext_lazy("A number beside the word for a meeting."),
    # The day.
    "adoption-label": gettext_lazy("The day beside “adopted on”."),
    "meeting-label": gettext_lazy("The day beside “date of the meeting”."),
    "adopted-on": gettext_lazy("The sentence says that it was adopted on this day."),
    "adopted-at": gettext_lazy("The sentence says that it was adopted on this day."),
    "adopted-in": gettext_lazy("A day after “dated”, near what was decided."),
    "meeting-of": gettext_lazy("It is said of the meeting that decided."),
    "held-on": gettext_lazy("The meeting was held on this day."),
    "title-date": gettext_lazy("The day in the title."),
    "done-at": gettext_lazy("The day of signature at the end."),
    "own-label": gettext_lazy("The day beside “Date”."),
    "modified-label": gettext_lazy("The day on which the text was last changed."),
    "start-label": gettext_lazy("The day from which it applies."),
    "date-line": gettext_lazy("A line that holds nothing but a day."),
    "beside-number": gettext_lazy("A day beside the document's number."),
    "impossible-date": gettext_lazy("The calendar has no such day."),
    "open-date": gettext_lazy("The words leave open which day is meant."),
    # Issuer, group, members.
    "closing-meeting": gettext_lazy("The text ends by saying which meeting approved it."),
    "acts-in-meeting": gettext_lazy("It is said to have decided in its meeting."),
    "heading-of": gettext_lazy("The heading says whose decision it is."),
    "decree-of": gettext_lazy("It is named after the word for its decision."),
    "speaker-of": gettext_lazy("Somebody speaks for it in the report."),
    "letterhead": gettext_lazy("The name at the head of the paper."),
    "first-subject": gettext_lazy("The first body that acts in the text."),
    "preamble-subject": gettext_lazy("It decides in the opening sentence."),
    "adopted-by": gettext_lazy("The text says by whom it was adopted."),
    "signature": gettext_lazy("The name below the signature."),
    "acts": gettext_lazy("It is named as who acts in the opening."),
    "set-up": gettext_lazy("The sentence sets the group up."),
    "charter-title": gettext_lazy("The charter is named after it."),
    "name-field": gettext_lazy("The line that begins with “Name”."),
    "title": gettext_lazy("The title names the group."),
    "led-by": gettext_lazy("The sentence says under whose responsibility."),
    "host-field": gettext_lazy("The line that names the host."),
    "members-below": gettext_lazy("It stands in the list below the word “members”."),
    "members-in-text": gettext_lazy("It stands among the names after the word “members”."),
    # The call.
    "address": gettext_lazy("It is written as an address."),
    "call-deadline": gettext_lazy("The last day named for taking part."),
    "invited": gettext_lazy("It stands after the words that invite."),
    "anybody": gettext_lazy("It invites everybody."),
    "invited-item": gettext_lazy("It stands in the list of those invited."),
    # Clauses.
    "annex": gettext_lazy("The heading of an annex."),
    "chapter": gettext_lazy("The heading of a chapter."),
    "article": gettext_lazy("The heading of an article."),
    "note": gettext_lazy("The heading of a note."),
    "named": gettext_lazy("It begins with the word for a clause and its number."),
    "series": gettext_lazy("Its number follows the one before it."),
    "opens": gettext_lazy("It is the first of a numbered list."),
    "gap": gettext_lazy("A number is missing before it."),
    "stray": gettext_lazy("A number that belongs to no list."),
    "compound": gettext_lazy("Its number names the clause above it too."),
    "compound-reversed": gettext_lazy("Its number names the clause above it too, read backwards."),
    "compound-orphan": gettext_lazy("Its number names a clause above it that is not there."),
    # Duties.
    "object-first": gettext_lazy("What is to be done stands before who is to do it."),
    "keyed": gettext_lazy("A line names who is responsible."),
    "table-row": gettext_lazy("A row of a table names who is responsible."),
    "action-line": gettext_lazy("A line that begins with “Action” names who takes it."),
    "milestone": gettext_lazy("A milestone with its day."),
    "action": gettext_lazy("It is marked as an action, with who takes it."),
    "called-upon": gettext_lazy("It is called upon, requested or urged."),
    "modal": gettext_lazy("It shall, must or is to act."),
    "by": gettext_lazy("Something is to be done by it."),
    "duty-of": gettext_lazy("It is named as somebody's duty."),
    "obliged": gettext_lazy("The sentence says that it is obliged."),
    "on-shoulders": gettext_lazy("The sentence lays it on somebody."),
    "acts-on": gettext_lazy("The sentence says that it takes the matter in hand."),
    "must": gettext_lazy("The sentence says that it must."),
    "necessary": gettext_lazy("The sentence says that it is necessary."),
    "resolved": gettext_lazy("It was resolved that somebody acts."),
    "asked": gettext_lazy("It is asked to act."),
    "charged": gettext_lazy("It is charged with the matter."),
    "entrusted": gettext_lazy("The matter is entrusted to it."),
    "named-first": gettext_lazy("The clause begins with its name."),
    "verbless": gettext_lazy("A task without a verb, after a name."),
    "present": gettext_lazy("The sentence says in the present tense that it acts."),
    "final-verb": gettext_lazy("The sentence says that it is to act."),
    "lead-tasks": gettext_lazy("One of the tasks that are listed below a name."),
    "lead-name": gettext_lazy("It stands below the name of who does it."),
    "lead-obliged": gettext_lazy("The sentence above says who is obliged."),
    "lead-produces": gettext_lazy("The sentence above says who is to produce this."),
}


def why(rule: str) -> str:
    """Return why something is proposed, as a sentence."""
    if rule in RULES:
        return str(RULES[rule])
    if rule.startswith(BELOW):
        return _("The sentence above says who acts: %(why)s") % {"why": why(rule[len(BELOW) :])}
    return _("Found by the rule “%(rule)s”.") % {"rule": rule}
