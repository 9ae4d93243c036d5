"""What a number of a picture counts, as an address: said there, and read from there."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date

from dabir.foundation.people.models import Group
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.models import Stance
from dabir.stages.themes.pictured import Asked
from dabir.web.shared.pages import is_key


def address_of(group: Group, asked: Asked) -> str:
    """Return the page that lists the passages that are asked for."""
    query = QueryDict(mutable=True)
    for name in ("call", "theme", "question", "first", "last"):
        value = getattr(asked, name)
        if value is not None:
            query[name] = str(value)
    if asked.without:
        query["without"] = "1"
    if asked.stance:
        query["stance"] = asked.stance
    query.setlist("sector", list(asked.sectors))
    return f"{reverse('themes:passages', args=[group.code])}?{query.urlencode()}"


def asked_for(request: HttpRequest) -> Asked:
    """Return what an address asks for; what makes no sense in it is left aside."""
    said = request.GET

    def key(name: str) -> int | None:
        return int(said[name]) if is_key(said.get(name, "")) else None

    def day(name: str) -> date | None:
        try:
            return parse_date(said.get(name, ""))
        except ValueError:
            return None

    return Asked(
        call=key("call"),
        theme=key("theme"),
        without="without" in said,
        stance=said.get("stance", "") if said.get("stance", "") in Stance.values else "",
        sectors=tuple(one for one in said.getlist("sector") if one in Submission.Sector.values),
        question=key("question"),
        first=day("first"),
        last=day("last"),
    )
