"""Originals, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dabir.foundation.files.models import Original
from dabir.foundation.trace.kinds import Kind, register

register(
    Kind(
        key=Original.KIND,
        stage="mandates",
        label=_("file"),
        model=Original,
        name=lambda original: original.name,
        url=lambda original: reverse("file", args=[original.address_id]),
    )
)
