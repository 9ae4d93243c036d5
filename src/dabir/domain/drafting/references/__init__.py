"""References from clauses to clauses of the same text: found, bound to uids, renumbered.

`find_references` says which clauses a text points at by number, and which references are broken;
`renumber` makes them say the new numbers after clauses were moved, added or deleted.
"""
