"""What can go wrong in an analysis, as sentences for the person who runs it.

AnalysisError
├── InputError      the input cannot be read as what it was given for
├── BusyError       another run works in the same folder
├── MissingError    an optional part of Dabir is not installed
└── RunError        the work itself could not go on: no space, a lost worker
"""


class AnalysisError(Exception):
    """Its text is one sentence that says what is wrong and what to do."""


class InputError(AnalysisError):
    """The input is empty, no table, lacks a column, or cannot be opened."""


class BusyError(AnalysisError):
    """Another run is at work in the output folder."""


class MissingError(AnalysisError):
    """Something optional was asked for that is not installed."""


class RunError(AnalysisError):
    """The work could not be brought to its end; what is finished stays and is taken up again."""
