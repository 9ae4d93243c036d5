"""What this stage announces; later stages react in the same transaction.

Each is sent with `call`, `notice` (or None), `actor` and `at`.
"""

from django.dispatch import Signal

call_opened = Signal()
call_changed = Signal()
call_closed = Signal()
