"""Which of a proposed theme's passages an address or a form names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from dabir.domain.language.search_key import search_key
from dabir.foundation.people.models import Group
from dabir.foundation.people.permissions import permits
from dabir.stages.themes.keeping import once, under
from dabir.stages.themes.models import ProposedCode, ProposedTheme
from dabir.stages.themes.policy import May
from dabir.stages.themes.queries.runs import proposed_codes_visible_to, proposed_visible_to
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import actor, find, is_key
from dabir.web.themes.analysing.views import below_run

State = ProposedCode.State


def proposed_theme(request: HttpRequest, group: Group, pk: int) -> ProposedTheme:
    """Return a proposed theme of the group that the reader may see and decide on.

    Raises:
        Http404: there is none.
        NotPermitted: the reader is not in the secretariat.
    """
    permits(request.user, May.ANALYSE, group=group).require()
    seen = proposed_visible_to(actor(request)).filter(run__call__group=group)
    return find(seen.select_related("run__address", "merged_into"), pk=pk)


def place_of(theme: ProposedTheme) -> str:
    """Return the page of a proposed theme."""
    return reverse("themes:proposed", args=[theme.run.call.group.code, theme.pk])


def below(theme: ProposedTheme) -> list[Crumb]:
    """Return the way down to something of a proposed theme."""
    return below_run(theme.run, Crumb(theme.name or str(theme.number), place_of(theme)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address narrows the passages down to."""

    state: str
    words: str

    @property
    def query(self) -> str:
        """The same, as an address says it."""
        found = QueryDict(mutable=True)
        if self.state != State.PROPOSED:
            found["state"] = self.state
        if self.words:
            found["words"] = self.words
        return found.urlencode()


def wanted(request: HttpRequest) -> Wanted:
    """Return what is asked for: `state` (those that wait, unless asked otherwise) and `words`."""
    state = request.GET.get("state", "")
    return Wanted(
        state if state in State.values else State.PROPOSED,
        request.GET.get("words", "").strip()[:200],
    )


def codes_of(request: HttpRequest, theme: ProposedTheme) -> QuerySet[ProposedCode]:
    """Return the codes under a theme, also those taken out of it, as far as one may see them."""
    own = ProposedCode.objects.filter(proposed=theme, state=State.DISMISSED)
    standing = once(under([theme], below=False), theme)
    held = Q(pk__in=standing.values("pk")) | Q(pk__in=own.values("pk"))
    return proposed_codes_visible_to(actor(request)).filter(held)


def holding(codes: QuerySet[ProposedCode], words: str) -> QuerySet[ProposedCode]:
    """Return the codes whose passages hold all of these words."""
    for word in search_key(words).split():
        codes = codes.filter(passage__text_key__contains=word)
    return codes


def chosen(request: HttpRequest, theme: ProposedTheme) -> QuerySet[ProposedCode]:
    """Return the codes that a form or an address names: `code`, as often as needed, or `words`.

    Raises:
        Http404: what is named can be no key.
    """
    # The form of the passages says what is to be done; a page that asks more keeps its address.
    asked = request.POST if "do" in request.POST else request.GET
    keys = asked.getlist("code")
    if any(not is_key(key) for key in keys):
        raise Http404
    codes = codes_of(request, theme)
    if keys:
        return codes.filter(pk__in=keys)
    words = asked.get("words", "").strip()
    return holding(codes, words).filter(state=State.PROPOSED) if words else codes.none()
