from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import curriculum
from curriculum.assemble import single_session
from curriculum.documents import guide
from curriculum.errors import AuthoringError, NotFoundError
from curriculum.library import (
    Library,
    find_mistakes,
    read_library,
    read_session_folder,
    shipped_library,
)
from curriculum.organisation import Organisation
from curriculum.session import Session
from tests.curriculum.folder import good_folder
from tests.shipped import SESSIONS, planned

LIBRARY = Path(curriculum.__file__).with_name("library")
PROGRAMME = """\
title: Twice
summary: Two evenings.
who_for: Adults.
who_not_for: People in danger.
workshop:
  title: Twice
  meetings:
    - title: First
      minutes: 130
      items:
        - session: AL9
          leave_out: [second-round]
        - break: 10
    - minutes: 130
      items:
        - session: OP
"""


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    hearing, opening = good_folder(), good_folder()
    for old, new in ((b"code: AL9", b"code: OP"), (b"requires: [OP]\n", b"")):
        opening["session.md"] = opening["session.md"].replace(old, new)
    write(tmp_path / "listening" / "hearing-it-once", hearing)
    write(tmp_path / "opening" / "opening", opening)
    return write(tmp_path, {"programmes/twice.yaml": PROGRAMME.encode()})


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path) -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.code) for one in find_mistakes(folder)]


HEARING = "listening/hearing-it-once/session.md"


def test_library_is_read_in_the_order_of_its_folders(library: Path):
    read = read_library(library)
    assert [one.code for one in read.sessions] == ["AL9", "OP"]
    assert [one.topic for one in read.sessions] == ["listening", "opening"]
    assert [one.code for one in read.programmes] == ["twice"]


def test_library_may_build_on_the_sessions_that_ship(tmp_path: Path):
    write(tmp_path / "listening" / "hearing-it-once", good_folder())
    assert [one.code for one in read_library(tmp_path).sessions[0].prerequisites][:1] == ["OP"]


def test_session_folder_alone_has_the_name_above_for_its_topic(library: Path):
    session = read_session_folder(library / "listening" / "hearing-it-once")
    assert (session.topic, session.slug) == ("listening", "hearing-it-once")


def test_session_folder_may_stand_anywhere(tmp_path: Path):
    folder = write(tmp_path / "My Sessions (2)" / "hearing", good_folder())
    assert read_session_folder(folder).topic == "my-sessions-2"


def test_mistakes_of_all_files_are_reported_with_their_paths(library: Path):
    edit(library / HEARING, "grouping: pairs", "grouping: pears")
    edit(library / "opening/opening/handouts/moves-card.md", "kind: card", "kind: cart")
    edit(
        library / "programmes/twice.yaml",
        "minutes: 130\n      items:\n        - session: AL9",
        "minutes: 5\n      items:\n        - session: AL9",
    )
    assert found(library) == [
        (HEARING, 38, "bad-value"),
        ("opening/opening/handouts/moves-card.md", 3, "bad-value"),
        ("programmes/twice.yaml", 9, "bad-value"),
    ]


def test_two_sessions_cannot_have_one_code(library: Path):
    edit(library / "opening/opening/session.md", "code: OP", "code: AL9")
    assert found(library)[0] == ("opening/opening/session.md", 2, "duplicate-code")


def test_two_sessions_cannot_have_one_slug(library: Path):
    (library / "opening/opening").rename(library / "opening/hearing-it-once")
    assert found(library) == [("opening/hearing-it-once/session.md", 1, "duplicate-slug")]


def test_session_that_is_required_has_to_be_there(library: Path):
    edit(library / HEARING, "[OP]", "[OPP]")
    assert found(library) == [(HEARING, 11, "unknown-session")]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("session: OP", "session: OPP", 16, "unknown-session"),
        ("[second-round]", "[third-round]", 12, "unknown-activity"),
        ("title: Twice\nsummary", "titel: Twice\nsummary", 1, "unknown-field"),
        ("who_for: Adults.\n", "", 1, "missing-field"),
        ("  title: Twice", "  title: Twice\n  mode: alone", 7, "bad-value"),
        ("break: 10", "break: ten", 13, "bad-value"),
        ("summary: Two", "summary: <b>Two</b>", 2, "html"),
        ("summary: Two", "summary: *Two", 2, "bad-yaml"),
        ("summary: Two", "summary: a: Two", 2, "bad-yaml"),
        ("summary: Two", "code: twice\nsummary: Two", 2, "unknown-field"),
        ("summary: Two", "aims:\n  - Listen.\n  - <b>Ask</b>.\nsummary: Two", 4, "html"),
        ("summary: Two", "evidence: <b>None</b>\nsummary: Two", 2, "html"),
        ("summary: Two", "references:\n  - weger\nsummary: Two", 3, "unknown-reference"),
        (
            "summary: Two",
            "references: [weger-2014,\n  weger-2014]\nsummary: Two",
            3,
            "repeated",
        ),
        ("summary: Two", "title: Twice\nsummary: Two", 2, "duplicate-field"),
    ],
)
def test_slip_in_a_programme_is_reported_on_its_line(
    library: Path, old: str, new: str, line: int, code: str
):
    edit(library / "programmes/twice.yaml", old, new)
    assert ("programmes/twice.yaml", line, code) in found(library)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "missing-field"),
        (b"- one", "missing-field"),
        (b"x", "missing-field"),
        (b"title: " + b"[" * 50, "bad-yaml"),
        (b"a: &a [*a]", "bad-yaml"),
        (b"x: y\n" * 40_000, "file-too-long"),
        (b"x: y\n" * 4_000, "duplicate-field"),
        (b"\xff: x", "not-utf-8"),
    ],
    ids=lambda one: str(one)[:12],
)
def test_programme_that_is_none_is_refused(library: Path, raw: bytes, code: str):
    write(library, {"programmes/twice.yaml": raw})
    assert ("programmes/twice.yaml", code) in {(file, code) for file, _, code in found(library)}


