"""Texts in the layout of the Word file that they were made of.

`stand` lets the file say a version; `tracked` tracks in it what is proposed to that; `fronted` puts
above it which version it is. Nothing goes out that is not printed, and what was written is read
again: where that says something else, or a file cannot be written for certain, `NotCarried` is
raised, and a layout of our own loses no words.
"""

from dabir.formats.as_it_came.front import fronted
from dabir.formats.as_it_came.standing import Standing, stand
from dabir.formats.as_it_came.tracking import tracked
from dabir.formats.word_originals import NotCarried

__all__ = ["NotCarried", "Standing", "fronted", "stand", "tracked"]
