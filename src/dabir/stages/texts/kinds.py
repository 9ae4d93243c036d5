"""The kinds of this stage, as the trace knows them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dabir.foundation.people.preferences import show_digits
from dabir.foundation.trace.kinds import Kind, register
from dabir.stages.texts.models import (
    Amendment,
    Clause,
    Comment,
    Examination,
    Finding,
    Guard,
    Opinion,
    Revision,
    Text,
    Upstream,
    UpstreamClause,
    Version,
)


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
        part=True,
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
        part=True,
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
register(
    Kind(
        key=Comment.KIND,
        stage="texts",
        part=True,
        label=pgettext_lazy("on a text", "comment"),
        model=Comment,
        name=lambda comment: (
            _("Comment on %(clause)s") % {"clause": comment.clause.label}
            if comment.clause
            else _("Comment on the text")
        ),
        quote=lambda comment: comment.words or comment.wording,
        url=lambda comment: reverse(
            "texts:comment", args=[comment.text.group.code, comment.text_id, comment.pk]
        ),
        related=("text__group", "clause"),
    )
)


def _examination_url(text: Text) -> str:
    return reverse("texts:examination", args=[text.group.code, text.pk])


def _upstream_url(document: Upstream, fragment: str = "") -> str:
    return reverse("texts:upstream", args=[document.group.code, document.pk]) + fragment


register(
    Kind(
        key=Guard.KIND,
        stage="texts",
        label=gettext_lazy("guard of a red line"),
        model=Guard,
        name=lambda guard: str(guard) or _("Guard of a red line"),
        url=lambda guard: _examination_url(guard.text) + "#guards",
        related=("text__group",),
    )
)
register(
    Kind(
        key=Upstream.KIND,
        stage="texts",
        label=gettext_lazy("upstream document"),
        model=Upstream,
        name=lambda document: document.name,
        url=_upstream_url,
        related=("group",),
    )
)
register(
    Kind(
        key=UpstreamClause.KIND,
        stage="texts",
        label=gettext_lazy("upstream clause"),
        model=UpstreamClause,
        name=lambda clause: (
            _("%(document)s, %(clause)s")
            % {"document": clause.document.name, "clause": clause.label}
        ),
        quote=lambda clause: clause.text,
        url=lambda clause: _upstream_url(clause.document, f"#clause-{clause.order}"),
        related=("document__group",),
    )
)
register(
    Kind(
        key=Finding.KIND,
        stage="texts",
        label=gettext_lazy("finding"),
        model=Finding,
        name=lambda finding: f"{finding.get_outcome_display()}: {finding.upstream}",
        quote=lambda finding: finding.note,
        url=lambda finding: _examination_url(finding.clause.version.text),
        related=("clause__version__text__group", "upstream"),
    )
)


def _opinions_url(examination: Examination) -> str:
    return reverse("texts:opinions", args=[examination.committee.code, examination.pk])


register(
    Kind(
        key=Revision.KIND,
        stage="texts",
        label=gettext_lazy("received revision"),
        model=Revision,
        name=lambda revision: (
            _("%(text)s, %(version)s") % {"text": revision.text.name, "version": revision.symbol}
        ),
        url=lambda revision: reverse(
            "texts:revision", args=[revision.text.group.code, revision.text_id, revision.pk]
        ),
        related=("text__group",),
    )
)
register(
    Kind(
        key=Examination.KIND,
        stage="texts",
        label=gettext_lazy("examination"),
        model=Examination,
        name=lambda examination: (
            _("Examination of %(version)s by %(committee)s")
            % {"version": examination.version, "committee": examination.committee.name}
        ),
        url=_opinions_url,
        related=("version__text__group", "committee"),
    )
)
register(
    Kind(
        key=Opinion.KIND,
        stage="texts",
        part=True,
        label=pgettext_lazy("on a clause", "opinion"),
        model=Opinion,
        name=lambda opinion: _("Opinion on %(clause)s") % {"clause": opinion.clause.label},
        quote=str,
        url=lambda opinion: _opinions_url(opinion.examination) + f"#opinion-{opinion.pk}",
        related=("examination__version__text__group", "examination__committee", "clause"),
    )
)
