"""Pictures from Vega-Lite specifications (as Altair writes them), drawn without a browser.

The SVG can stand inside a page under a strict content security policy (``style-src 'self'``,
``script-src 'self'``): it carries no script, no style and no address. Nothing is fetched.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import vl_convert
from lxml import etree

from dabir.domain.language.printable import printable
from dabir.drawing.errors import Undrawable, UnsafePicture
from dabir.drawing.typeface import FAMILY, FONTS, require_static_faces

# Addresses load data and pictures (from the disk too) or lead away from the page.
_ADDRESS_KEYS = frozenset({"url", "href"})
_SVG_TAGS = frozenset(
    {
        "svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text",
        "tspan", "title", "desc", "defs", "clipPath", "linearGradient", "radialGradient", "stop",
        "marker",
    }
)  # fmt: skip
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "{http://www.w3.org/1999/xlink}href"})


def render_svg(spec: Mapping[str, Any], *, fonts: Path = FONTS) -> str:
    """Return the SVG of a Vega-Lite specification whose data is inside it.

    Text is set in Vazirmatn, whatever the specification asks. The same input gives the same
    text.

    Raises :class:`~dabir.drawing.errors.UnsafePicture` when the specification holds an address
    or the result a script, a style or an address, :class:`~dabir.drawing.errors.Undrawable` when
    it is no specification, :class:`~dabir.drawing.errors.FontsMissing`.
    """
    safe = _prepared(spec, fonts)
    try:
        svg = vl_convert.vegalite_to_svg(safe, allowed_base_urls=[])
    except ValueError as error:
        raise Undrawable from error
    refuse_unsafe_svg(svg)
    return svg


def render_png(spec: Mapping[str, Any], *, scale: float = 2, fonts: Path = FONTS) -> bytes:
    """Return the PNG of a specification, ``scale`` pixels for each of its units.

    Raises what :func:`render_svg` raises.
    """
    svg = render_svg(spec, fonts=fonts)
    try:
        return vl_convert.svg_to_png(svg, scale=scale)
    except ValueError as error:
        raise Undrawable from error


def refuse_unsafe_svg(svg: str) -> None:
    """Check that an SVG holds drawing elements alone, without script, style or address.

    Raises :class:`~dabir.drawing.errors.UnsafePicture` naming what was found.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Undrawable from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafePicture(found="<!DOCTYPE>")
    for element in root.iter():
        if not isinstance(element.tag, str):
            raise UnsafePicture(found="<!-- -->")
        tag = etree.QName(element).localname
        if tag not in _SVG_TAGS:
            raise UnsafePicture(found=f"<{tag}>")
        for name in map(str, element.attrib):
            lowered = name.lower()
            if lowered == "style" or lowered.startswith("on") or lowered in _ADDRESS_ATTRIBUTES:
                raise UnsafePicture(found=f"{name}=")


def _prepared(spec: Mapping[str, Any], fonts: Path) -> dict[str, Any]:
    _register(fonts)
    copy: dict[str, Any] = _checked(spec)
    config = copy.setdefault("config", {})
    if not isinstance(config, dict):
        raise Undrawable
    config["font"] = FAMILY
    return copy


def _checked(value: Any) -> Any:
    if isinstance(value, Mapping):
        for key in value:
            if key in _ADDRESS_KEYS:
                raise UnsafePicture(found=f"{key}:")
        return {
            str(key): FAMILY if _names_font(key, item) else _checked(item)
            for key, item in value.items()
        }
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Sequence):
        return [_checked(item) for item in value]
    return value


def _names_font(key: object, item: object) -> bool:
    return isinstance(item, str) and (key == "font" or str(key).endswith("Font"))


@functools.cache
def _register(fonts: Path) -> None:
    require_static_faces(fonts)
    vl_convert.register_font_directory(str(fonts))
