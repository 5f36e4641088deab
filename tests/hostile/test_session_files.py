from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.errors import AuthoringError
from curriculum.markdown import examine_session, read_session
from tests.curriculum.folder import good_folder
from tests.strategies import MARKS, PNG

MOVES, CHAIRS = "handouts/moves-card.md", "images/two-chairs.png"


def found(changes: dict[str, bytes | None], *, slug: str = "hearing", topic: str = "listening"):
    files = {name: raw for name, raw in (good_folder() | changes).items() if raw is not None}
    reading = examine_session(files, slug=slug, topic=topic)
    return [(one.file, one.line, one.code) for one in reading.mistakes]


def changed(file: str, old: bytes, new: bytes) -> dict[str, bytes | None]:
    raw = good_folder()[file]
    assert old in raw
    return {file: raw.replace(old, new)}


def test_byte_order_mark_is_passed_over():
    assert found({"session.md": b"\xef\xbb\xbf" + good_folder()["session.md"]}) == []


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_are_read(end: bytes):
    files = {name: raw.replace(b"\n", end) for name, raw in good_folder().items() if raw != PNG}
    read = read_session(good_folder() | files, slug="a", topic="b")
    assert read == read_session(good_folder(), slug="a", topic="b")


def test_latin_1_is_one_mistake_on_its_line():
    changes = changed("session.md", b"Find somebody", b"Trouv\xe9 somebody")
    assert found(changes) == [("session.md", 46, "not-utf-8")]


def test_nul_is_a_mistake_on_its_line():
    changes = changed("session.md", b"Find somebody", b"Find\x00 somebody")
    assert found(changes) == [("session.md", 46, "control-character")]


def test_session_file_has_to_be_there():
    assert found({"session.md": None}) == [("session.md", 1, "no-session")]


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "handouts/log.docx", "handouts/more/log.md", "images/chair.gif", "../x.md"],
)
def test_file_that_nothing_reads_is_a_mistake(name: str):
    assert found({name: b"x"}) == [(name, 1, "unexpected-file")]


def test_handout_that_no_step_hands_out_is_a_mistake():
    file = "handouts/spare.md"
    assert found({file: good_folder()["handouts/practice-log.md"]}) == [
        (file, 1, "never-handed-out")
    ]


def test_handout_whose_name_is_no_slug_is_a_mistake():
    file = "handouts/My Card.md"
    assert (file, 1, "bad-name") in found({file: good_folder()[MOVES]})


def test_twenty_handouts_are_the_most():
    raw = good_folder()["handouts/practice-log.md"]
    assert ("session.md", 1, "too-many") in found(
        {f"handouts/sheet-{number}.md": raw for number in range(19)}
    )


def test_folder_names_have_to_be_slugs():
    assert found({}, slug="Hearing It") == [("session.md", 1, "bad-name")]
    (told,) = examine_session(good_folder(), slug="Hearing It", topic="listening").mistakes
    assert str(told).startswith(
        "session.md:1: bad-name: The folder is called `Hearing It`. A name has lower-case letters"
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"GIF89a", "not-a-picture"),
        (b"", "not-a-picture"),
        (b"<svg onload='alert(1)'/>", "not-a-picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not-a-picture"),
        (PNG[:18], "not-a-picture"),
        (PNG[:16] + b"\x00\x00\x2e\xe0\x00\x00\x2e\xe0" + PNG[24:], "picture-too-large"),
        (PNG[:16] + bytes(8) + PNG[24:], "picture-too-large"),
        (PNG + bytes(1_000_000), "picture-too-large"),
    ],
    ids=["gif", "empty", "svg", "jpeg", "cut", "12,000 pixels", "no pixels", "1 MB"],
)
def test_picture_is_looked_at_before_it_is_kept(raw: bytes, code: str):
    assert found({CHAIRS: raw}) == [(CHAIRS, 1, code)]


def test_jpeg_size_is_read_behind_its_other_segments():
    raw = b"\xff\xd8\xff\xe1\x00\x04ab\xff\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00"
    picture = {CHAIRS: None, "images/chairs.jpg": raw}
    assert found(picture | changed(MOVES, b"two-chairs.png", b"chairs.jpg")) == []


def test_picture_that_no_handout_shows_is_a_mistake():
    assert found({"images/more.png": PNG}) == [("images/more.png", 1, "unused-image")]


