"""A form field for several files, each looked into before it is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from dabir.foundation.people.preferences import show_digits
from dabir.stages.submissions.intake.contents import FILES, FileDraft
from dabir.stages.submissions.intake.files import ACCEPTED, Unsuitable, check_size, look_into


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True})


class FilesField(forms.FileField):
    """Several files; cleans to what was found in each, as a list of `FileDraft`."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[FileDraft]:
        """Look into each file.

        Raises:
            ValidationError: too many files, or one that is not taken; says which, and why.
        """
        uploads: list[UploadedFile] = [one for one in (data or []) if one]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > FILES:
            raise forms.ValidationError(
                _("Send at most %(most)s files.") % {"most": show_digits(FILES)}
            )
        taken: list[FileDraft] = []
        refused: list[str] = []
        for upload in uploads:
            name = upload.name or ""
            try:
                # By its size first, so that nothing large is ever read into memory.
                check_size(name, upload.size or 0)
                taken.append(look_into(name, upload.read()))
            except Unsuitable as error:
                refused.append(str(error))
        if refused:
            raise forms.ValidationError(refused)
        return taken
