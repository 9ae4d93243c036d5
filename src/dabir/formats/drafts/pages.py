"""What the pages of redlines and compilations share: one file, its style in it, no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dabir.domain.drafting.comparing.differences import Change
from dabir.domain.language.printable import printable
from dabir.formats.documents import Language
from dabir.formats.drafts.words import numeral, say
from dabir.formats.laid_out import LAID_OUT

# The page may show its own style, and load or run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #1b1b1f; --faint: #5c5f66;
  --line: #c9ccd3; --in: #0b6b32; --in-ground: #dff3e4; --out: #a5141c; --out-ground: #fbe4e4;
  --move: #5b3a94; --move-ground: #efe8fa; --doubt: #7a4b00; --doubt-ground: #fff1d6;
  --soft: #f4f5f7; }
@media (prefers-color-scheme: dark) { :root { --ground: #16171b; --text: #e6e7ea;
  --faint: #a4a8b1; --line: #41444c; --in: #7fdba0; --in-ground: #12341f; --out: #ff9d9a;
  --out-ground: #421a1b; --move: #cbb2f7; --move-ground: #2c2142; --doubt: #f3c677;
  --doubt-ground: #3a2a0c; --soft: #1f2126; } }
* { box-sizing: border-box; }
body { font: 1rem/1.75 Vazirmatn, "Segoe UI", Tahoma, "Noto Sans", sans-serif; margin: 0 auto;
  padding: 1.5rem 1.25rem 4rem; max-width: 56rem; color: var(--text); background: var(--ground); }
:lang(fa) body, body:lang(fa) { line-height: 2; }
h1 { font-size: 1.4rem; line-height: 1.5; margin: 0; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
a { color: inherit; text-underline-offset: .2em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--move); outline-offset: 2px; }
.lead { color: var(--faint); margin: .2rem 0 1rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; padding: .6rem 0; margin: 0;
  border-block: 1px solid var(--line); list-style: none; }
.facts b { font-weight: 700; }
summary { cursor: pointer; padding-block: .35rem; }
details { border-block-end: 1px solid var(--line); }
.clause { margin: 0; padding: .35rem .8rem; border-inline-start: 4px solid transparent;
  white-space: pre-line; overflow-wrap: anywhere; }
.clause.heading { font-weight: 700; }
.changed { border-color: var(--line); background: var(--soft); }
.added { border-color: var(--in); } .deleted { border-color: var(--out); }
.moved, .left { border-color: var(--move); }
.clause + .clause { margin-block-start: .3rem; }
.depth-1 { margin-inline-start: 1.4rem; } .depth-2 { margin-inline-start: 2.8rem; }
.depth-3 { margin-inline-start: 4.2rem; } .depth-4 { margin-inline-start: 5.6rem; }
ins { color: var(--in); background: var(--in-ground); text-decoration: underline;
  text-decoration-thickness: 1.5px; text-underline-offset: .25em; border-radius: 2px; }
del { color: var(--out); background: var(--out-ground); text-decoration: line-through;
  border-radius: 2px; }
del + ins { margin-inline-start: .2em; }
.respelled { background: none; text-decoration-style: dotted; }
.left { color: var(--faint); text-decoration: line-through; text-decoration-thickness: 1px; }
.tag { font-size: .78rem; line-height: 1.6; font-weight: 400; color: var(--faint);
  border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; margin-inline-end: .5rem;
  display: inline-block; text-decoration: none; white-space: nowrap; }
.tag.in { color: var(--in); } .tag.out { color: var(--out); } .tag.move { color: var(--move); }
.tag.doubt { color: var(--doubt); background: var(--doubt-ground); border-color: var(--doubt); }
.doubts { background: var(--doubt-ground); border-inline-start: 4px solid var(--doubt);
  padding: .6rem .9rem; margin-block: 1rem; }
.doubts p { margin: 0; } .doubts ul, .changes { margin: .3rem 0; padding-inline-start: 1.4rem; }
.changes li { padding-block: .15rem; overflow-wrap: anywhere; }
.kept { color: var(--faint); }
@media (max-width: 30rem) { body { padding-inline: .8rem; }
  .depth-1, .depth-2, .depth-3, .depth-4 { margin-inline-start: .7rem; } }
@media print { :root { --ground: #fff; --text: #000; --faint: #444; --soft: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } .screen { display: none; }
  .clause { break-inside: avoid; } ins, del { background: none; } }
"""


def page(*, title: str, language: Language, body: Iterable[str], style: str = "") -> str:
    """Return a complete page; `title` is escaped here, `body` is markup already.

    It says of itself that it was laid out of several texts (see `formats.drafts.laid_out`).
    """
    direction = "rtl" if language == "fa" else "ltr"
    return "".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n',
            '<meta charset="utf-8">\n',
            f'<meta name="keywords" content="{LAID_OUT}">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{text(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n",
            *body,
            "</body>\n</html>\n",
        )
    )


def fact(language: Language, number: int, key: str) -> str:
    """Return an item of the list of facts: a number, and the word for what it counts."""
    counts = text(say(language, key, count=number))
    return f"<li><b>{numeral(language, number)}</b> {counts}</li>"


def text(words: str) -> str:
    """Return words as markup: escaped, and without what no page can show."""
    return escape(printable(words))


def stretches(changes: Iterable[Change]) -> str:
    """Return what changed as markup, deletions before what stands in their place."""
    pieces: list[str] = []
    for change in changes:
        if change.kind == "equal":
            pieces.append(text(change.new))
            continue
        respelled = ' class="respelled"' if change.spelling_only else ""
        if change.old:
            pieces.append(f"<del{respelled}>{seen(change.old)}</del>")
        if change.new:
            pieces.append(f"<ins{respelled}>{seen(change.new)}</ins>")
    return "".join(pieces)


def seen(words: str) -> str:
    """Show the end of a line that was put in or taken out."""
    return text(words).replace("\n", "¶\n")


def depth_class(depth: int) -> str:
    """Return the class that sets a clause in."""
    return f" depth-{min(depth, 4)}" if depth else ""
