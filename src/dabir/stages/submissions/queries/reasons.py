"""Ready reasons: a group's own, and the common ones where it has none."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from dabir.foundation.people.models import Group
from dabir.stages.submissions.models import Reason

COMMON = {
    Reason.Use.DECLINE: (
        gettext_noop("It does not answer what this call asks."),
        gettext_noop("It is the same as another contribution of yours, which is being handled."),
        gettext_noop("It holds insults or threats. You may send it again without them."),
        gettext_noop("It is advertising."),
    ),
    Reason.Use.RETURN: (
        gettext_noop("A page or a file is missing. Please add it."),
        gettext_noop("The file cannot be read. Please send it in another form."),
        gettext_noop("Please say for which organisation you write, and in which office."),
    ),
    Reason.Use.OUTCOME: (
        gettext_noop("It was taken over into the text."),
        gettext_noop("Others have proposed it as well; the text says it already."),
        gettext_noop("It needs a law, and is beyond what this group may decide."),
        gettext_noop("It is another body's task. It was passed on to that body."),
    ),
}
LANGUAGES = ("fa", "en")


def reasons_of(group: Group, use: Reason.Use | str) -> QuerySet[Reason]:
    """Return the reasons that a group offers for one use, in their order."""
    return Reason.objects.filter(group=group, use=use, retired_at__isnull=True)


def common_reasons(use: Reason.Use) -> list[dict[str, str]]:
    """Return the reasons that come with the product, by language."""
    found = []
    for sentence in COMMON[use]:
        by_language = {}
        for code in LANGUAGES:
            with override(code):
                by_language[code] = _(sentence)
        found.append(by_language)
    return found


def offered_reasons(group: Group, use: Reason.Use | str) -> list[dict[str, str]]:
    """Return what is offered, by language: the group's own reasons, else the common ones."""
    own = [reason.texts for reason in reasons_of(group, use)]
    return own or common_reasons(Reason.Use(use))
