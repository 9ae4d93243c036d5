"""Days, moments, numbers and verdicts as the reader wants them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse

from dabir.foundation import naming
from dabir.foundation.people.preferences import show_day, show_digits, show_moment, show_percent
from dabir.foundation.trace.models import Addressable

register = template.Library()


@register.filter
def day(value: date | datetime | None, style: str = "long") -> str:
    """Show a day; ``|day:"numeric"`` for tables. Nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return show_moment(value, "numeric" if style == "numeric" else "long")
    return show_day(value, "numeric" if style == "numeric" else "long")


@register.filter
def moment(value: datetime | None, style: str = "long") -> str:
    """Show a day with its time of day. Nothing for None."""
    if value is None:
        return ""
    return show_moment(value, "numeric" if style == "numeric" else "long")


@register.filter
def local_day(value: datetime | None, zone: str) -> str:
    """Show the day on which an instant falls in a time zone. Nothing for None."""
    return show_day(value.astimezone(ZoneInfo(zone)).date()) if value else ""


@register.filter
def local_moment(value: datetime | None, zone: str) -> str:
    """Show an instant, day and time, by the clock of a time zone. Nothing for None."""
    return show_moment(value, zone=zone) if value else ""


@register.filter
def digits(value: object) -> str:
    """Show a number in the reader's digits. Nothing for None."""
    return "" if value is None else show_digits(value)


@register.filter
def shortened(value: object, most: int) -> str:
    """Show at most this many letters, ending with a whole word; "…" stands for what is left out."""
    words = str(value)
    if len(words) <= most:
        return words
    kept = words[:most] if words[most].isspace() else words[:most].rpartition(" ")[0]
    return f"{(kept or words[:most]).rstrip(' ،؛,;:.…')}…"


@register.filter
def in_language(names: Mapping[str, str] | None) -> str:
    """Show names, kept by language, in the reader's language. Nothing for None."""
    return naming.in_language(names) if names else ""


@register.filter
def percent(value: int | None) -> str:
    """Show a percentage in the reader's digits. Nothing for None."""
    return "" if value is None else show_percent(value)


@register.simple_tag
def trace_url(item: Addressable) -> str:
    """Return the page that says where an item comes from and what became of it."""
    return reverse("trace", args=[item.address_id])
