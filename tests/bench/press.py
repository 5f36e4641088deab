"""How long the press takes, against plain WeasyPrint with the same HTML in the same run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

import weasyprint

from curriculum.documents import Guide, HandoutPack, guide, handout_pack
from curriculum.edition import Edition
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from pdf_templates.pages import parts
from pdf_templates.pool import Pool
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import whole
from pdf_templates.theme import FOLDER, theme
from tests.bench.table import Row, at_most, busy, ratio, seconds
from tests.shipped import pinned, planned

A4 = Edition()
HOUSE = Organisation(name="Riverside")
SHEETS = 6
RENDERS = 500
PATIENT = PressLimits(seconds=600)
"""On a busy machine the bench tells how long it took, and does not give up."""


def rows() -> Iterator[Row]:
    """Measure the press; takes two to three minutes."""
    programme = max(shipped_library().programmes, key=lambda one: len(one.workshop.meetings))
    plan = planned(pinned(programme), HOUSE)
    sheets = [handout_pack(plan, HOUSE, only=one.handout.slug) for one in plan.handouts[:SHEETS]]
    with tempfile.TemporaryDirectory() as folder:
        yield from _handouts(sheets, Path(folder) / "handouts")
        yield from _guides(guide(plan, HOUSE), Path(folder) / "guides")
    yield from _memory(sheets[0])


def _plain(document: Guide | HandoutPack) -> bytes:
    """Print as WeasyPrint's manual shows: all in one page, its styles and fonts read each time."""
    return bytes(weasyprint.HTML(string=_page(document)).write_pdf(pdf_variant="pdf/ua-1"))


def _page(document: Guide | HandoutPack) -> str:
    """Return a document as a web page that any engine can read."""
    style = theme(document.document, A4).replace("bundled:", f"{FOLDER.as_uri()}/")
    return whole(document, A4).replace("</head>", f"<style>{style}</style></head>")


def _handouts(sheets: list[HandoutPack], folder: Path) -> Iterator[Row]:
    """Print each of some handouts by itself; compared is the time for all of them."""
    press: list[Press] = []

    def first() -> None:
        press.append(Press(folder, PATIENT))
        press[0].pdf(sheets[0], A4)

    yield at_most("a handout, from no process to the file", seconds(first), 3, "s")
    all_of_them = [_seconds_uncached(press[0], sheets) for _ in range(6)]
    press[0].close()
    warm = median(all_of_them[1:])  # the first time, a process may still read its styles
    yield at_most(f"a handout, warm, uncached (one of {len(sheets)})", warm / len(sheets), 0.3, "s")
    yield _against_plain(sheets, folder / "here")


def _against_plain(sheets: list[HandoutPack], folder: Path) -> Row:
    """Set the press's work against plain WeasyPrint's, by turns in one process."""
    press = Press(folder, PressLimits(workers=0))
    own, plain = [], []
    for _ in range(6):
        press.clear()
        own.append(busy(lambda: [press.pdf(sheet, A4) for sheet in sheets]))
        plain.append(busy(lambda: [_plain(sheet) for sheet in sheets]))
    name = "... / plain WeasyPrint with the same HTML, both in one process"
    return ratio(name, median(own[1:]), median(plain[1:]), 0.55)


def _seconds_uncached(press: Press, sheets: list[HandoutPack]) -> float:
    press.clear()
    return seconds(lambda: [press.pdf(sheet, A4) for sheet in sheets])


def _guides(book: Guide, folder: Path) -> Iterator[Row]:
    plain = median(seconds(partial(_plain, book)) for _ in range(3))
    name = f"guide of {len(book.agendas)} meetings and {len(book.sessions)} sessions"
    press = Press(folder, PATIENT)
    press.pdf(book.model_copy(update={"sessions": book.sessions[:1]}), A4)
    cold = median(_emptied(press, book) for _ in range(3))
    yield Row(f"{name}, plain WeasyPrint", f"{plain:.3f} s")
    yield ratio("the guide, cold, two processes / plain", cold, plain, 0.6)
    changed = median(seconds(partial(press.pdf, _noted(book, number), A4)) for number in range(5))
    yield ratio("... one session changed / plain", changed, plain, 1 / 6)
    yield ratio("... one session changed / plain, the further aim", changed, plain, 1 / 10)
    joined = median(_unjoined(press, book) for _ in range(9))
    yield ratio("... nothing changed, rendition gone / plain", joined, plain, 1 / 40)
    press.close()
    yield from _chromium(book, changed)


def _emptied(press: Press, book: Guide) -> float:
    press.clear()
    return seconds(lambda: press.pdf(book, A4))


def _unjoined(press: Press, book: Guide) -> float:
    press.pdf(book, A4).unlink()
    return seconds(lambda: press.pdf(book, A4))


def _noted(book: Guide, number: int) -> Guide:
    """Return the guide with a note in the session in its middle."""
    sessions = list(book.sessions)
    middle = len(sessions) // 2
    sessions[middle] = sessions[middle].model_copy(update={"notes": f"Try number {number}."})
    return book.model_copy(update={"sessions": tuple(sessions)})


def _chromium(book: Guide, changed: float) -> Iterator[Row]:
    program = shutil.which("chromium")
    if program is None:
        yield Row("... one session changed / Chromium, cold", "no Chromium here")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "guide.html"
        page.write_text(_page(book))
        call = [program, "--headless", "--no-sandbox", "--no-pdf-header-footer"]
        call += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/guide.pdf"]
        taken = seconds(
            lambda: subprocess.run([*call, f"file://{page}"], check=True, capture_output=True)
        )
    yield ratio("... one session changed / Chromium, cold", changed, taken, 1)


def _memory(sheet: HandoutPack) -> Iterator[Row]:
    """Print many different sheets with one process, which is replaced as always."""
    pool = Pool(PressLimits(workers=1))
    html = parts(sheet, A4)[0].html
    used = []
    for number in range(RENDERS):
        pool.render(html.replace("</h1>", f" {number}</h1>"), A4)
        used += pool.megabytes()
    pool.close()
    early, late = max(used[: RENDERS // 2]), max(used[RENDERS // 2 :])
    against = f"{late / early:.2f} of {early} MB"
    name = f"memory of a render process, later half of {RENDERS} renders / earlier"
    yield Row(name, f"{late} MB", against, "≤ 1.05", late / early <= 1.05)
