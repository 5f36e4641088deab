"""Who came to which meeting, by code, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from curriculum.run import Run, codes_of
from curriculum.workshop import zone


def attendance(runs: Iterable[Run], time_zone: str) -> bytes:
    """Return a CSV file (RFC 4180, UTF-8 with a mark that spreadsheets look for).

    A line a code and a column a run, the earliest first: `yes`, `no`, or nothing where the code was
    not expected. The last line has how many came, counted or by code.
    """
    held = sorted(runs, key=lambda run: run.began_at)
    dates = [run.began_at.astimezone(zone(time_zone)).date() for run in held]
    heads = [f"{run.meeting} ({date})" for run, date in zip(held, dates, strict=True)]
    came = [{one.code: "yes" if one.came else "no" for one in run.attendance} for run in held]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["code", *heads])
    for code in codes_of(held):
        writer.writerow([code, *(one.get(code, "") for one in came)])
    writer.writerow(["people", *("" if run.came is None else run.came for run in held)])
    return file.getvalue().encode("utf-8-sig")
