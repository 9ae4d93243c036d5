"""REFI-QDA: coded texts as programs for qualitative analysis exchange them.

The standard (REFI-QDA 1.0, XML Schema of 18 March 2019, www.qdasoftware.org) has two kinds of file:
a codebook (`.qdc`, XML) and a project (`.qdpx`, a ZIP of `project.qde` and the folder `sources`).
Offsets into texts count code points from 0; the end is the first one after the stretch.
"""

from dabir.formats.qda.codebook import Code, write_codebook
from dabir.formats.qda.project import Coding, Note, Project, Selection, Source, User, write_project

__all__ = [
    "Code",
    "Coding",
    "Note",
    "Project",
    "Selection",
    "Source",
    "User",
    "write_codebook",
    "write_project",
]
