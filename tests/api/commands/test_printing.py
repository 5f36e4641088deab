from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.api.terminal import Terminal, lines
from tests.pdf_templates.reading import pages


def read(content: bytes) -> str:
    return " ".join(pages(content))


def test_a_guide_of_the_shipped_library_needs_no_data_folder(terminal: Terminal):
    told = terminal.run("guide", "AL1", "-o", "guide.pdf", "--people", "12", "--mode", "mixed")
    assert (told.returncode, told.stdout) == (0, b"")
    assert "Feeling heard" in read((terminal.folder / "guide.pdf").read_bytes())
    assert [path.name for path in terminal.folder.iterdir()] == ["guide.pdf"]


def test_handouts_go_to_standard_output_alone(terminal: Terminal):
    told = terminal.run("handouts", "AL1", "-o", "-", "--paper", "letter", "--ink", "black")
    assert (told.returncode, told.stdout[:5]) == (0, b"%PDF-")
    again = terminal.run("handouts", "AL1", "-o", "-", "--paper", "letter", "--ink", "black")
    assert again.stdout == told.stdout


def test_handouts_two_to_a_sheet_tell_which_keep_their_size(terminal: Terminal):
    told = terminal.run("handouts", "IS1", "-o", "-", "--layout", "two-up")
    assert (told.returncode, told.stdout[:5]) == (0, b"%PDF-")
    assert "These keep their full size: " in told.stderr.decode()


def test_a_person_at_a_terminal_is_told_each_handout_by_name(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    told = terminal.run("handouts", "AL1", "-o", "-").stderr.decode()
    named = re.findall(r"Handout (\d) of (\d): (\S[^\r\n]*)", told)
    assert [number for number, _, _ in named] == [str(at + 1) for at in range(len(named))]
    assert {of for _, of, _ in named} == {str(len(named))}


def test_the_handbook_needs_no_data_folder(terminal: Terminal):
    told = terminal.run("handbook", "-o", "-")
    assert (told.returncode, told.stdout[:5]) == (0, b"%PDF-")


def test_an_overview_is_for_the_people_named(terminal: Terminal):
    told = terminal.run("overview", "a-taster", "-o", "page.pdf", "--people", "12")
    assert (told.returncode, told.stdout) == (0, b"")
    [page] = pages((terminal.folder / "page.pdf").read_bytes())
    assert "planned for 12 people" in page


def test_only_programmes_have_an_overview(terminal: Terminal):
    told = terminal.run("overview", "AL1", "-o", "page.pdf")
    assert (told.returncode, list(terminal.folder.iterdir())) == (1, [])


def test_sheets_are_those_asked_for(terminal: Terminal):
    told = terminal.run("sheets", "AL1", "-o", "sheets.pdf", "--sheets", "agreements,agenda")
    assert (told.returncode, told.stdout) == (0, b"")
    titles = [
        page.split("\n")[0].strip() for page in pages((terminal.folder / "sheets.pdf").read_bytes())
    ]
    assert titles == ["Our agreements", "What we do"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("evening.json", json.dumps({"title": "Tuesday", "meetings": [{"minutes": 30}]})),
        ("evening.yaml", "title: Tuesday\nmeetings:\n- start: 19:00\n  minutes: 30\n"),
        (
            "programme.yaml",
            "title: T\nworkshop:\n  title: Tuesday\n  meetings:\n  - minutes: 30\n",
        ),
    ],
)
def test_a_workshop_in_a_file_is_printed(terminal: Terminal, name: str, text: str):
    (terminal.folder / name).write_text(text)
    told = terminal.run("guide", name, "-o", "guide.pdf")
    assert told.returncode == 0, told.stderr
    assert "Tuesday" in read((terminal.folder / "guide.pdf").read_bytes())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\n", "evening.yaml: /meetings: this is missing"),
        ("title: T\npepole: 8\nmeetings: []\n", "evening.yaml: /pepole: this key is not known"),
        ("title: [\n", "evening.yaml: this cannot be read: "),
        ("programme: mornings\n", "There is no programme mornings"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(terminal: Terminal, text: str, message: str):
    (terminal.folder / "evening.yaml").write_text(text)
    told = terminal.run("guide", "evening.yaml", "-o", "guide.pdf")
    assert (told.returncode, told.stdout) == (1, b"")
    assert message in told.stderr.decode()
    assert "Traceback" not in told.stderr.decode()


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (["ZZ9", "-o", "x.pdf"], 1, "There is no session ZZ9"),
        (["al1", "-o", "x.pdf"], 1, "'al1' is no session, programme or workshop here"),
        (["none.yaml", "-o", "x.pdf"], 1, "none.yaml: No such file or directory."),
        (["AL1", "-o", "none/x.pdf"], 1, "There is no folder none to write to."),
        (["AL1", "-o", "x.pdf", "--people", "1"], 2, "--people is a number from 2 to 60."),
        (["AL1", "-o", "x.pdf", "--language", "%"], 2, "--language: "),
        (["AL1", "-o", "x.pdf", "--language", "xx"], 2, "--language: There are no fixed words in"),
    ],
)
def test_what_cannot_be_printed_is_told(
    terminal: Terminal, call: list[str], code: int, message: str
):
    told = terminal.run("guide", *call)
    assert (told.returncode, told.stdout) == (code, b"")
    assert lines(told.stderr)[0].startswith(message)
    assert not Path(terminal.folder / "x.pdf").exists()
