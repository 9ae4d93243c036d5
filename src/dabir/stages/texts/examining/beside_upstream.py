"""A version beside a higher-ranking document: which of their clauses say the same, how nearly.

Nothing binds them but their words. Clauses that say the same are paired first, then those that say
nearly the same; the rest stands alone on its side, and nothing is paired by its number, which means
something else in another document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from django.core.cache import cache
from django.utils.translation import gettext as _

from dabir.domain import drafting
from dabir.domain.drafting import Change, Numbering, Part, compare
from dabir.domain.drafting.copies import Method, Pairing, PrintedClause, align_copies
from dabir.domain.language import detect_language
from dabir.formats.docx_redlines import write_redline_docx
from dabir.formats.pdf_writing import write_pdf
from dabir.formats.redlines import MarkedClause, Redline
from dabir.foundation.people.preferences import Preferences, reading_as, show_day
from dabir.foundation.people.queries import Reader
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.files.redlining import day_of, stretches
from dabir.stages.texts.models import Finding, Upstream, UpstreamClause, Version
from dabir.stages.texts.queries import upstream_visible_to
from dabir.stages.texts.queries.examining import concluded
from dabir.stages.texts.snapshots import snapshot

Side = Literal["both", "document", "draft"]
WRITERS: dict[str, Callable[[Redline], bytes]] = {"pdf": write_pdf, "docx": write_redline_docx}
"""The files that a comparison is written to, by their ending."""

_KEPT_SECONDS = 600
"""Pairing 500 clauses with 500 takes a fifth of a second; a reader turns pages and views."""
_SAMPLE = 20_000


class Cited(NamedTuple):
    """A clause of the draft: its row's key, its permanent id, and what it is called."""

    pk: int
    uid: str
    citation: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Clauses of the document and of the draft that say the same, or one that stands alone.

    Several on one side were split, or joined; `old` and `new` are their words together.
    """

    pairing: Pairing
    upstream: tuple[UpstreamClause, ...]
    clauses: tuple[Cited, ...]
    old: str
    new: str
    depth: int
    findings: tuple[Finding, ...]

    @property
    def side(self) -> Side:
        """Where it is: in both, in the document alone or in the draft alone."""
        if self.upstream and self.clauses:
            return "both"
        return "document" if self.upstream else "draft"

    @property
    def same(self) -> bool:
        """Whether both say the same, but for spelling."""
        return self.side == "both" and self.pairing.method is Method.EXACT

    @property
    def doubtful(self) -> bool:
        """Whether they are so little alike that a person should judge."""
        return self.pairing.doubtful

    @property
    def labels(self) -> str:
        """What the clauses of the document are called there."""
        return _(", ").join(each.label for each in self.upstream)

    @property
    def citations(self) -> str:
        """What the clauses of the draft are called."""
        return _(", ").join(each.citation for each in self.clauses)

    def changes(self) -> list[Change]:
        """Return what the draft says otherwise, word by word."""
        return compare(self.old, self.new)


@dataclass(frozen=True)
class BesideUpstream:
    """Every clause of both once, in the order of the draft; `language` is the one compared in."""

    version: Version
    document: Upstream
    language: str
    rows: Sequence[Beside]

    @cached_property
    def counts(self) -> dict[Side, int]:
        """How many rows are in both, in the document alone and in the draft alone."""
        counts: dict[Side, int] = {"both": 0, "document": 0, "draft": 0}
        for row in self.rows:
            counts[row.side] += 1
        return counts


def beside_upstream(
    version: Version, document: Upstream, reader: Reader, language: str
) -> BesideUpstream:
    """Lay a version beside an upstream document, as far as the reader may see it; six queries.

    The clauses are compared in the language of the document if the version is worded in it, else in
    the text's own. `language` is the one in which clauses are cited.
    """
    theirs = list(upstream_visible_to(reader).filter(document=document).order_by("order"))
    drafted = snapshot(version)
    words = _language(theirs, drafted, version.text.language)
    ours = [
        (depth, clause.uid, written)
        for depth, clause in drafted.walk()
        if (written := _written(clause, words))
    ]
    numbering = Numbering(drafted)
    keys = {str(uid): key for key, uid in version.clauses.values_list("pk", "uid")}
    found = _Findings(concluded(version, reader).values())
    rows = []
    for pairing in _paired([each.text for each in theirs], [each[2] for each in ours]):
        upstream = tuple(theirs[place] for place in pairing.old)
        mine = [ours[place] for place in pairing.new]
        uids = [uid for _depth, uid, _written in mine]
        rows.append(
            Beside(
                pairing,
                upstream,
                tuple(Cited(keys[uid], uid, numbering.citation(uid, language)) for uid in uids),
                "\n".join(each.text for each in upstream),
                "\n".join(written for _depth, _uid, written in mine),
                mine[0][0] if mine else 0,
                found.on(document, uids, upstream),
            )
        )
    return BesideUpstream(version, document, words, rows)


def _language(theirs: Iterable[UpstreamClause], drafted: drafting.Version, own: str) -> str:
    found = detect_language("\n".join(each.text for each in theirs)[:_SAMPLE])
    worded = {language for each in drafted.clauses.values() for _part, language in each.wordings()}
    return found if found in worded else own


def _written(clause: drafting.Clause, language: str) -> str:
    parts = (clause.wording(Part.HEADING, language), clause.wording(Part.TEXT, language))
    return "\n".join(part for part in parts if part)


def _paired(theirs: Sequence[str], ours: Sequence[str]) -> tuple[Pairing, ...]:
    """Return the pairings of two lists of wordings, which rest on nothing else; kept a while."""
    told = hashlib.sha256(repr((theirs, ours)).encode(errors="surrogatepass")).hexdigest()
    key = f"texts:beside-upstream:{told}"
    kept: tuple[Pairing, ...] | None = cache.get(key)
    if kept is None:
        old, new = ([PrintedClause(each) for each in side] for side in (theirs, ours))
        kept = align_copies(old, new).pairings
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


class _Findings:
    """The findings by the clauses that they are on."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_uid: dict[str, list[Finding]] = {}
        self._by_upstream: dict[int, list[Finding]] = {}
        for each in findings:
            self._by_uid.setdefault(str(each.clause.uid), []).append(each)
            self._by_upstream.setdefault(each.upstream_id, []).append(each)

    def on(
        self, document: Upstream, uids: Iterable[str], upstream: Iterable[UpstreamClause]
    ) -> tuple[Finding, ...]:
        """Return what was found of any of these clauses against this document."""
        met = {
            each.pk: each
            for each in (
                *(one for uid in uids for one in self._by_uid.get(uid, ())),
                *(one for clause in upstream for one in self._by_upstream.get(clause.pk, ())),
            )
            if each.upstream.document_id == document.pk
        }
        return tuple(met.values())


