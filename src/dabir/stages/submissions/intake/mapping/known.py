"""Systems whose exports are known, by their columns: what each column is, and what to leave out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dabir.domain.language.search_key import search_key
from dabir.stages.submissions.intake.mapping.problems import (
    AUTOMATIC,
    NOT_SENT_IN,
    WITHDRAWN,
    quoted,
)
from dabir.stages.submissions.intake.mapping.targets import Target
from dabir.stages.submissions.intake.mapping.values import YES

Why = tuple[str, str, dict[str, str]]
"""The column, the message and its parameters."""


@dataclass(frozen=True, slots=True)
class Known:
    """An export that is known: its columns by name, and which rows of it nobody sent in.

    Of `columns`, the more telling first, a name ending in ``/`` stands for all that begin so, one
    for each language. `signs` are columns that together no other table has.
    `markup`: texts come as HTML.
    """

    name: str | Promise
    signs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, Target]
    leave_out: Callable[[Mapping[str, str]], Why | None]
    markup: bool = False

    def recognises(self, columns: Sequence[str]) -> bool:
        """Whether a table has the columns of this export."""
        return all(
            any(_is(column, name) for column in columns for name in either) for either in self.signs
        )

    def map(self, columns: Sequence[str]) -> dict[str, str]:
        """Return what each column is; of the columns that say when it came, the first alone."""
        found: dict[str, str] = {}
        for name, target in self.columns.items():
            if target == Target.DATE and target in found.values():
                continue
            found |= {column: target.value for column in columns if _is(column, name)}
        return {column: found[column] for column in columns if column in found}


def _is(column: str, name: str) -> bool:
    return column.startswith(name) if name.endswith("/") else column == name


def _decidim(row: Mapping[str, str]) -> Why | None:
    return ("state", WITHDRAWN, {}) if row.get("state") == "withdrawn" else None


def _regulations(row: Mapping[str, str]) -> Why | None:
    if search_key(row.get("Is Withdrawn?", "")) in YES:
        return "Is Withdrawn?", WITHDRAWN, {}
    kind = row.get("Document Type", "Public Submission")
    if kind != "Public Submission":
        return "Document Type", NOT_SENT_IN, {"said": quoted(kind)}
    return None


def _mail(row: Mapping[str, str]) -> Why | None:
    return ("automatic", AUTOMATIC, {}) if row.get("automatic") else None


KNOWN: Mapping[str, Known] = {
    "decidim": Known(
        name=_("Decidim, export of proposals"),
        signs=(
            ("title", "title/"),
            ("body", "body/"),
            ("published_at", "created_at"),
            ("component/id", "participatory_space/id", "reference"),
        ),
        columns={
            "id": Target.KEY,
            "title": Target.TITLE,
            "title/": Target.TITLE,
            "body": Target.FREE,
            "body/": Target.FREE,
            "author/name": Target.NAME,
            "author/name/": Target.NAME,
            "category/name/": Target.NOTE,
            "scope/name/": Target.NOTE,
            "published_at": Target.DATE,
            "created_at": Target.DATE,
        },
        leave_out=_decidim,
        markup=True,
    ),
    "regulations": Known(
        name=_("regulations.gov, bulk download of comments"),
        signs=(("Document ID",), ("Docket ID",), ("Comment",), ("Received Date", "Posted Date")),
        columns={
            "Document ID": Target.KEY,
            "Comment": Target.FREE,
            "First Name": Target.FIRST_NAME,
            "Last Name": Target.LAST_NAME,
            "Organization Name": Target.ORGANISATION,
            "Government Agency": Target.ORGANISATION,
            "Category": Target.SECTOR,
            "State/Province": Target.PROVINCE,
            "Received Date": Target.DATE,
            "Posted Date": Target.DATE,
            "Attachment Files": Target.NOTE,
        },
        leave_out=_regulations,
        markup=True,
    ),
    "mail": Known(
        name=_("Messages of a mailbox"),
        signs=(("message-id",), ("from/email",), ("text",)),
        columns={
            "message-id": Target.KEY,
            "date": Target.DATE,
            "from/name": Target.NAME,
            "from/email": Target.EMAIL,
            "subject": Target.TITLE,
            "text": Target.FREE,
        },
        leave_out=_mail,
    ),
}
