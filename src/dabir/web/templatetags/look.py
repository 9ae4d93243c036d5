"""What the components need that the template language lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django import template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from django.forms.widgets import Select
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from dabir.foundation.people.preferences import preferences, show_digits

register = template.Library()

FLIPPING = frozenset(
    {
        "arrow-end",
        "arrow-start",
        "chevron-end",
        "chevron-start",
        "forward",
        "outcome",
        "quote",
        "refer",
        "reply",
        "returned",
        "sign-in",
        "sign-out",
        "source",
        "submissions",
    }
)
DASHES = BLANK_CHOICE_DASH[0][1]
LEFT_TO_RIGHT = frozenset(("email", "url", "tel", "number", "password"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon of this meaning, from `static/icons/icons.svg`.

    Without a label it is decoration, which screen readers pass over. Icons that point somewhere
    turn round in a right-to-left page.
    """
    flips = " icon-flips" if name in FLIPPING else ""
    heard = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        flips,
        heard,
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag
def star() -> SafeString:
    """The eight-pointed star, one point a stage: the mark of the product and of the chain."""
    return format_html(
        '<svg class="star" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#star"></use></svg>',
        static("icons/icons.svg"),
    )


@register.filter
def numerals(value: object) -> str:
    """A number, or text with digits, in the reader's digits. Nothing for None.

    Whole numbers are grouped by thousands, with the separator that belongs to the digits.
    """
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        separator = "٬" if preferences().digits == "persian" else ","
        return show_digits(f"{value:,}".replace(",", separator))
    return show_digits(value)


@register.filter
def initials(name: object) -> str:
    """The first letters of a name's first and last word, kept apart so that they do not join."""
    words = str(name).replace("\u200c", "").split()
    letters = [word[0] for word in (words[:1] + words[1:][-1:])]
    return "\u200c".join(letters).upper()


@register.filter
def under(cells: Iterable[Any], columns: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each cell with the column it stands under, as pairs of column and cell."""
    return zip_longest(columns, cells, fillvalue={})


def _blank(*, required: bool) -> str:
    """What the empty choice says where the form leaves it to Django's dashes."""
    return pgettext("empty choice", "choose") if required else pgettext("empty choice", "none")


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The control of a field, with the direction that suits what is typed into it."""
    widget = field.field.widget
    if isinstance(widget, Select) and not widget.allow_multiple_selected:
        widget.choices = [
            (value, _blank(required=field.field.required) if label == DASHES else label)
            for value, label in widget.choices
        ]
    kind = getattr(widget, "input_type", "textarea")
    attributes: dict[str, str | bool] = {}
    if "dir" not in widget.attrs:
        if kind in LEFT_TO_RIGHT:
            attributes["dir"] = "ltr"
        elif kind in {"text", "search", "textarea"}:
            attributes["dir"] = "auto"
    return field.as_widget(attrs=attributes)


class WrapNode(template.Node):
    """Renders what stands inside it, then the component, which gets it as `inside`."""

    def __init__(
        self, component: FilterExpression, settings: dict[str, FilterExpression], inside: NodeList
    ) -> None:
        self.component = component
        self.settings = settings
        self.inside = inside

    def render(self, context: template.Context) -> SafeString:
        """The component, around the content. It sees the page's context beside its settings."""
        assert context.template is not None  # noqa: S101 (set for as long as a page is rendered)
        chosen = context.template.engine.get_template(str(self.component.resolve(context)))
        settings = {name: value.resolve(context) for name, value in self.settings.items()}
        inside = self.inside.render(context)
        with context.push(**settings, inside=inside):
            return chosen.render(context)


@register.tag
def wrap(parser: Parser, token: Token) -> WrapNode:
    """`{% wrap "components/card.html" title=_("Members") %} … {% endwrap %}`."""
    _, component, *rest = token.split_contents()
    settings = token_kwargs(rest, parser)
    if rest:
        message = f"{{% wrap %}} takes a template and name=value settings, not {rest[0]!r}"
        raise template.TemplateSyntaxError(message)
    inside = parser.parse(("endwrap",))
    parser.delete_first_token()
    return WrapNode(parser.compile_filter(component), settings, inside)
