"""Forms of open calls, kept for a second: each that is sent is checked by the same fields.

A form costs ten queries and a millisecond to make. In a rush a thousand a second come to one call,
so its form is made once a second, and filled in again for each of them.
"""

from __future__ import annotations

import copy
import threading
import time
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict

from dabir.stages.calls import queries as calls
from dabir.stages.calls.models import Call
from dabir.web.submissions.responding.comments import comments_in
from dabir.web.submissions.responding.form import RespondForm

MOST = 200
"""Forms that are kept: of so many calls and languages at a time."""

_kept: dict[tuple[str, str], tuple[float, RespondForm | None]] = {}
_making = threading.Lock()


def mould_of(code: str, language: str) -> RespondForm | None:
    """Return the empty form of a public call as it was within the last second; None for no call.

    The reader's language is active. The call is not locked: one that is closed by hand may take
    what comes in that second; its deadline is looked at by the clock for each that is sent.
    """
    name = (code, language)
    until, mould = _kept.get(name, (0.0, None))
    if time.monotonic() < until:
        return mould
    with _making:
        until, mould = _kept.get(name, (0.0, None))
        if time.monotonic() < until:
            return mould
        mould = _made(code)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[name] = (time.monotonic() + settings.DOOR_REMEMBERS_SECONDS, mould)
        return mould


def _made(code: str) -> RespondForm | None:
    call = calls.published_to(None).exclude(kind=Call.Kind.INQUIRY).filter(code=code).first()
    if call is None:
        return None
    form = RespondForm(
        call=call,
        questions=list(calls.questions_visible_to(None).filter(call=call)),
        exhibits=list(calls.exhibits_visible_to(None).filter(call=call)),
    )
    if "invitation" in form.fields:
        invited = {str(one.pk): one for one in call.invitations.filter(body__isnull=True)}
        form.fields["invitation"] = forms.TypedChoiceField(
            choices=[("", ""), *((key, key) for key in invited)],
            coerce=invited.__getitem__,
            empty_value=None,
            required=False,
        )
    return form


def filled(
    mould: RespondForm, data: Mapping[str, Any], files: MultiValueDict[str, Any]
) -> RespondForm:
    """Return a form with what was sent in it; the fields are the mould's, which stays empty."""
    form = copy.copy(mould)
    form.is_bound = True
    form.data, form.files = data, files
    form.comments = comments_in(data, form.exhibits)
    # What a form finds out about its data belongs to each of them.
    vars(form).update(_errors=None, _bound_fields_cache={})
    return form
