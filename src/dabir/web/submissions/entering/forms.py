"""Entering what came by another road than the form."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dabir.foundation.letters.models import Letter
from dabir.foundation.letters.queries import visible_to as letters_visible_to
from dabir.foundation.people.models import Body, Person
from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions.models import Submission
from dabir.web.shared.fields import DayField, model_field
from dabir.web.submissions.responding.form import RespondForm


class LetterChoice(forms.ModelChoiceField):
    """A letter, named by its number and subject."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{show_digits(obj.number)} · {obj.subject}" if obj.number else str(obj.subject)


class EnterForm(RespondForm):
    """What came by letter, e-mail or in a meeting, entered for its author."""

    road = forms.ChoiceField(
        label=_("How it came"),
        choices=[(road, road.label) for road in Submission.Road if road != Submission.Road.FORM],
    )
    received_on = DayField(label=_("Received on"))
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Sent by the body"), required=False)
    letter = LetterChoice(Letter.objects.none(), label=_("Letter it came with"), required=False)

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field(self, "letter").queryset = letters_visible_to(reader).filter(
            group=self.call.group, kind=Letter.Kind.INCOMING
        )
        self.fields["sector"].label = _("Sector")
        self.fields["free"].label = _("Its words")
        self.fields["publication"].help_text = _("Only as its author said. Otherwise: no.")

    @property
    def coming(self) -> list[forms.BoundField]:
        """How and when it came."""
        return [self[name] for name in ("road", "received_on", "letter", "body")]

    def received_at(self) -> datetime:
        """Return when it came: noon of the day, in the call's time zone.

        On the day on which the call opened or closes it came while the call was open.
        """
        zone = self.call.zone
        moment = datetime.combine(self.cleaned_data["received_on"], time(12), tzinfo=zone)
        for bound, nearer in ((self.call.opens_at, max), (self.call.closes_at, min)):
            if bound is not None and bound.astimezone(zone).date() == moment.date():
                moment = nearer(moment, bound)
        return moment
