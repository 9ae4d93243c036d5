"""Which part of the division of labour a reader asks for."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dabir.stages.mandates.division import LET_GO, NO_AXIS, Division, Wanted
from dabir.stages.mandates.models import Assignment, Duty

BY = ("duties", "bodies", "axes")
"""What the rows are: duties, with bodies across; bodies, with duties or axes across."""
FURTHER = ("part", "state", "rows", "paper", "overdue", "unassigned")
"""The choices that stand folded below the first ones, until one of them is made."""


class DivisionFilter(forms.Form):
    """The choices above the matrix; all of them live in the address, so that it can be shared."""

    q = forms.CharField(label=_("Words"), max_length=200, required=False, widget=forms.SearchInput)
    body = forms.ChoiceField(label=_("Body"), required=False)
    part = forms.ChoiceField(
        label=_("Part"), required=False, choices=[("", _("any part")), *Assignment.Part.choices]
    )
    axis = forms.ChoiceField(label=_("Axis"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    rows = forms.ChoiceField(
        label=_("Grouped by"),
        required=False,
        choices=[("", _("what fits best")), ("axis", _("axis")), ("mandate", _("mandate"))],
    )
    paper = forms.ChoiceField(
        label=_("Laid out for"),
        required=False,
        choices=[
            ("", _("the screen, in one piece")),
            ("a4", _("A4 sheets")),
            ("a3", _("A3 sheets")),
        ],
    )
    overdue = forms.BooleanField(label=_("overdue only"), required=False)
    unassigned = forms.BooleanField(label=_("without a responsible body only"), required=False)

    def __init__(self, query: QueryDict, offered: Division) -> None:
        super().__init__(query)
        self._choices("body", [("", _("all bodies")), *((c.key, c.name) for c in offered.known)])
        axes = [(str(axis.key), axis.name) for axis in offered.axes]
        self._choices("axis", [("", _("all axes")), *axes, (str(NO_AXIS), _("on no axis"))])
        states = [(s.value, s.label) for s in Duty.State if s not in LET_GO]
        self._choices("state", [("", _("any state")), *states])

    def _choices(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def further(self) -> bool:
        """Whether anything was chosen that is not in the first row of choices."""
        return any(self.data.get(name) for name in FURTHER)

    @property
    def wanted(self) -> Wanted:
        """What was asked for; a choice that does not exist asks for nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        axis = chosen.get("axis")
        return Wanted(
            carrier=chosen.get("body", ""),
            part=chosen.get("part", ""),
            axis=int(axis) if axis else None,
            state=chosen.get("state", ""),
            words=chosen.get("q", ""),
            overdue=chosen.get("overdue", False),
            unassigned=chosen.get("unassigned", False),
        )

    def chosen(self, name: str) -> str:
        """Return what was chosen in a list, "" where nothing or nothing that there is."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
