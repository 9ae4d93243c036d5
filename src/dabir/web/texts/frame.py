"""What every page of one text shares: the text as the reader sees it, crumbs and tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dabir.foundation.people.models import Group
from dabir.stages.texts.models import Amendment, Text, Version
from dabir.stages.texts.queries import amendments_visible_to, versions_visible_to, visible_to
from dabir.stages.texts.rulings import LIVE
from dabir.web.shared.asking import Crumb
from dabir.web.shared.pages import find


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab."""

    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with its versions, the oldest first, and the amendments the reader may see."""

    text: Text
    versions: list[Version]
    amendments: list[Amendment]
    counted: int | None = None
    """How many amendments the reader may see, where they were counted and not loaded."""

    @property
    def amendment_count(self) -> int:
        """How many amendments the reader may see."""
        return len(self.amendments) if self.counted is None else self.counted

    @property
    def latest(self) -> Version | None:
        """The version that is worked on."""
        return self.versions[-1] if self.versions else None

    def version(self, order: str) -> Version:
        """Return the version of this order, or answer 404."""
        for version in self.versions:
            if str(version.order) == order:
                return version
        raise Http404

    def present(self) -> Version:
        """Return the version that is worked on, or answer 404 before there is one."""
        if self.latest is None:
            raise Http404
        return self.latest

    def live(self) -> list[Amendment]:
        """Return the amendments against the present version that may still change it."""
        return [
            each
            for each in self.amendments
            if self.latest is not None
            and each.base_id == self.latest.pk
            and each.amends_id is None
            and each.state in LIVE
        ]


def opened(request: HttpRequest, group: Group, pk: int) -> Opened:
    """Load a text that the reader may see, with its versions and amendments; else 404."""
    text, versions = _with_versions(request, group, pk)
    amendments = list(amendments_visible_to(request.user).filter(text=text).order_by("number"))
    for amendment in amendments:
        amendment.text = text
    return Opened(text, versions, amendments)


def peeked(request: HttpRequest, group: Group, pk: int) -> Opened:
    """Load a text as `opened` does, but only count its amendments, for pages of long texts."""
    text, versions = _with_versions(request, group, pk)
    count = amendments_visible_to(request.user).filter(text=text).count()
    return Opened(text, versions, [], count)


def _with_versions(request: HttpRequest, group: Group, pk: int) -> tuple[Text, list[Version]]:
    text = find(visible_to(request.user).filter(group=group), pk=pk)
    versions = list(
        versions_visible_to(request.user).filter(text=text).select_related("by").order_by("order")
    )
    for version in versions:
        version.text = text
    return text, versions


def url(name: str, text: Text, *more: object) -> str:
    """Return the address of a page of this text."""
    return reverse(f"texts:{name}", args=[text.group.code, text.pk, *more])


def crumbs(text: Text, *more: tuple[str, str]) -> list[Crumb]:
    """Return the way down to a page of this text."""
    return [
        Crumb(_("Texts"), reverse("texts:index", args=[text.group.code])),
        Crumb(text.name, url("text", text)),
        *(Crumb(label, address) for label, address in more),
    ]


def framed(page: Opened, current: str, trail: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return the context that `texts/frame.html` reads."""
    text = page.text
    tabs = [
        Tab(_("Text"), url("text", text), current == "text"),
        Tab(
            _("Amendments"),
            url("amendments", text),
            current == "amendments",
            page.amendment_count,
        ),
        Tab(_("Comments"), url("comments", text), current == "comments"),
        Tab(_("Compilation"), url("compilation", text), current == "compilation"),
        Tab(_("Procedure"), url("procedure", text), current == "procedure"),
        Tab(_("Versions"), url("compare", text), current == "compare", len(page.versions)),
        Tab(_("Files"), url("exchange", text), current == "exchange"),
        Tab(_("Grounds"), url("grounds", text), current == "grounds"),
        Tab(_("Examination"), url("examination", text), current == "examination"),
    ]
    if text.external:
        # It is negotiated elsewhere: there is nothing to amend, and files to receive.
        own = {url("amendments", text), url("compilation", text), url("procedure", text)}
        tabs = [tab for tab in tabs if tab.url not in own]
        received = Tab(_("Received files"), url("revisions", text), current == "revisions")
        tabs.insert(1, received)
    trail = list(trail)
    return {
        "text": text,
        "versions": page.versions,
        "latest": page.latest,
        "tabs": tabs if page.versions or text.external else [],
        "crumbs": crumbs(text, *trail) if trail else [*crumbs(text)[:1], Crumb(text.name)],
    }