@pytest.mark.parametrize(
    "front",
    [
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        b"title: " + b"[" * 100_000,
        b"title: " + b"{a: " * 5_000,
        b"title: " + b"x" * 500_000,
        b"? " * 5_000,
        b"!!python/object/apply:os.system [id]: x",
        b"%YAML 9.9",
        b"--- x\n--- y",
        b"<<: {code: AL9}",
        b"title: |\n  one\n  two",
        b"title: '\x85\xc2\x85'",
        b"{}",
        b"{title: a, code: b}",
        b"[title]",
        b"? [title]",
        b"title: {a: b}",
        b": x",
        b"\x00: x",
    ],
    ids=lambda front: front[:12].decode(errors="replace"),
)
def test_hostile_front_matter_is_refused(front: bytes):
    with pytest.raises(AuthoringError):
        read_session(changed("session.md", b"title: Hearing it once", front), slug="a", topic="b")


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 50_000,
        b"*" * 50_000,
        b"- " * 500 + b"x",
        b"> " * 500 + b"x",
        b"a" + "\u0301".encode() * 100_000,
        b"<!--" * 2_000,
        b"`" * 9_000,
        b"{#" * 9_000 + b"}",
        b"![](x) " * 1_000,
        b"&" * 9_000,
        b"\\" * 9_000,
        b"|" * 9_000,
        "\u202e".encode() * 9_000,
    ],
    ids=lambda text: text[:4].decode(errors="replace"),
)
@pytest.mark.parametrize("file", ["session.md", MOVES])
def test_hostile_text_is_refused(file: str, text: bytes):
    old = {"session.md": b"Find somebody you do not know.", MOVES: b"Which will you try?"}[file]
    with pytest.raises(AuthoringError):
        read_session(good_folder() | changed(file, old, text), slug="a", topic="b")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"## Purpose", b"## Nonsense\n\n" * 5_000 + b"## Purpose"),
        (b"## Purpose", b"::: nonsense\n" * 5_000 + b"## Purpose"),
        (b"title: Hearing it once", b"titel: x\n" * 5_000),
        (b"Find somebody", b"\x00\n" * 5_000),
    ],
    ids=["sections", "blocks", "fields", "characters"],
)
def test_no_more_than_a_thousand_mistakes_are_listed(old: bytes, new: bytes):
    assert len(found(changed("session.md", old, new))) == 1_000


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"[solo, couples]", b"[" + b"solo, " * 1_000 + b"solo]", "too-many"),
        (b"[solo, couples]", b"[" + b"solo, " * 2_000 + b"solo]", "too-long"),
        (b"- Each person spoke.", b"- It rained.\n" * 101, "too-many"),
        (b"::: do 41 min", b"::: note\nx\n:::\n\n" * 60 + b"::: do 41 min", "too-many"),
        (
            b"## Fidelity",
            b"## Activity: X {#x}\nkind: break\nminutes: 0\n\n" * 40 + b"## Fidelity",
            "too-many",
        ),
    ],
    ids=["list", "field", "section", "steps", "activities"],
)
def test_more_than_anybody_writes_is_a_mistake(old: bytes, new: bytes, code: str):
    assert code in [one[2] for one in found(changed("session.md", old, new))]


_lines = st.sampled_from([*MARKS, "", ":::", "::: adapt", "## Activity:", "## Room", "---", "- "])


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["session.md", MOVES]),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from("dri"), _lines | st.text()), max_size=8),
)
def test_no_change_of_a_file_surprises_the_reader(file: str, changes: list[tuple[float, str, str]]):
    lines = good_folder()[file].decode().split("\n")
    for place, change, line in changes:
        index = int(place * (len(lines) - 1)) if lines else 0
        if change == "i":
            lines.insert(index, line)
        elif lines:
            lines[index : index + 1] = [line] if change == "r" else []
    raw = "\n".join(lines).encode(errors="surrogatepass")
    reading = examine_session(good_folder() | {file: raw}, slug="a", topic="b")
    count = raw.count(b"\n") + raw.count(b"\r") + 1
    assert all(1 <= one.line <= count for one in reading.mistakes if one.file == file)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_surprise_the_reader(raw: bytes):
    files = {"session.md": raw, MOVES: raw, CHAIRS: raw, "images/a.jpg": raw}
    assert examine_session(files, slug="a", topic="b").mistakes != []
