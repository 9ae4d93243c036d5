"""Remarks in the margin of a written Word file, each about words of the base, with its replies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple
from xml.sax.saxutils import escape

from dabir.domain.drafting import Part
from dabir.domain.language import direction
from dabir.domain.language.printable import printable
from dabir.formats.docx_parts import by_script
from dabir.formats.word_changes.authored import Remark, Reply
from dabir.formats.word_changes.laying import Piece
from dabir.formats.word_changes.parts import HEAD, MAIN
from dabir.formats.word_changes.runs import attribute, written

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


class _Threaded(NamedTuple):
    """A remark or a reply by its id; `parent` is the remark's, None of a remark."""

    id: int
    of: Remark | Reply
    parent: int | None
    remark: Remark


class Margin:
    """The remarks of a file, and where their marks come in a paragraph."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self._all: list[_Threaded] = []
        self._by_wording: dict[tuple[str, Part], list[_Threaded]] = {}
        for remark in remarks:
            parent = len(self._all)
            thread = [_Threaded(parent, remark, None, remark)]
            thread += [
                _Threaded(parent + place, reply, parent, remark)
                for place, reply in enumerate(remark.replies, start=1)
            ]
            self._all += thread
            self._by_wording.setdefault((remark.uid, remark.part), []).extend(thread)

    def cut(self, target: tuple[str, Part] | None, pieces: Sequence[Piece]) -> list[Piece | str]:
        """Return the pieces of a paragraph with the marks of its remarks between them.

        A remark whose words are not in this paragraph stands at the nearest place in it.
        """
        marks = {} if target is None else self._marks(self._by_wording.get(target, ()))
        waiting = sorted(marks, reverse=True)
        placed: list[Piece | str] = []
        for piece in pieces:
            if piece.start is None:
                placed.append(piece)
                continue
            begun, end = 0, piece.start + len(piece.text)
            while waiting and waiting[-1] < end:
                at = waiting.pop()
                stop = max(at - piece.start, begun)
                placed += [_part(piece, begun, stop), *marks[at]]
                begun = stop
            placed.append(_part(piece, begun, len(piece.text)))
        for at in reversed(waiting):
            placed += marks[at]
        return placed

    def _marks(self, threads: Iterable[_Threaded]) -> dict[int, list[str]]:
        """Return what stands at each place of a wording: first what ends there."""
        marks: dict[int, list[str]] = {}
        for rank in (0, 1, 2):
            for each in threads:
                start, end = sorted((each.remark.start, each.remark.end))
                opened = f'<w:commentRangeStart w:id="{each.id}"/>'
                closed = (
                    f'<w:commentRangeEnd w:id="{each.id}"/>'
                    f'<w:r><w:commentReference w:id="{each.id}"/></w:r>'
                )
                if start == end:
                    if rank == 1:
                        marks.setdefault(start, []).append(opened + closed)
                elif rank == 0:
                    marks.setdefault(end, []).append(closed)
                elif rank == 2:
                    marks.setdefault(start, []).append(opened)
        return marks

    def parts(self) -> dict[str, str]:
        """Return the parts of comments; none where nobody remarked."""
        if not self._all:
            return {}
        comments = "".join(_comment(each) for each in self._all)
        threads = "".join(_thread(each) for each in self._all)
        return {
            "word/comments.xml": f"{HEAD}<w:comments {MAIN} {_W14}>{comments}</w:comments>",
            "word/commentsExtended.xml": (
                f"{HEAD}<w15:commentsEx {_W15}>{threads}</w15:commentsEx>"
            ),
        }


def _part(piece: Piece, begun: int, stop: int) -> Piece:
    return replace(piece, text=piece.text[begun:stop], start=(piece.start or 0) + begun)


def _comment(each: _Threaded) -> str:
    of = each.of
    moment = "" if of.at is None else f' w:date="{written(of.at)}"'
    initials = "".join(word[0] for word in of.author.split()[:3])
    lines = printable(of.text).split("\n")
    paragraphs = []
    for number, line in enumerate(lines):
        # Only the last paragraph of a comment names it in its thread.
        name = f' w14:paraId="{_key(each.id)}"' if number == len(lines) - 1 else ""
        way = direction(line)
        bidi = "<w:bidi/>" if way == "rtl" else ""
        runs = "".join(
            f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if rtl else ''}"
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            for text, rtl in by_script(line, "rtl" if way == "rtl" else "ltr")
            if text
        )
        paragraphs.append(
            f'<w:p{name}><w:pPr><w:pStyle w:val="CommentText"/>{bidi}</w:pPr>{runs}</w:p>'
        )
    return (
        f'<w:comment w:id="{each.id}" w:author="{attribute(of.author)}"{moment} '
        f'w:initials="{attribute(initials)}">{"".join(paragraphs)}</w:comment>'
    )


def _thread(each: _Threaded) -> str:
    parent = "" if each.parent is None else f' w15:paraIdParent="{_key(each.parent)}"'
    done = "1" if each.remark.done else "0"
    return f'<w15:commentEx w15:paraId="{_key(each.id)}"{parent} w15:done="{done}"/>'


def _key(number: int) -> str:
    # Names of paragraphs are below 80000000, and not 0.
    return f"{0x10000000 + number:08X}"
