"""Bodies, persons, groups and memberships: who there is, and in which role."""
