"""Names in several languages on one row.

Names and titles are short and shown everywhere, so they live on the row itself as
``{"fa": …, "en": …}``; longer content that is translated on its own has child rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language

from dabir.domain.language.search_key import search_key

FALLBACK = ("fa", "en")


def in_language(names: Mapping[str, str], language: str | None = None) -> str:
    """Return the name in `language` (default: the reader's), else in whichever there is."""
    return names.get(language_of(names, language), "")


def language_of(names: Mapping[str, str], language: str | None = None) -> str:
    """Return the code of the language in which `in_language` gives the name; "" without names."""
    wanted = (language or get_language() or "fa").split("-")[0]
    for code in (wanted, *FALLBACK, *names):
        if names.get(code):
            return code
    return ""


def search_text(names: Mapping[str, str]) -> str:
    """Return the search key of all the names together, for a search column."""
    return search_key(" ".join(name for name in names.values() if name))


class NamesField(models.JSONField):
    """A mapping from language code to name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)


class Named(models.Model):
    """A row with a name in each language; reads as its name in the reader's language."""

    names = NamesField()
    name_key = models.TextField(default="", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search column in step with the names."""
        self.name_key = search_text(self.names)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name in the reader's language, or in another where that is missing."""
        return in_language(self.names)
