"""How somebody likes to print: what they chose last in this browser, else the house's paper."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from api.http import AnyRequest
from api.web.queries import chosen
from curriculum.edition import Ink, Paper, PrintSize

REMEMBERED = "edition"
"""The cookie that the print panel writes, with points between: paper, size, ink, and `last` where
the guide is to tell how it was the last time."""


@dataclass(frozen=True, slots=True)
class Printing:
    """What the print panel shows as chosen."""

    paper: Paper
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOUR
    last_time: bool = False
    """Whether guides are to tell how each session was the last time."""

    @property
    def query(self) -> str:
        """Return the choice as a query."""
        return urlencode({"paper": self.paper, "size": self.size, "ink": self.ink})


def printing(request: AnyRequest, paper: Paper) -> Printing:
    """Return what this browser chose last; whatever makes no sense is as good as not chosen."""
    kept = [*request.cookies.get(REMEMBERED, "").split("."), "", "", "", ""]
    return Printing(
        chosen(Paper, kept[0]) or paper,
        chosen(PrintSize, kept[1]) or PrintSize.STANDARD,
        chosen(Ink, kept[2]) or Ink.COLOUR,
        kept[3] == "last",
    )
