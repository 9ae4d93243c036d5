"""Where unsent words of amendments are kept: a place for each form, and each draft collected."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest

from dabir.foundation.trace.models import new_id
from dabir.stages.texts.models import Text
from dabir.web.texts.frame import url

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NONE = "-"
NEW_CLAUSE = "new"
WAYS = frozenset({"words", "move", "delete", "add"})


@dataclass(frozen=True, slots=True)
class Place:
    """The form of one way of amending one clause; `uid` is empty for a clause to add.

    `only` is the one language of a form in its place, `again` the number of an amendment that is
    drafted anew, `token` that of a draft which was collected to be proposed with others.
    """

    text: int
    uid: str
    how: str
    only: str = ""
    again: str = ""
    token: str = ""

    def __str__(self) -> str:
        parts = (self.uid or NEW_CLAUSE, self.how, self.only, self.again, self.token)
        return f"{prefix_of(self.text)}{'/'.join(part or NONE for part in parts)}"

    @classmethod
    def asked(cls, request: HttpRequest, text: Text, uid: str, how: str, only: str) -> Place:
        """Return the place of the form that this address asks for."""
        token = request.GET.get("draft", "")
        again = request.GET.get("redraft", "")
        return cls(
            text.pk,
            uid,
            how,
            only,
            again if again.isascii() and again.isdigit() else "",
            token if UUID.fullmatch(token) and not again else "",
        )

    @classmethod
    def read(cls, name: str) -> Place | None:
        """Return the place of this name, or None for one of another kind."""
        first, *parts = name.split("/")
        if first != "texts" or len(parts) != len(("text", "uid", "how", "only", "again", "token")):
            return None
        text, uid, how, only, again, token = ("" if part == NONE else part for part in parts)
        known = how in WAYS and (uid == NEW_CLAUSE) == (how == "add")
        if not text.isdecimal() or not known or not (how == "add" or UUID.fullmatch(uid)):
            return None
        return cls(int(text), "" if uid == NEW_CLAUSE else uid, how, only, again, token)

    def collected(self, token: str = "") -> Place:
        """Return the place of a draft that is collected from here: its own, or a new one.

        `token` is what a form brought for it, so that the form sent twice makes one draft.
        """
        if self.token:
            return self
        return replace(self, token=token if UUID.fullmatch(token) else str(new_id()))

    def address(self, text: Text) -> str:
        """Return where the form opens."""
        asked = {"only": self.only, "redraft": self.again, "draft": self.token}
        query = urlencode({name: value for name, value in asked.items() if value})
        page = url("add", text) if self.how == "add" else url(self.how, text, self.uid)
        return f"{page}?{query}" if query else page


def prefix_of(text: int) -> str:
    """Return how the names of all places of a text begin."""
    return f"texts/{text}/"
