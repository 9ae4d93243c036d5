"""Coding: putting passages under themes."""
