"""Pictures within pages."""

from __future__ import annotations

import functools
import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from dabir.drawing.pictures import render_svg


@functools.lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    return render_svg(json.loads(spec))


def drawn(spec: dict[str, Any]) -> SafeString:
    """Return the SVG of a specification; the same figures are drawn once."""
    svg = _drawn(json.dumps(spec, ensure_ascii=False))
    return mark_safe(svg)  # noqa: S308 (drawing elements alone: render_svg refuses others)
