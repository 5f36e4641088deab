"""The rows of the bench and the table they are printed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure: what was found, set against what, and whether that is good enough."""

    name: str
    measured: str
    against: str = ""
    target: str = ""
    met: bool | None = None
    """None where no target is set."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def busy(work: Callable[[], object]) -> float:
    """Return the seconds that this process worked; what else the machine does adds little."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(name: str, measured: float, whole: float, most: float) -> Row:
    """Return the row of a time that may be at most so large a part of another."""
    part = measured / whole
    return Row(
        name, f"{measured:.3f} s", f"{part:.3f} of {whole:.2f} s", f"≤ {most:.3f}", part <= most
    )


def at_most(name: str, measured: float, most: float, unit: str) -> Row:
    """Return the row of a measure that has a bound of its own."""
    return Row(name, f"{measured:.3g} {unit}", "", f"≤ {most:g} {unit}", measured <= most)


def speed(name: str, measured: float, other: float, least: float) -> Row:
    """Return the row of answers a second that are to be at least so large a part of others."""
    part = measured / other
    against = f"{part:.2f} of {other:.0f} /s"
    return Row(name, f"{measured:.0f} /s", against, f"≥ {least:g}", part >= least)


def line(row: Row) -> str:
    """Return a row as text."""
    met = {True: "yes", False: "NO", None: ""}[row.met]
    return f"{row.name:<62} {row.measured:>12}  {row.against:<22} {row.target:<12} {met}"
