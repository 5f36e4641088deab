from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from curriculum.documents import HandoutPack
from curriculum.edition import Edition, Ink, Paper
from curriculum.errors import LimitError
from curriculum.markup import to_html
from curriculum.session import ImageBlock, TableBlock, TextBlock
from pdf_templates import worker
from pdf_templates.press import (
    Press,
    PressLimits,
    RenderFailedError,
    RenderLimitError,
    RenderMemoryError,
    RenderTimeoutError,
    Step,
)
from tests.pdf_templates.reading_back import text_of
from tests.pdf_templates.samples import png, sample_guide, sample_pack

A4 = Edition()
HERE = PressLimits(workers=0)


@pytest.fixture
def here(tmp_path: Path) -> Press:
    """Return a press that works in this process."""
    return Press(tmp_path, HERE)


@pytest.fixture
def pressing(tmp_path: Path) -> Iterator[Press]:
    """Yield a press with processes of its own."""
    press = Press(tmp_path, PressLimits(rows=ROWS))
    yield press
    press.close()


def sheet(*blocks: TextBlock | TableBlock | ImageBlock, **images: str) -> HandoutPack:
    """Return a pack of one sheet."""
    one = sample_pack(only="moves-card").sheets[0]
    named = {f"{name}.png": body for name, body in images.items()}
    changed = one.model_copy(update={"blocks": blocks, "images": named})
    return HandoutPack(title="A sheet", language="en", sheets=(changed,))


def plain(text: str) -> HandoutPack:
    return sheet(TextBlock(text=text))


LONG = TableBlock(caption="Long", columns=tuple("abcdefgh"), rows=(("words words",) * 8,) * 60)
ENDLESS = sheet(*(LONG,) * 60)
"""Keeps the engine busy for more than a minute."""
ROWS = 4_000
"""A limit that lets it pass."""


def files(folder: Path) -> set[Path]:
    return {path for path in folder.glob("*/*") if path.suffix in (".pdf", ".part")}


def at_work(*process_ids: int) -> bool:
    """Tell whether one of these idle processes has begun to compute, after waiting a minute."""
    idle = computed(process_ids)
    return any(time.sleep(0.05) or computed(process_ids) > idle + 0.2 for _ in range(1200))


def computed(process_ids: Iterable[int]) -> float:
    """Return the seconds that processes have computed for."""
    return sum(
        int(Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11])
        for one in process_ids
    ) / os.sysconf("SC_CLK_TCK")


def gone(process_id: int) -> bool:
    """Tell whether a process has ended, after waiting for it a minute."""
    for _ in range(1200):
        try:
            state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


# --- what comes out -------------------------------------------------------------------------------


def test_a_pack_has_the_text_of_its_sheets(here: Press):
    assert "Only this line." in text_of(here.pdf(plain("Only this line."), A4).read_bytes())[0]


def test_processes_print_the_same_bytes_as_this_one(here: Press, pressing: Press):
    assert here.key(sample_guide(), A4) == pressing.key(sample_guide(), A4)
    own = Press(pressing.pdf(sample_guide(), A4).parent.parent / "own", HERE)
    assert own.pdf(sample_guide(), A4).read_bytes() == (
        pressing.pdf(sample_guide(), A4).read_bytes()
    )


def test_progress_counts_the_parts_and_the_joining(here: Press):
    told: list[Step] = []
    here.pdf(sample_pack(), A4, progress=told.append)
    sheets = sample_pack().sheets
    total = len(sheets) + 1
    assert [(one.done, one.total) for one in told] == [(at, total) for at in range(1, total + 1)]
    assert [(one.kind, one.number, one.of) for one in told[:-1]] == [
        ("handout", number, len(sheets)) for number in range(1, len(sheets) + 1)
    ]
    assert {one.title for one in told[:-1]} == {sheet.title for sheet in sheets}


def test_progress_counts_a_guides_sessions_by_name_apart_from_its_lists(here: Press):
    told: list[Step] = []
    here.pdf(sample_guide(), A4, progress=told.append)
    titles = [session.title for session in sample_guide().sessions]
    named = [one for one in told if one.kind == "session"]
    assert [(one.number, one.of) for one in named] == [
        (number, len(titles)) for number in range(1, len(titles) + 1)
    ]
    assert sorted(one.title for one in named) == sorted(titles)
    assert {one.title for one in told if one.kind != "session"} == {""}


# --- made at most once ----------------------------------------------------------------------------


