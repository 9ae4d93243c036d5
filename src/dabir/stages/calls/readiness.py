"""What a draft of a call still lacks: what keeps it from being opened, and what would better it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from dabir.foundation.naming import in_language
from dabir.stages.calls.models import Call, Question


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at before a call is opened. `needed`: it cannot be opened without."""

    label: str
    done: bool
    needed: bool = False
    note: str = ""


def checks_of(call: Call, at: datetime) -> list[Check]:
    """Return what a draft needs and what it should have, each with whether it is there."""
    questions = list(call.questions.all())
    bodies = call.invitations.filter(body__isnull=False).count()
    invited = call.invitations.count()
    inquiry = call.kind == Call.Kind.INQUIRY
    checks = [
        Check(
            _("A deadline that lies ahead"),
            call.closes_at is not None and call.closes_at > at,
            needed=True,
        ),
        Check(_("A purpose: what will be done with the answers"), bool(call.purpose)),
    ]
    if inquiry:
        checks.append(Check(_("At least one body that is asked"), bodies > 0, needed=True))
    else:
        checks.append(Check(_("Whom it invites in particular"), invited > 0))
    if call.kind == Call.Kind.COMMENTS:
        checks.append(
            Check(_("The clauses that it asks about"), call.exhibits.exists(), needed=True)
        )
    else:
        checks.append(Check(_("At least one question"), bool(questions)))
    checks += [
        Check(
            _("The clauses of the mandate that it carries out"),
            call.clauses.exists() or any(one.clause_id is not None for one in questions),
        ),
        Check(_("An address for questions about it"), bool(call.contact)),
        _translations(call, questions),
    ]
    return checks


def _translations(call: Call, questions: list[Question]) -> Check:
    """Return whether everything stands in every language of the pages, and where it does not."""
    parts = [(_("title"), [call.names]), (_("purpose"), [call.purposes])]
    parts += [
        (_("question %(number)s") % {"number": number}, [one.prompts, one.proposals, *one.choices])
        for number, one in enumerate(questions, start=1)
    ]
    missing = [
        label
        for label, texts in parts
        if any(
            in_language(text) and not text.get(code)
            for text in texts
            for code, _name in settings.LANGUAGES
        )
    ]
    return Check(
        _("Everything in both languages"),
        not missing,
        note=_("only in one language: %(parts)s") % {"parts": _(", ").join(missing)}
        if missing
        else "",
    )
