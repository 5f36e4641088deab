"""The evidence list: every work that a session may cite, with what it shows and where that ends."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from curriculum.values import Line, Slug, Value


class Reference(Value):
    """A published work; details that nobody could check are left out."""

    key: Slug
    short: Line
    """How it is named in running text: 'Weger et al. 2014'."""
    authors: Line | None = None
    year: int | None = None
    title: Line
    source: Line | None = None
    doi: Line | None = None
    pmc: Line | None = None
    isbn: Line | None = None
    shows: Line
    """What it found, and the limit of that, in one sentence."""


@cache
def evidence() -> dict[str, Reference]:
    """Return every known reference by its key, in the order of the list."""
    text = files("curriculum").joinpath("references.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)
    return {key: Reference(key=key, **entry) for key, entry in entries.items()}


def references(keys: Iterable[str]) -> tuple[Reference, ...]:
    """Return the references of these keys; a key that is not on the list has none."""
    known = evidence()
    return tuple(known[key] for key in keys if key in known)
