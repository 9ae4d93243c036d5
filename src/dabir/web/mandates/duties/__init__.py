"""Duties: given, carried, reported, verified; the division of labour; the follow-up."""
