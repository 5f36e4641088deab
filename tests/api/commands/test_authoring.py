from __future__ import annotations

from pathlib import Path
from shutil import copytree

from tests.api.commands.conftest import write_folder
from tests.api.terminal import Terminal, lines


def test_the_shipped_library_has_no_mistakes(terminal: Terminal):
    told = terminal.run("check")
    assert (told.returncode, told.stdout) == (0, b""), told.stderr


def test_a_folder_without_mistakes_passes(terminal: Terminal, folder: Path):
    assert terminal.run("check", folder).returncode == 0


def test_a_folder_is_held_to_the_writing_standard_on_request(terminal: Terminal, folder: Path):
    told = terminal.run("check", folder, "--standard")
    assert (told.returncode, told.stdout) == (1, b"")
    assert "AL1-OWN · home practice: no-home-practice" in told.stderr.decode()
    assert terminal.run("check", folder).returncode == 0


def test_each_mistake_is_told_with_file_and_line(terminal: Terminal, folder: Path):
    file = folder / "session.md"
    file.write_text(file.read_text().replace("minutes: 83", "minutes: 82", 1))
    told = terminal.run("check", folder)
    assert (told.returncode, told.stdout) == (1, b"")
    first, summary = lines(told.stderr)
    assert first.startswith("session.md:4: activities-do-not-add-up: ")
    assert summary == "1 mistake in 1 file."


def test_a_folder_that_is_none_is_told(terminal: Terminal):
    for command in (["check", "none"], ["import", "none"]):
        told = terminal.run(*command)
        assert told.returncode == 1
        assert "none" in told.stderr.decode()
        assert "Traceback" not in told.stderr.decode()


def test_an_imported_session_is_published_and_can_be_printed(terminal: Terminal, folder: Path):
    told = terminal.run("import", folder)
    assert (told.returncode, lines(told.stderr)) == (0, ["AL1-OWN: revision 1, topic listening."])
    again = terminal.run("import", folder)
    assert lines(again.stderr) == ["AL1-OWN: revision 1, topic listening."]
    assert terminal.run("handouts", "AL1-OWN", "-o", "x.pdf").returncode == 0


def test_the_session_of_ones_own_in_the_readme_is_read_in_under_its_topic(terminal: Terminal):
    root = Path(__file__).parents[3]
    readme = (root / "README.md").read_text("utf-8")
    words = readme.partition("**Put in a session of your own.**")[2]
    copied = terminal.folder
    for line in words.split("```")[1].strip().splitlines():
        match line.partition("  #")[0].split():
            case ["mkdir", "-p", folder]:
                (copied / folder).mkdir(parents=True)
            case ["cp", "-r", source, target]:
                copytree(root / source, copied / target)
                file = copied / target / "session.md"
                top, _, rest = file.read_text("utf-8").split("\n", 2)
                file.write_text(f"{top}\ncode: AL1-OURS\n{rest}", "utf-8")
            case ["uv", "run", "curriculum", *command]:
                told = terminal.run(*command)
                assert told.returncode == 0, told.stderr
            case other:
                raise AssertionError(other)
    assert lines(told.stderr) == ["AL1-OURS: revision 1, topic active-listening."]


def test_a_draft_is_not_published(terminal: Terminal, folder: Path):
    told = terminal.run("import", folder, "--draft")
    assert (told.returncode, lines(told.stderr)) == (0, ["AL1-OWN: a draft."])
    assert terminal.run("guide", "AL1-OWN", "-o", "x.pdf").returncode == 1


def test_nothing_is_imported_if_one_folder_has_mistakes(terminal: Terminal, folder: Path):
    broken = write_folder(terminal.folder, "AL1-BAD")
    (broken / "session.md").write_text("nothing")
    told = terminal.run("import", folder, broken)
    assert told.returncode == 1
    assert terminal.run("guide", "AL1-OWN", "-o", "x.pdf").returncode == 1


def test_an_exported_session_is_the_folder_that_was_imported(terminal: Terminal, folder: Path):
    terminal.run("import", folder)
    told = terminal.run("export", "AL1-OWN", "AL1", "-o", "out")
    assert told.returncode == 0
    out = terminal.folder / "out" / "listening" / "al1-own"
    names = sorted(path.relative_to(folder) for path in folder.rglob("*.md"))
    assert names == sorted(path.relative_to(out) for path in out.rglob("*.md"))
    assert all((out / name).read_bytes() == (folder / name).read_bytes() for name in names)
    shipped = terminal.folder / "out" / "active-listening" / "feeling-heard"
    assert terminal.run("check", shipped).returncode == 0


def test_a_session_that_is_not_there_is_not_exported(terminal: Terminal):
    told = terminal.run("export", "ZZ9", "-o", "out")
    assert told.returncode == 1
    assert not (terminal.folder / "out").exists()
