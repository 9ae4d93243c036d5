"""The shape that an answer must have: the part of JSON Schema in which questions are asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from dabir.analysis.assistants.endpoint.errors import Unfit

Shape = Mapping[str, Any]

_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def table(**fields: Shape) -> Shape:
    """Return the shape of an object that has exactly these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def words(*, longest: int, least: int = 1) -> Shape:
    """Return the shape of a text of so many letters, blanks around it not counted."""
    return {"type": "string", "minLength": least, "maxLength": longest}


def one_of(*values: str) -> Shape:
    """Return the shape of a text that is one of some."""
    return {"type": "string", "enum": list(values)}


def number_up_to(most: int) -> Shape:
    """Return the shape of a whole number from 1."""
    return {"type": "integer", "minimum": 1, "maximum": most}


def list_of(inner: Shape, *, most: int, least: int = 0) -> Shape:
    """Return the shape of a list."""
    return {"type": "array", "items": inner, "minItems": least, "maxItems": most}


def read_answer(text: str, shape: Shape) -> Any:
    """Return the value that a model wrote as JSON, in a code fence or bare.

    Raises Unfit, saying where it is not of the shape.
    """
    fenced = _FENCED.match(text)
    try:
        value = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError) as error:
        raise Unfit("The answer is no JSON.") from error
    if fault := _fault(value, shape, "answer"):
        raise Unfit(fault)
    return value


def _fault(value: Any, shape: Shape, where: str) -> str | None:
    checks = {"object": _object, "array": _array, "string": _string, "integer": _integer}
    return checks[shape["type"]](value, shape, where)


def _object(value: Any, shape: Shape, where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where} is no object."
    fields: Mapping[str, Shape] = shape["properties"]
    if value.keys() != fields.keys():
        return f"{where} has other fields than {', '.join(fields)}."
    faults = (_fault(value[name], inner, f"{where}.{name}") for name, inner in fields.items())
    return next(filter(None, faults), None)


def _array(value: Any, shape: Shape, where: str) -> str | None:
    if not isinstance(value, list):
        return f"{where} is no list."
    if not shape["minItems"] <= len(value) <= shape["maxItems"]:
        return f"{where} has {len(value)} items."
    faults = (_fault(one, shape["items"], f"{where}[{n}]") for n, one in enumerate(value))
    return next(filter(None, faults), None)


def _string(value: Any, shape: Shape, where: str) -> str | None:
    if not isinstance(value, str):
        return f"{where} is no text."
    if "enum" in shape:
        return None if value in shape["enum"] else f"{where} is none of the values to choose from."
    fits = shape["minLength"] <= len(value.strip()) and len(value) <= shape["maxLength"]
    return None if fits else f"{where} is empty or too long."


def _integer(value: Any, shape: Shape, where: str) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"{where} is no whole number."
    fits = shape["minimum"] <= value <= shape["maximum"]
    return None if fits else f"{where} is out of its bounds."
