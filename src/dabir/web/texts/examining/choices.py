"""Choices among clauses, named by where they stand and how they begin."""

from __future__ import annotations

from typing import Any

from django import forms

from dabir.stages.texts.models import UpstreamClause


class LabelledChoice(forms.ModelChoiceField):
    """A clause, named by where it stands and how it begins."""

    def label_from_instance(self, obj: Any) -> str:
        words = str(obj.text)
        short = words if len(words) <= 60 else f"{words[:60]}…"
        if isinstance(obj, UpstreamClause):
            return f"{obj.document}: {obj.label} ({short})"
        return f"{obj.label} ({short})"
