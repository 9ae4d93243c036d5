"""Which passages the coding page goes through, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from dabir.foundation.people.models import Group
from dabir.foundation.people.queries import Reader
from dabir.stages.submissions.models import Passage
from dabir.stages.submissions.queries import passages_visible_to
from dabir.stages.themes.models import Doubt, LearntCode
from dabir.stages.themes.queries import codable, coded_blind, most_doubtful, uncoded
from dabir.web.shared.pages import is_key

SHOW = ("uncoded", "proposed", "coded", "all")
ORDERS = ("came", "doubt")


@dataclass(frozen=True)
class Narrowed:
    """What the address asks for; anything else in it is left out."""

    reader: Reader
    group: Group
    asked: QueryDict

    def _key(self, name: str) -> str:
        typed = self.asked.get(name, "")
        return typed if is_key(typed) else ""

    @cached_property
    def call(self) -> str:
        """The key of the call, or nothing."""
        return self._key("call")

    @cached_property
    def question(self) -> str:
        """The key of the question, or nothing."""
        return self._key("question")

    @cached_property
    def theme(self) -> str:
        """The key of the theme, or nothing."""
        return self._key("theme")

    @cached_property
    def show(self) -> str:
        """Which passages: uncoded ones, those with proposals, coded ones, all."""
        return self.asked.get("show", "") if self.asked.get("show", "") in SHOW else SHOW[0]

    @cached_property
    def order(self) -> str:
        """In the order in which they came, or those that teach most first."""
        return self.asked.get("order", "") if self.asked.get("order", "") in ORDERS else ORDERS[0]

    @cached_property
    def every(self) -> QuerySet[Passage]:
        """Every passage of the call and question, coded or not."""
        mine = passages_visible_to(self.reader).values("pk")
        return self._within(codable(self.group).filter(pk__in=mine))

    def _within(self, passages: QuerySet[Passage]) -> QuerySet[Passage]:
        if self.call:
            passages = passages.filter(submission__call=int(self.call))
        if self.question:
            passages = passages.filter(answer__question=int(self.question))
        return passages

    @cached_property
    def waiting(self) -> QuerySet[Passage]:
        """The passages to go through, unordered."""
        proposed = LearntCode.objects.filter(state=LearntCode.State.PROPOSED)
        if self.show == "uncoded":
            found = self._within(uncoded(self.reader, self.group))
        elif self.show == "proposed":
            if self.theme:
                proposed = proposed.filter(theme=int(self.theme))
            return self.every.filter(pk__in=proposed.values("passage")).exclude(coded_blind())
        elif self.show == "coded":
            found = self.every.filter(Q(codes__isnull=False) | Q(no_theme__isnull=False)).distinct()
        else:
            found = self.every
        if self.theme:
            found = found.filter(
                Q(codes__theme=int(self.theme))
                | Q(pk__in=proposed.filter(theme=int(self.theme)).values("passage"))
            ).distinct()
        return found

    def first(self, *, after: str = "") -> int | None:
        """Return the key of the next passage, after another one of the same order if one is named.

        Where nothing follows it begins anew.
        """
        if self.order == "doubt":
            found = most_doubtful(self.waiting)
            last = Doubt.objects.filter(passage=int(after)).first() if after else None
            if last is not None:
                following = Q(doubt__lt=last.doubt) | Q(doubt=last.doubt, pk__gt=after)
                key = found.filter(following).values_list("pk", flat=True).first()
                if key is not None:
                    return key
            key = found.values_list("pk", flat=True).first()
            if key is not None:
                return key
        ordered = self.waiting.order_by("pk").values_list("pk", flat=True)
        following_key = ordered.filter(pk__gt=after).first() if after else None
        return following_key if following_key is not None else ordered.first()

    def before(self, passage: Passage) -> int | None:
        """Return the key of the passage that came before, whether it is coded or not."""
        earlier = self.every.filter(pk__lt=passage.pk).order_by("-pk")
        return earlier.values_list("pk", flat=True).first()

    def address(self, **more: int | str | None) -> str:
        """Return the query that keeps to this, with something more."""
        query = QueryDict(mutable=True)
        kept = {"call": self.call, "question": self.question, "theme": self.theme}
        kept["show"] = "" if self.show == SHOW[0] else self.show
        kept["order"] = "" if self.order == ORDERS[0] else self.order
        for name, value in {**kept, **more}.items():
            if value:
                query[name] = str(value)
        return query.urlencode()
