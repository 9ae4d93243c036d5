"""`dabir compile` and `dabir redline` with Word files: what comes out is the base's own file."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from dabir.cli.compile import compile_files
from dabir.cli.redline import redline
from dabir.formats.word_changes import read_tracked
from dabir.formats.word_originals import Opened
from tests.formats.word_originals.files import (
    BOLD,
    ITALIC,
    PARTS,
    REFERENCE,
    decision,
    p,
    run,
    word,
)
from tests.formats.word_originals.reading import part, shapes, side, words


@pytest.fixture
def lay(tmp_path):
    def _lay(base, copies, ending="docx", command=compile_files):
        paths = []
        for name, data in {"base.docx": base, **copies}.items():
            path = tmp_path / name
            path.write_bytes(data)
            paths.append(str(path))
        out = tmp_path / f"out.{ending}"
        result = CliRunner().invoke(command, [*paths, "-o", str(out)])
        assert result.exit_code == 0, result.output
        return result, out.read_bytes()

    return _lay


@pytest.mark.parametrize("rtl", [False, True])
def test_a_compilation_is_the_file_of_the_base_with_each_word_attributed(lay, rtl):
    base = decision(rtl=rtl)
    one, other = (
        ((("تقویت", "گسترش"),), (("سی روز", "شصت روز"),))
        if rtl
        else ((("strengthen", "enhance"),), (("thirty", "sixty"),))
    )
    result, out = lay(
        base,
        {
            "chamber.docx": decision(rtl=rtl, changes=one),
            "ministry.docx": decision(rtl=rtl, changes=other),
        },
    )
    assert "anew" not in result.stderr
    assert read_tracked(out).authors == ("chamber", "ministry")
    for name in PARTS.values():
        assert part(out, name) == part(base, name)
    assert shapes(side(out, accepted=False)) == shapes(side(base, accepted=True))
    both = decision(rtl=rtl, changes=(*one, *other))
    assert shapes(side(out, accepted=True)) == shapes(side(both, accepted=True))


def test_each_author_alone_can_be_accepted(lay):
    base = decision()
    copies = {
        f"{name}.docx": decision(changes=(change,))
        for name, change in (("a", ("strengthen", "enhance")), ("b", ("thirty", "sixty")))
    }
    _, out = lay(base, copies)
    for name, copy in copies.items():
        alone = Opened(out, lambda author, name=name: f"{author}.docx" == name)
        assert words(alone) == words(side(copy, accepted=True))


def test_options_that_exclude_one_another_stand_in_brackets_as_they_look(lay):
    base = word(p("The first stays as it is."), p("The ministry shall report in time to all."))
    copies = {
        "a.docx": word(
            p("The first stays as it is."),
            p("The ministry ", run("must", BOLD), run(" report in time to all.")),
        ),
        "b.docx": word(
            p("The first stays as it is."),
            p("The ministry ", run("should", ITALIC), run(" report in time to all.")),
        ),
    }
    _, out = lay(base, copies)
    document = read_tracked(out)
    assert document.compiled
    opened = side(out, accepted=True)
    assert words(opened)[1] == ("The ministry [shall][must — a][should — b] report in time to all.")
    [line] = [each for each in opened.lines if "[" in each.words]
    stressed = [
        letter
        for letter, unit in zip(line.words, line.units, strict=True)
        if opened.seen(unit).look.bold or opened.seen(unit).look.italic
    ]
    assert "".join(stressed) == "mustshould"
    assert words(side(out, accepted=False)) == words(side(base, accepted=True))


def test_a_compilation_is_no_copy_and_no_base(lay, tmp_path):
    base = decision()
    contested = {
        "a.docx": decision(changes=(("strengthen", "enhance"),)),
        "b.docx": decision(changes=(("strengthen", "extend"),)),
    }
    _, out = lay(base, contested)
    (tmp_path / "again.docx").write_bytes(out)
    (tmp_path / "base.docx").write_bytes(base)
    for paths in (("base.docx", "again.docx"), ("again.docx", "base.docx")):
        result = CliRunner().invoke(
            compile_files,
            [*(str(tmp_path / each) for each in paths), "-o", str(tmp_path / "x.json")],
        )
        assert result.exit_code == 1
        assert "compilation or a redline" in result.stderr


def test_tracked_changes_of_several_authors_come_along_with_their_looks(lay):
    base = word(p("The first stays as it is."), p("The ministry shall report in time to all."))
    tracked = word(
        p("The first stays as it is."),
        p(
            "The ministry ",
            '<w:del w:id="1" w:author="Chile" w:date="2026-11-03T09:30:00Z"><w:r><w:delText>shall'
            "</w:delText></w:r></w:del>",
            f'<w:ins w:id="2" w:author="Chile">{run("must", BOLD)}</w:ins>',
            run(" report in time "),
            f'<w:ins w:id="3" w:author="Peru">{run("and in full ", ITALIC)}</w:ins>',
            run("to all."),
        ),
    )
    _, out = lay(base, {"both.docx": tracked})
    document = read_tracked(out)
    assert document.authors == ("Chile", "Peru")
    assert {(each.author, each.at) for each in document.revisions()} == {
        ("Chile", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)),
        ("Peru", None),
    }
    assert shapes(side(out, accepted=True)) == shapes(side(tracked, accepted=True))


def test_copies_of_any_format_are_laid_into_the_file(lay):
    base = decision()
    text = "\n\n".join(words(side(decision(changes=(("thirty", "sixty"),)), accepted=True)))
    result, out = lay(base, {"copy.txt": text.encode()})
    assert "anew" not in result.stderr
    assert "(a) publish a list of its datasets in sixty days;" in words(side(out, accepted=True))
    assert shapes(side(out, accepted=False)) == shapes(side(base, accepted=True))


@pytest.mark.parametrize("command", [redline, compile_files])
def test_says_why_a_file_is_laid_out_anew(lay, command):
    base = word(p("A claim is made here."), p("Another one follows."))
    copy = word(p("A claim", REFERENCE, run(" is made here.")), p("Another one follows."))
    result, _ = lay(base, {"copy.docx": copy}, command=command)
    assert "base.docx: laid out anew: a footnote comes or moves." in result.stderr


def test_says_how_many_changes_are_of_looks_alone(lay):
    base = word(p("The ministry shall report."))
    copy = word(p("The ministry ", run("shall", BOLD), run(" report.")))
    result, _ = lay(base, {"copy.docx": copy}, command=redline)
    assert "0 changes" in result.stderr
    assert "Changes of formatting alone: 1." in result.stderr
