"""The organisation that runs the groups: what its printed pages need to know of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from curriculum.colour import readable
from curriculum.edition import Paper
from curriculum.values import Line, Value
from curriculum.workshop import TimeZone


class Contact(Value):
    """Where a participant can get support; never invented, always the organisation's own words."""

    name: Line
    reach: Line
    """A number, an address or an opening hour, as the organisation gives it."""
    note: Line | None = None


Accent = Annotated[str, Field(max_length=20, examples=["#14505c"]), AfterValidator(readable)]
"""A colour, like `#14505c`, in which text can be read on paper."""

FooterLine = Annotated[Line, StringConstraints(max_length=90)]


class Organisation(Value):
    """A group of facilitators who share workshops and drafts."""

    name: Line
    contacts: Annotated[tuple[Contact, ...], Field(max_length=12)] = ()
    """Support contacts that stand in every guide and on the contacts sheet."""
    time_zone: TimeZone = "UTC"
    paper: Paper = Paper.A4
    accent: Accent | None = None
    """The colour of rules and headings in print; the house's own if there is none."""
    footer: FooterLine | None = None
    """Stands below the name on covers: an address, or who pays for it."""
