"""An outline as plain data: the schema of the documentation, ready for JSON."""

from typing import Any

from dabir.domain.outline.model import Duty, Finding, Item, Outline


def to_json(outline: Outline) -> dict[str, Any]:
    """Return the values of ``outline``, without spans and rules, as JSON can hold them."""
    group = outline.working_group
    call = outline.call
    return {
        "kind": outline.kind.value,
        "language": outline.language.value,
        "title": _value(outline.title),
        "number": _value(outline.number),
        "session": outline.session.value if outline.session else None,
        "date": outline.date.value.isoformat() if outline.date else None,
        "issuer": _value(outline.issuer),
        "working_group": None
        if group is None
        else {
            "title": _value(group.title),
            "responsible_body": _value(group.responsible_body),
        },
        "members": [member.value for member in outline.members],
        "items": [_item(item) for item in outline.items],
        "duties": [_duty(duty) for duty in outline.duties],
        "invalid_dates": [found.value for found in outline.invalid_dates],
        "call": None
        if call is None
        else {
            "deadline": call.deadline.value.isoformat() if call.deadline else None,
            "contact": [found.value for found in call.contact],
            "invited": [found.value for found in call.invited],
        },
    }


def _value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding else None


def _item(item: Item) -> dict[str, Any]:
    return {
        "path": item.path,
        "kind": item.kind,
        "number": item.number,
        "level": item.level,
        "starts": item.starts,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "starts": duty.starts,
        "bodies": [body.value for body in duty.bodies],
        "with": [body.value for body in duty.supporting],
        "due": duty.due.isoformat() if duty.due else None,
        "due_text": _value(duty.due_text),
        "relative": duty.relative,
    }
