"""The decisions and steps that have an address of their own."""

from __future__ import annotations


class DecisionConverter:
    """What is decided on a proposal."""

    regex = "accept|decline|reopen"

    def to_python(self, value: str) -> str:
        """Return the decision."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands in the address."""
        return value


class ChosenConverter(DecisionConverter):
    """What is decided on several proposals together."""

    regex = "accept|decline"


class StepConverter(DecisionConverter):
    """What is done with a duty without asking further."""

    regex = "accept|start"


class ClosingConverter(DecisionConverter):
    """How a nomination ends without a seat."""

    regex = "decline|withdraw"
