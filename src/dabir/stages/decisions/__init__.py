"""Meetings, agendas, attendance, decisions, minutes and approval by a higher body."""
