"""A compilation of files as Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence

from dabir.domain.drafting import Compilation
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.originals import compilation_in_original
from dabir.formats.drafts.proposals import Proposal
from dabir.formats.drafts.words import say
from dabir.formats.text_facts import TextFacts
from dabir.formats.texts.pdf import write_compilation_pdf
from dabir.formats.word_changes import Front, write_compilation
from dabir.formats.word_originals import NotCarried


def compilation_docx(
    compilation: Compilation, base: Draft, proposals: Sequence[Proposal]
) -> tuple[bytes, tuple[str, ...]]:
    """Return a Word file in which what excludes nothing is tracked and the rest is in brackets.

    Where the base is a Word file it is that file; what cannot be tracked there makes it one that is
    laid out anew, which is said in the notes that come with it.
    """
    notes: tuple[str, ...] = ()
    if base.data:
        try:
            return compilation_in_original(compilation, base, proposals).data, ()
        except NotCarried as reason:
            notes = (f"{base.name}: laid out anew: {reason}.",)
    data = write_compilation(
        compilation,
        language=base.language,
        front=Front(title=_title(base), subtitle=_subtitle(base, proposals)),
        times={proposal.number: proposal.copy.at for proposal in proposals},
    )
    return data, notes


def compilation_pdf(compilation: Compilation, base: Draft, proposals: Sequence[Proposal]) -> bytes:
    """Return the compilation on paper: brackets in the running text."""
    del proposals
    return write_compilation_pdf(
        compilation,
        TextFacts(title={base.language: _title(base)}),
        languages=(base.language,),
        contests="brackets",
    )


def _title(base: Draft) -> str:
    return f"{say(base.language, 'compilation')}: {base.title}"


def _subtitle(base: Draft, proposals: Sequence[Proposal]) -> str:
    joint = "، " if base.language == "fa" else ", "
    return joint.join(dict.fromkeys(proposal.copy.proposer for proposal in proposals))
