"""Duties: given, carried, reported, verified; the follow-up."""
