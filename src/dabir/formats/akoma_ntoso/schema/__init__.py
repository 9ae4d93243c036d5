"""Akoma Ntoso files held against the official schema, and their references against themselves.

``akomantoso30.xsd`` is the schema of OASIS as published (Akoma Ntoso Version 1.0, 29 August 2018),
under CC BY 4.0. It takes any reference for a valid one, so that those are looked at here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from lxml import etree

from dabir.formats.akoma_ntoso.errors import Dangling, Invalid

_REFERRING = ("href", "refersTo", "source", "alternativeTo", "as", "for", "period")
_IDS = ("eId", "wId")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and in which line."""

    line: int
    fault: str


@functools.cache
def _schema() -> etree.XMLSchema:
    folder = resources.files("dabir.formats.akoma_ntoso.schema")
    with resources.as_file(folder) as path:
        return etree.XMLSchema(etree.parse(str(path / "akomantoso30.xsd")))


def schema_faults(root: etree._Element) -> tuple[Fault, ...]:
    """Return where a document breaks the official schema."""
    schema = _schema()
    if schema.validate(root):
        return ()
    prefix = f"{{{etree.QName(root).namespace}}}"
    log: Iterable[etree._LogEntry] = schema.error_log  # type: ignore[assignment]  # stubs lag
    return tuple(Fault(line=error.line, fault=error.message.replace(prefix, "")) for error in log)


def dangling(root: etree._Element) -> tuple[Fault, ...]:
    """Return the references within a document ("#art_5") to what is not there."""
    known = {value for element in _elements(root) for name in _IDS if (value := element.get(name))}
    return tuple(
        Fault(line=_line(element), fault=target)
        for element in _elements(root)
        for name in _REFERRING
        for target in element.get(name, "").split()
        if target.startswith("#") and target[1:] not in known
    )


def require_valid(root: etree._Element) -> None:
    """Do nothing for a document in order.

    Raises:
        Invalid: it breaks the schema.
        Dangling: it refers to what is not in it.
    """
    for fault in schema_faults(root):
        raise Invalid(line=fault.line, fault=fault.fault)
    for fault in dangling(root):
        raise Dangling(target=fault.fault)


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))
