"""Changes tracked in the Word file that a text came in, whose layout stays as it was.

`track_in` takes the file, the lines that were read from it and what happens to each; `Opened` reads
files whose words are asked for their looks. What cannot be tracked in the file raises `NotCarried`.
"""

from dabir.formats.word_originals.dressing import Dressed, Dressing, Kept, Letters, Newcomer
from dabir.formats.word_originals.errors import NotCarried
from dabir.formats.word_originals.looks import Seen
from dabir.formats.word_originals.opening import Line, Opened, matched
from dabir.formats.word_originals.tracking import Carried, track_in

__all__ = [
    "Carried",
    "Dressed",
    "Dressing",
    "Kept",
    "Letters",
    "Line",
    "Newcomer",
    "NotCarried",
    "Opened",
    "Seen",
    "matched",
    "track_in",
]
