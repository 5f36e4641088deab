from __future__ import annotations

from pathlib import Path

from tests.api.terminal import Terminal, lines


def test_what_was_backed_up_is_there_again(terminal: Terminal, folder: Path):
    terminal.run("import", folder)
    assert terminal.run("backup", "copy.sqlite").returncode == 0
    for path in (terminal.folder / "data").glob("*.sqlite*"):
        path.unlink()
    assert terminal.run("guide", "AL1-OWN", "-o", "x.pdf").returncode == 1
    assert terminal.run("restore", "copy.sqlite").returncode == 0
    assert terminal.run("guide", "AL1-OWN", "-o", "x.pdf").returncode == 0


def test_no_backup_is_overwritten_and_none_is_invented(terminal: Terminal):
    (terminal.folder / "copy.sqlite").write_text("mine")
    for command in ("backup", "restore"):
        told = terminal.run(command, "copy.sqlite")
        assert (told.returncode, len(lines(told.stderr))) == (1, 1)
    assert (terminal.folder / "copy.sqlite").read_text() == "mine"
    assert terminal.run("restore", "none.sqlite").returncode == 1


def test_the_doctor_tries_what_is_needed(terminal: Terminal):
    told = terminal.run("doctor")
    names = [line.partition(":")[0] for line in lines(told.stdout)]
    assert names == ["Python", "Fonts", "Printing", "Data folder", "Database"]
    assert (told.returncode, told.stderr) == (0, b"")


def test_the_doctor_tells_what_is_missing_and_what_to_do(terminal: Terminal):
    (terminal.folder / "data").write_text("a file in the way")
    told = terminal.run("doctor")
    assert told.returncode == 1
    assert "  Let this user write in CURRICULUM_DATA." in lines(told.stderr)