def test_the_key_depends_on_document_and_edition(here: Press):
    editions = [A4, Edition(paper=Paper.LETTER), Edition(ink=Ink.BLACK), Edition(language="de")]
    keys = [here.key(plain(text), edition) for text in ("One.", "Two.") for edition in editions]
    assert len(set(keys)) == len(keys)
    assert here.key(plain("One."), A4) == keys[0]


KEY = """
from pathlib import Path
from curriculum.edition import Edition
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.samples import sample_guide
import sys
print(Press(Path(sys.argv[1]), PressLimits(workers=0)).key(sample_guide(), Edition()))
"""


def test_the_key_is_the_same_in_another_process_and_time_zone(here: Press, tmp_path: Path):
    there = subprocess.run(
        [sys.executable, "-c", KEY, tmp_path],
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here.key(sample_guide(), A4)


def test_what_is_printed_is_kept_across_restarts(here: Press, tmp_path: Path):
    printed = here.pdf(plain("Once."), A4)
    told: list[int] = []
    again = Press(tmp_path, HERE).pdf(plain("Once."), A4, progress=lambda _: told.append(1))
    assert (again, told) == (printed, [])


def test_a_kept_file_is_found_by_its_key(here: Press):
    key = here.key(plain("Once."), A4)
    assert here.kept(key) is None
    assert here.pdf(plain("Once."), A4) == here.kept(key)


def test_a_damaged_file_is_made_anew(here: Press):
    printed = here.pdf(plain("Whole."), A4)
    content = printed.read_bytes()
    printed.write_bytes(content[:-100])
    assert here.pdf(plain("Whole."), A4).read_bytes() == content


def test_only_the_session_that_changed_is_made_anew(here: Press, tmp_path: Path):
    guide = sample_guide()
    here.pdf(guide, A4)
    before = files(tmp_path)
    noted = guide.sessions[1].model_copy(update={"notes": "Bring the good cups."})
    here.pdf(guide.model_copy(update={"sessions": (guide.sessions[0], noted)}), A4)
    assert len(files(tmp_path) - before) == 2  # the session and the joined guide


def test_many_who_ask_for_the_same_at_once_get_one_print(pressing: Press):
    told: list[int] = []

    def ask(_: int) -> Path:
        return pressing.pdf(sample_pack(), A4, progress=lambda step: told.append(step.done))

    with ThreadPoolExecutor(8) as threads:
        paths = set(threads.map(ask, range(8)))
    assert (len(paths), told) == (1, list(range(1, len(sample_pack().sheets) + 2)))


def test_clear_forgets_what_was_printed(here: Press, tmp_path: Path):
    here.pdf(plain("Private."), A4)
    here.clear()
    assert files(tmp_path) == set()


# --- limits ---------------------------------------------------------------------------------------


def test_clear_forgets_the_texts_that_were_read(here: Press):
    here.pdf(plain("Words to forget."), A4)
    assert to_html.cache_info().currsize > 0
    here.clear()
    assert to_html.cache_info().currsize == 0


def test_the_collector_rests_while_a_part_is_made(here: Press, monkeypatch: pytest.MonkeyPatch):
    seen, to_pdf = [], worker.to_pdf

    def watched(html: str, edition: Edition) -> bytes:
        seen.append(gc.isenabled())
        return to_pdf(html, edition)

    monkeypatch.setattr(worker, "to_pdf", watched)
    here.pdf(plain("Words."), A4)
    assert seen == [False]
    assert gc.isenabled()


def test_a_document_over_a_limit_is_refused_with_its_number(here: Press):
    with pytest.raises(RenderLimitError, match="has 3660 table rows; the press takes 2000"):
        here.pdf(ENDLESS, A4)


def test_a_document_of_too_much_text_is_refused(tmp_path: Path):
    narrow = Press(tmp_path, PressLimits(workers=0, characters=5_000))
    with pytest.raises(RenderLimitError, match="characters; the press takes 5000"):
        narrow.pdf(plain("word " * 1_500), A4)


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(here: Press):
    bomb = sheet(ImageBlock(image="big.png", alt="Grey."), big=png(12_000, 12_000))
    with pytest.raises(RenderLimitError, match="12000 × 12000"):
        here.pdf(bomb, A4)


def test_a_picture_that_is_none_is_refused(here: Press):
    with pytest.raises(RenderLimitError, match="this is no PNG picture"):
        here.pdf(sheet(ImageBlock(image="big.png", alt="Grey."), big="AAAA"), A4)


def test_lists_nested_too_deeply_are_refused(here: Press):
    with pytest.raises(LimitError, match="stand in each other"):
        here.pdf(plain(">" * 200 + " deep"), A4)


def test_the_errors_have_stable_codes():
    errors = (RenderTimeoutError, RenderMemoryError, RenderLimitError, RenderFailedError)
    assert [error.code for error in errors] == [
        "render-timeout",
        "render-memory",
        "too-large",
        "render-failed",
    ]
    assert issubclass(RenderLimitError, LimitError)


def test_a_document_that_takes_too_much_memory_is_ended(tmp_path: Path):
    small = Press(tmp_path, PressLimits(workers=1, megabytes=100))
    with pytest.raises(RenderMemoryError):
        small.pdf(sheet(ImageBlock(image="big.png", alt="Grey."), big=png(4_000, 4_000)), A4)
    assert small.pdf(plain("Light."), A4).exists()
    small.close()


def test_the_clock_ends_a_document_while_others_go_on(tmp_path: Path):
    press = Press(tmp_path, PressLimits(seconds=25, rows=ROWS))
    with ThreadPoolExecutor() as threads:
        endless = threads.submit(press.pdf, ENDLESS, A4)
        quick = [press.pdf(plain(f"Sheet {number}."), A4).exists() for number in range(3)]
        assert (quick, endless.done()) == ([True] * 3, False)
        with pytest.raises(RenderTimeoutError, match="within 25 seconds"):
            endless.result()
    assert press.pdf(plain("Afterwards."), A4).exists()
    press.close()


# --- processes ------------------------------------------------------------------------------------


def test_a_process_that_died_is_replaced(pressing: Press):
    for process_id in pressing.process_ids():
        os.kill(process_id, signal.SIGKILL)
        assert gone(process_id)
    assert pressing.pdf(plain("Still here."), A4).exists()


def test_a_process_that_crashes_at_work_is_told_and_replaced(tmp_path: Path):
    press = Press(tmp_path, PressLimits(workers=1, rows=ROWS))
    press.pdf(plain("Warm."), A4)
    (process_id,) = press.process_ids()
    with ThreadPoolExecutor() as threads:
        endless = threads.submit(press.pdf, ENDLESS, A4)
        assert at_work(process_id)
        os.kill(process_id, signal.SIGSEGV)
        with pytest.raises(RenderFailedError, match="ended by itself"):
            endless.result()
    assert press.pdf(plain("Afterwards."), A4).exists()
    press.close()


def test_a_process_gives_way_after_its_share(tmp_path: Path):
    press = Press(tmp_path, PressLimits(workers=1, renders_per_worker=1))
    first = press.process_ids()
    press.pdf(plain("Its share."), A4)
    assert (len(press.process_ids()), press.process_ids() == first) == (1, False)
    press.close()


def test_close_ends_what_is_under_way_and_all_processes(pressing: Press):
    pressing.pdf(plain("Warm."), A4)
    processes = pressing.process_ids()
    with ThreadPoolExecutor() as threads:
        endless = threads.submit(pressing.pdf, ENDLESS, A4)
        assert at_work(*processes)
        pressing.close()
        with pytest.raises(RenderFailedError, match="closed"):
            endless.result()
    with pytest.raises(RenderFailedError, match="closed"):
        pressing.pdf(plain("Too late."), A4)
    assert [gone(process_id) for process_id in processes] == [True, True]


def test_processes_leave_no_files_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    press = Press(tmp_path / "cache", PressLimits(workers=2, renders_per_worker=1))
    press.pdf(plain("Fonts are unpacked."), A4)
    os.kill(press.process_ids()[0], signal.SIGKILL)
    press.close()
    assert list((tmp_path / "scratch").iterdir()) == []


SERVER = """
import sys, threading, time
from pathlib import Path
from curriculum.edition import Edition
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.test_press import ENDLESS, ROWS, plain
press = Press(Path(sys.argv[1]), PressLimits(seconds=25, rows=ROWS))
press.pdf(plain("Warm."), Edition())
threading.Thread(target=press.pdf, args=(ENDLESS, Edition()), daemon=True).start()
time.sleep(1)
print(*press.process_ids(), flush=True)
if sys.argv[2] == "stay":
    time.sleep(600)
"""


def test_an_exit_without_close_leaves_no_process(tmp_path: Path):
    left = subprocess.run(
        [sys.executable, "-c", SERVER, tmp_path, "leave"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert [gone(int(one)) for one in left.stdout.split()] == [True, True]


def test_processes_end_when_their_press_is_killed(tmp_path: Path):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, tmp_path, "stay"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    processes = [int(one) for one in server.stdout.readline().split()]
    server.kill()
    server.communicate()
    assert [gone(process_id) for process_id in processes] == [True, True]
