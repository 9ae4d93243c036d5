"""Laws of texts in the files that they were made of: whatever is proposed, nothing else is said."""

from hypothesis import assume, given, settings

from dabir.domain.drafting import Version, apply, compile_amendments
from dabir.formats.as_it_came import NotCarried, stand, tracked
from dabir.formats.as_it_came.rows import bare, rows_of
from tests.domain.drafting.strategies import flat, no_clause_twice, proposals, without_conflicts
from tests.formats.word_originals.files import p, run, word

from .texts import TITLE, lines, printed


def file_of(version: Version) -> bytes:
    """Return a Word file that says a version below a title, its numbers typed."""
    blocks = [p(run(TITLE), style="Heading1")]
    for row in rows_of(version, "fa"):
        number = row.called.typed(row.kind, "fa") if row.called else ""
        blocks.append(p(run(f"{number}{row.words}"), style="Provision"))
    return word(*blocks, rtl=True)


def said(lines_of_file):
    """Return what a file says below its title: letters and digits, its numbers among them."""
    title, *rows = lines_of_file
    assert title == TITLE
    return "".join(bare(line) for line in rows)


def meant(version):
    return "".join(f"{mark}{bare(words)}" for mark, words in printed(version))


# Each example is a file that is written and read several times.
often = settings(max_examples=max(settings.default.max_examples // 4, 1), deadline=None)


@often
@given(proposals())
def test_rejecting_gives_the_version_and_accepting_the_next(made):
    version, amendments = made
    data = file_of(version)
    kept = without_conflicts(version, amendments)
    assume(no_clause_twice(kept))
    names = {each.amendment: (f"Body {each.amendment}",) for each in flat(kept)}
    try:
        standing = stand(data, version, "fa", [TITLE])
        out = tracked(standing, compile_amendments(version, flat(kept), names), times={})
    except NotCarried:
        return
    following = apply(version, flat(kept))
    assert said(lines(out, accepted=False)) == meant(version)
    assert said(lines(out)) == meant(following)


@often
@given(proposals())
def test_a_file_says_whatever_its_text_has_become(made):
    version, amendments = made
    data = file_of(version)
    following = apply(version, flat(without_conflicts(version, amendments)))
    try:
        standing = stand(data, following, "fa", [TITLE])
    except NotCarried:
        return
    assert said(lines(standing.data)) == meant(following)
