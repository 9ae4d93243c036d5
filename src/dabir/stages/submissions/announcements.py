"""What this stage announces; later stages react in the same transaction.

Each is sent with `submission`, `actor` (None: the contributor) and `at`. Erasing is announced after
the words are blanked: whoever keeps copies of them blanks these too.
"""

from django.dispatch import Signal

submission_received = Signal()
submission_withdrawn = Signal()
submission_erased = Signal()
