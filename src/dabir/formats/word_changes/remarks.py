"""Comments of a file, bound to the wordings that they are about."""

from __future__ import annotations

from dabir.formats.word_changes.authored import Remark, Reply
from dabir.formats.word_changes.binding import Bound
from dabir.formats.word_changes.model import Point, TrackedComment, TrackedDocument


def remarks_of(
    document: TrackedDocument, bound: dict[int, Bound]
) -> tuple[tuple[Remark, ...], tuple[TrackedComment, ...]]:
    """Return the comments about wordings of the issued text, and those about something else."""
    lines = {
        paragraph: number
        for number, line in enumerate(document.base)
        for paragraph in range(line.first, line.last + 1)
    }
    known = {comment.id: comment for comment in document.comments}
    replies: dict[str, list[Reply]] = {}
    for comment in document.comments:
        root = _root(comment, known)
        if root != comment.id:
            reply = Reply(author=comment.author, text=comment.text, at=comment.at)
            replies.setdefault(root, []).append(reply)
    remarks: list[Remark] = []
    unplaced: list[TrackedComment] = []
    for comment in document.comments:
        if _root(comment, known) != comment.id:
            continue
        number = -1 if comment.start is None else lines.get(comment.start.paragraph, -1)
        if number not in bound or comment.start is None or comment.end is None:
            unplaced.append(comment)
            continue
        of = bound[number]
        inside = comment.end.paragraph <= document.base[number].last
        start = of.at(_offset(document, number, comment.start))
        end = of.at(_offset(document, number, comment.end)) if inside else of.wording.end
        remarks.append(
            Remark(
                author=comment.author,
                text=comment.text,
                uid=of.wording.uid,
                part=of.wording.part,
                start=start,
                end=max(start, end),
                at=comment.at,
                replies=tuple(replies.get(comment.id, ())),
                done=comment.done,
            )
        )
    return tuple(remarks), tuple(unplaced)


def _root(comment: TrackedComment, known: dict[str, TrackedComment]) -> str:
    """Return the comment that a thread began with; one that answers itself began it."""
    own = comment.id
    seen = {own}
    while comment.answers in known:
        if comment.answers in seen:
            return own
        comment = known[comment.answers]
        seen.add(comment.id)
    return comment.id


def _offset(document: TrackedDocument, number: int, point: Point) -> int:
    """Return how many letters of the base stand before a point in its line."""
    line = document.base[number]
    offset = 0
    for index in range(line.first, min(point.paragraph, line.last) + 1):
        left = point.offset if index == point.paragraph else None
        for stretch in document.paragraphs[index].stretches:
            length = len(stretch.text) if left is None else min(len(stretch.text), left)
            if stretch.inserted is None and not stretch.is_label:
                offset += length
            if left is not None:
                left -= length
    return offset
