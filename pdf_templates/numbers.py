"""How the numbers of pages stand on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """How the numbers of pages stand on paper; lengths are points from the sheet's lower left.

    `form` is the sentence, such as `{page} / {pages}`; `specimen` is HTML that sets the form's
    characters and the ten digits once, in the font and weight of the footer.
    """

    specimen: str
    form: str
    right: float
    """The numbers end here."""
    baseline: float
    size: float
    colour: tuple[float, float, float] = (0, 0, 0)
    """Red, green and blue from 0 to 1."""
