"""What this stage announces; later stages react in the same transaction.

Each is sent with `submission`, `actor` (None: the contributor) and `at`. What is received is
announced by the slice, with `submissions`: whoever follows takes all of them at once. Erasing is
announced after the words are blanked: whoever keeps copies of them blanks these too.
"""

from django.dispatch import Signal

submissions_received = Signal()
submission_withdrawn = Signal()
submission_declined = Signal()
submission_erased = Signal()
