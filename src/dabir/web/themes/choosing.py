"""Choosing a theme in a form."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.themes.models import Theme
from dabir.stages.themes.queries import visible_to


def choice(form: forms.Form, name: str) -> forms.ModelChoiceField:
    """Return a form's field whose choices are rows."""
    return cast("forms.ModelChoiceField", form.fields[name])


def standing(reader: Reader, group: Group) -> QuerySet[Theme]:
    """Return the themes that were not merged into others."""
    return visible_to(reader).filter(group=group, merged_into__isnull=True)


class ThemeChoice(forms.ModelChoiceField):
    """A theme, with the theme above it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} › {obj.name}" if obj.parent_id else str(obj.name)
