"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.texts.models import Amendment, Clause, Text, Version


def _text_url(text: Text) -> str:
    return reverse("texts:text", args=[text.group.code, text.pk])


def _version_url(version: Version) -> str:
    return f"{_text_url(version.text)}?version={version.order}"


register(
    Kind(
        key=Text.KIND,
        stage="texts",
        label=gettext_lazy("text"),
        model=Text,
        name=lambda text: text.name,
        url=_text_url,
        related=("group",),
    )
)
register(
    Kind(
        key=Version.KIND,
        stage="texts",
        label=gettext_lazy("version"),
        model=Version,
        name=lambda version: (
            _("%(text)s, %(version)s") % {"text": version.text.name, "version": version}
        ),
        url=_version_url,
        related=("text__group",),
    )
)
register(
    Kind(
        key=Clause.KIND,
        stage="texts",
        label=pgettext_lazy("of a draft", "draft clause"),
        model=Clause,
        name=lambda clause: (
            _("%(clause)s, %(version)s") % {"clause": clause.label, "version": clause.version}
        ),
        quote=lambda clause: clause.text,
        url=lambda clause: (
            reverse(
                "texts:clause",
                args=[clause.version.text.group.code, clause.version.text_id, clause.uid],
            )
            + f"#version-{clause.version.order}"
        ),
        related=("version__text__group",),
        prefetch=("wordings",),
    )
)
register(
    Kind(
        key=Amendment.KIND,
        stage="texts",
        label=gettext_lazy("amendment"),
        model=Amendment,
        name=lambda amendment: (
            _("Amendment %(number)s") % {"number": show_digits(amendment.number)}
        ),
        quote=lambda amendment: amendment.reason,
        url=lambda amendment: reverse(
            "texts:amendment",
            args=[amendment.text.group.code, amendment.text_id, amendment.number],
        ),
        related=("text__group",),
    )
)
