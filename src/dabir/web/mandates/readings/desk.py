"""The confirming desk: a part of the document with its marks, and the cards of what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.proposals.drafts import FLAGGED, SURE
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.foundation.proposals.queries import IN_PLACE
from dabir.web.mandates.readings.cards import Card, below, card, depths, family
from dabir.web.mandates.readings.flags import flags
from dabir.web.mandates.readings.parts import Part, part_of, parts
from dabir.web.mandates.wording import PROPOSAL_KINDS
from dabir.web.shared.pages import is_key
from dabir.web.spans import Mark, Segment, segments

MARKER = 12
"""How much of a clause is marked where its number cannot be told from its words."""


SPAN_STATES = {
    Proposal.State.ACCEPTED: "accepted",
    Proposal.State.CORRECTED: "accepted",
    Proposal.State.DECLINED: "rejected",
}
SHOWN = ("all", "open", "unsure")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader may narrow the cards to, with its address and how many there are."""

    label: str
    url: str
    count: int
    current: bool
    family: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which cards are listed: all, open or unsure ones, of one kind or of every kind."""

    show: str = "all"
    kind: str = ""

    @classmethod
    def asked(cls, request: HttpRequest) -> Narrowed:
        """Return what the address asks for."""
        show, kind = request.GET.get("show", ""), request.GET.get("kind", "")
        return cls(
            show if show in SHOWN else "all",
            kind if kind in PROPOSAL_KINDS else "",
        )

    def holds(self, proposal: Proposal) -> bool:
        """Whether a proposal is listed."""
        if self.kind and proposal.kind != self.kind:
            return False
        if self.show == "all":
            return True
        undecided = proposal.state == Proposal.State.OPEN
        return undecided and (self.show == "open" or is_unsure(proposal))

    def query(self, **more: object) -> str:
        """Return the address's query: "" or "?show=open&part=2"."""
        asked = {
            "show": self.show if self.show != "all" else "",
            "kind": self.kind,
            **more,
        }
        kept = {key: value for key, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def is_unsure(proposal: Proposal) -> bool:
    """Whether a person should look closely before accepting."""
    return proposal.confidence < SURE or proposal.kind in FLAGGED


def is_sure_and_open(proposal: Proposal) -> bool:
    """Whether a proposal is accepted together with all that are sure."""
    return proposal.state == Proposal.State.OPEN and not is_unsure(proposal)


@dataclass(frozen=True)
class Desk:
    """One part of a reading, as narrowed, with what the page says of the whole."""

    reading: Reading
    narrowed: Narrowed
    proposals: list[Proposal]
    part: Part
    parts: list[Part] = field(default_factory=list)

    @property
    def _listed(self) -> list[Proposal]:
        starts = [each.start for each in self.parts]
        return [
            one
            for one in self.proposals
            if self.narrowed.holds(one) and part_of(one, starts) == self.part.number
        ]

    def cards(self) -> list[Card]:
        """Return the cards of this part, in the order of the text."""
        return self._cards(self._listed)

    def card(self, pk: int) -> Card:
        """Return the card of one proposal, listed or not."""
        return self._cards([one for one in self.proposals if one.pk == pk])[0]

    def _cards(self, listed: Iterable[Proposal]) -> list[Card]:
        odd = flags(self.proposals)
        deep = depths(self.proposals)
        inside = below(self.proposals)
        return [
            card(
                one,
                flagged=odd.get(one.pk, ()),
                verified=self.reading.verified,
                depth=deep[one.pk],
                below=inside.get(one.pk, ()),
            )
            for one in listed
        ]

    def source(self) -> list[Segment]:
        """Return this part of the text, cut at what the proposals rest on."""
        text = self.reading.text[self.part.start : self.part.end]
        # Browsers make one character of a line end of two, and places would be counted wrong.
        text = text.replace("\r\n", " \n").replace("\r", "\n")
        return segments(text, _marks(self.reading, self.part, self.proposals))

    @property
    def decided(self) -> int:
        """How many proposals are decided."""
        return len(self.proposals) - self.waiting

    @property
    def waiting(self) -> int:
        """How many proposals are undecided."""
        return sum(one.state == Proposal.State.OPEN for one in self.proposals)

    @property
    def sure(self) -> int:
        """How many open proposals would be accepted together."""
        return sum(is_sure_and_open(one) for one in self.proposals)

    def query(self, **more: object) -> str:
        """Return the query that keeps what the cards are narrowed to."""
        return self.narrowed.query(**more)

    def shows(self) -> list[Choice]:
        """Return the choices all, open, unsure, with their counts."""
        labels = {
            "all": _("All"),
            "open": _("Undecided"),
            "unsure": _("Not sure"),
        }
        return [
            Choice(
                labels[show],
                Narrowed(show, self.narrowed.kind).query() or "?",
                sum(Narrowed(show).holds(one) for one in self.proposals),
                current=show == self.narrowed.show,
            )
            for show in SHOWN
        ]

    def kinds(self) -> list[Choice]:
        """Return the kinds that were read, with how many of each are listed."""
        show = Narrowed(self.narrowed.show)
        found = Counter(one.kind for one in self.proposals if show.holds(one))
        kinds = [kind for kind in PROPOSAL_KINDS if found[kind] or kind == self.narrowed.kind]
        return [
            Choice(
                str(PROPOSAL_KINDS[kind]),
                Narrowed(show.show, "" if kind == self.narrowed.kind else kind).query() or "?",
                found[kind],
                current=kind == self.narrowed.kind,
                family=family(kind),
            )
            for kind in kinds
        ]

    def _part_with_cards(self, numbers: Iterable[int]) -> str:
        for number in numbers:
            if self.parts[number - 1].shown:
                return self.query(part=number)
        return ""

    @property
    def next_part(self) -> str:
        """The query of the next part that has such cards, or ""."""
        return self._part_with_cards(range(self.part.number + 1, len(self.parts) + 1))

    @property
    def previous_part(self) -> str:
        """The query of the part before that has such cards, or ""."""
        return self._part_with_cards(range(self.part.number - 1, 0, -1))


def open_desk(request: HttpRequest, reading: Reading, at: int | None = None) -> Desk:
    """Return the desk that the address asks for: a part, or the part of the proposal `at`."""
    narrowed = Narrowed.asked(request)
    proposals = list(reading.proposals.order_by(*IN_PLACE))
    listed = [one for one in proposals if narrowed.holds(one)]
    every_part = parts(reading.text, proposals, listed)
    asked = request.GET.get("at", "")
    wanted = at if at is not None else int(asked) if is_key(asked) else None
    number = request.GET.get("part", "")
    chosen = min(int(number), len(every_part)) if is_key(number) and int(number) else 0
    if wanted is not None:
        found = next((one for one in proposals if one.pk == wanted), None)
        if found is not None:
            chosen = part_of(found, [each.start for each in every_part])
    if not chosen:
        chosen = next((each.number for each in every_part if each.shown), 1)
    return Desk(reading, narrowed, proposals, every_part[chosen - 1], every_part)


def _marks(reading: Reading, part: Part, proposals: Iterable[Proposal]) -> list[Mark]:
    """Return the marks in a part, their places counted from its beginning.

    A clause is marked at its number only: marked whole, it would colour the whole page.
    """
    marks = []
    for proposal in proposals:
        start, end = proposal.start, proposal.end
        if start is None or end is None or start >= part.end or end <= part.start:
            continue
        if proposal.merged_into_id is not None:
            continue
        if proposal.kind == "clause":
            own = str(proposal.agreed["text"])[:MARKER]  # type: ignore[index]
            words = reading.text.find(own, start, end)
            end = words if words > start else min(end, start + MARKER)
        marks.append(
            Mark(
                start - part.start,
                end - part.start,
                str(proposal.pk),
                str(PROPOSAL_KINDS.get(proposal.kind, proposal.kind)),
                SPAN_STATES.get(Proposal.State(proposal.state), ""),
                family(proposal.kind),
            )
        )
    return marks


def address(request: HttpRequest, reading: Reading, at: int | None = None, **more: object) -> str:
    """Return the address of the desk as it is narrowed now, at a proposal where one is named."""
    page = reverse("mandates:reading", args=[reading.address.group.code, reading.pk])
    query = Narrowed.asked(request).query(at=at or "", **more)
    return f"{page}{query}#proposal-{at}" if at else f"{page}{query}"


def addresses(reading: Reading) -> dict[str, str]:
    """Return where the pages of a reading's proposals begin, made once for all its cards."""
    code = reading.address.group.code
    first = reverse("mandates:words", args=[code, 0])
    return {
        "proposals_at": first.removesuffix("0/words/"),
        "chosen_at": reverse("mandates:decide_chosen", args=[code, reading.pk, "accept"]),
    }