def test_programme_is_one_file(library: Path):
    write(library, {"programmes/twice.txt": b"x", "programmes/more/once.yaml": b"x"})
    assert found(library) == [
        ("programmes/twice.txt", 1, "unexpected-file"),
        ("programmes/more/once.yaml", 1, "unexpected-file"),
    ]


def test_hidden_files_are_passed_over(library: Path):
    write(library, {"listening/hearing-it-once/.DS_Store": b"x", ".git/x/session.md": b"x"})
    assert found(library) == []


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "nowhere", "session.md"])
def test_links_are_not_followed(library: Path, target: str):
    (library / "listening/hearing-it-once/images/link.png").symlink_to(target)
    assert found(library) == [("listening/hearing-it-once/images/link.png", 1, "link")]


def test_long_file_is_refused_without_reading_all_of_it(library: Path):
    with (library / HEARING).open("ab") as file:
        file.truncate(10_000_000_000)
    assert (HEARING, 1, "file-too-long") in found(library)


def test_pipe_is_not_waited_for(library: Path):
    os.mkfifo(library / "listening/hearing-it-once/images/pipe.png")
    assert found(library) == []


def test_folder_with_too_many_files_is_refused(library: Path):
    write(library, {f"listening/hearing-it-once/x/{number}.txt": b"" for number in range(201)})
    assert "too-many" in [code for _, _, code in found(library)]


def test_file_name_that_is_no_text_can_be_reported(library: Path):
    name = os.fsdecode(b"caf\xe9.md")
    (library / "listening/hearing-it-once" / name).write_bytes(b"x")
    file = "listening/hearing-it-once/caf\ufffd.md"
    assert found(library) == [(file, 1, "unexpected-file")]


def test_topic_can_be_checked_alone(library: Path):
    edit(library / HEARING, "grouping: pairs", "grouping: pears")
    assert found(library / "listening") == [("hearing-it-once/session.md", 38, "bad-value")]


def test_session_can_be_checked_alone(library: Path):
    edit(library / HEARING, "grouping: pairs", "grouping: pears")
    assert found(library / "listening/hearing-it-once") == [("session.md", 38, "bad-value")]


def test_folder_that_is_not_there_is_not_found(tmp_path: Path):
    for path in (tmp_path / "nowhere", tmp_path / "file"):
        (tmp_path / "file").touch()
        with pytest.raises(NotFoundError):
            find_mistakes(path)


def test_empty_folder_is_a_library_without_sessions(tmp_path: Path):
    assert read_library(tmp_path) == Library(sessions=(), programmes=())


def test_topic_with_an_empty_folder_is_a_mistake(library: Path):
    (library / "listening/empty").mkdir()
    assert found(library) == [("listening/empty/session.md", 1, "no-session")]


def test_shipped_library_has_no_mistakes():
    assert shipped_library().sessions != ()


def test_mistakes_are_listed_in_the_error(library: Path):
    edit(library / HEARING, "grouping: pairs", "grouping: pears")
    with pytest.raises(AuthoringError) as caught:
        read_library(library)
    assert str(caught.value).startswith(f"{HEARING}:38: bad-value: ")


MASS = {"Dice", "Scrap paper", "Something to eat and drink for the end"}
"""Names of which several are called the same; all others end in an `s` before what they are for."""


@pytest.mark.parametrize("session", SESSIONS.values(), ids=lambda one: one.code)
def test_what_is_packed_several_times_is_named_so(session: Session):
    plan = planned(single_session(session, 1), Organisation(name="Riverside"))
    heads = {
        thing.name: re.split(r",| of | with | that ", thing.name)[0].split()
        for thing in guide(plan, Organisation(name="Riverside")).packing
        if thing.quantity > 1 and thing.name not in MASS
    }
    assert [name for name, head in heads.items() if not any(w[-1] == "s" for w in head)] == []


def test_words_to_say_tell_what_to_fill_in_and_end_in_one_stop():
    """A row of dots cannot be read out, and a stop behind it looks like a slip."""
    texts = (*LIBRARY.rglob("*.md"), *LIBRARY.rglob("*.yaml"))
    assert [path.name for path in texts if "… ." in path.read_text(encoding="utf-8")] == []
