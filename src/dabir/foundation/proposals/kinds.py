"""Readings, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy

from dabir.foundation.proposals.models import Reading
from dabir.foundation.trace.kinds import Kind, register

register(
    Kind(
        key=Reading.KIND,
        stage="mandates",
        label=gettext_lazy("reading of a document"),
        model=Reading,
        name=lambda reading: reading.original.name,
        url=lambda reading: reverse(
            "mandates:reading", args=[reading.address.group.code, reading.pk]
        ),
        related=("original", "address__group"),
    )
)
