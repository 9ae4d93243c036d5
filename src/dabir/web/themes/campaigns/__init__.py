"""Campaigns: their templates, their members, what these changed."""