def write_beside(beside: BesideUpstream, ending: str) -> bytes:
    """Return the comparison as a redline of the draft against the document.

    Its `language` is the one in which it was compared.

    Raises:
        KeyError: no writer for this ending.
    """
    text, document = beside.version.text, beside.document
    language: Literal["fa", "en"] = "fa" if beside.language == "fa" else "en"
    order = [each.value for each in Confidentiality]
    level = Confidentiality(
        max(text.address.confidentiality, document.address.confidentiality, key=order.index)
    )
    with reading_as(Preferences.of_language(language)):
        day = day_of(beside.version)
        redline = Redline(
            language=language,
            direction="rtl" if language == "fa" else "ltr",
            title=_("%(text)s against %(document)s")
            % {"text": text.name, "document": document.name},
            subtitle=_("%(version)s of %(day)s")
            % {"version": beside.version.symbol, "day": show_day(day)},
            author=text.group.name,
            put_in=_("in the draft alone"),
            taken_out=_("in the document alone"),
            clauses=tuple(map(_marked, beside.rows)),
            classification="" if level == Confidentiality.PUBLIC else str(level.label),
            day=day,
        )
    return WRITERS[ending](redline)


def _marked(row: Beside) -> MarkedClause:
    if row.side == "document":
        return MarkedClause(
            label=row.labels,
            what="deleted",
            text=tuple(stretches([Change("delete", row.old, "")])),
        )
    if row.side == "draft":
        return MarkedClause(
            label=row.citations,
            what="added",
            text=tuple(stretches([Change("insert", "", row.new)])),
            depth=row.depth,
        )
    return MarkedClause(
        label=_("%(clause)s (in the document: %(theirs)s)")
        % {"clause": row.citations, "theirs": row.labels},
        what="kept" if row.old == row.new else "reworded",
        text=tuple(stretches(row.changes())),
        depth=row.depth,
    )
