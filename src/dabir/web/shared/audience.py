"""The part of a form that says who may read what it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dabir.foundation.people.models import Body, Group
from dabir.foundation.trace.models import Addressable, Confidentiality


def bodies_in(group: Group) -> QuerySet[Body]:
    """Return the bodies with a seat in the group or its committees, and those it answers to."""
    return Body.objects.filter(
        Q(memberships__group__in=[group, *group.committees.all()])
        | Q(pk__in=[group.responsible_body_id, group.higher_body_id])
    ).distinct()


class BodyField(forms.ModelChoiceField):
    """A body; where all that are offered are `known`, none is asked of the database."""

    known: Mapping[str, Body] | None = None

    def to_python(self, value: Any) -> Body | None:
        """Return the body that was chosen."""
        if self.known is None or value in self.empty_values:
            return super().to_python(value)
        return _among(self, self.known, value)


class BodiesField(forms.ModelMultipleChoiceField):
    """Bodies; where all that are offered are `known`, none is asked of the database."""

    known: Mapping[str, Body] | None = None

    def _check_values(self, value: Any) -> Any:
        if self.known is None:
            return super()._check_values(value)  # type: ignore[misc]
        return [_among(self, self.known, each) for each in dict.fromkeys(map(str, value))]


def _among(field: forms.ModelChoiceField, known: Mapping[str, Body], value: Any) -> Body:
    found = known.get(str(value))
    if found is None:
        raise forms.ValidationError(
            field.error_messages["invalid_choice"],
            code="invalid_choice",
            params={"value": value},
        )
    return found


class AudienceForm(forms.Form):
    """Who may read it: cleans to `confidentiality` and, for named bodies, `bodies`."""

    confidentiality = forms.ChoiceField(label=_("Who may read it"), choices=Confidentiality.choices)
    bodies = BodiesField(
        Body.objects.none(),
        label=_("Named bodies that may read it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only where it is for named bodies."),
    )

    def __init__(
        self,
        *args: Any,
        group: Group,
        shown_to: Confidentiality = Confidentiality.GROUP,
        item: Addressable | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offer the group's bodies; begin with `shown_to`, or with whoever may read `item` now."""
        readers: dict[str, Any] = {"confidentiality": shown_to}
        if item is not None:
            readers = {
                "confidentiality": item.address.confidentiality,
                "bodies": list(item.address.bodies.all()),
            }
        super().__init__(*args)
        self.initial = {**readers, **(initial or {})}
        field = self.fields["bodies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (declared above)
        field.queryset = bodies_in(group)
        self.order_fields([*(name for name in self.fields if name not in _LAST), *_LAST])

    def clean(self) -> dict[str, Any]:
        """Ask for bodies where it is for named bodies, and forget them where it is not."""
        cleaned = super().clean() or {}
        if cleaned.get("confidentiality") != Confidentiality.BODIES:
            cleaned["bodies"] = []
        elif not cleaned.get("bodies"):
            self.add_error("bodies", _("Please name the bodies."))
        return cleaned


_LAST = ("confidentiality", "bodies")
