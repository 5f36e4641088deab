from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from markupsafe import escape

import api
from curriculum.edition import Edition
from pdf_templates.render import LockedFetcher, parts, to_pdf, whole
from pdf_templates.theme import FOLDER
from tests.pdf_templates.reading import heard
from tests.pdf_templates.samples import sample_guide, sample_pack

EDITION = Edition()


def page(body: str, document: str = "handouts") -> str:
    return (
        f'<!DOCTYPE html><html lang="en" data-document="{document}"><title>-</title>{body}</html>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "https://example.org/x.png",
        "bundled:../pyproject.toml",
        "bundled:fonts/../../pyproject.toml",
        "bundled:words/en.yaml",
        "bundled:/etc/passwd",
        "ftp://127.0.0.1/x",
    ],
)
def test_fetcher_refuses_everything_that_is_not_bundled(address: str):
    with pytest.raises(ValueError, match=r"bundled|disallowed"):
        LockedFetcher().fetch(address)


def test_fetcher_serves_the_fonts():
    answer = LockedFetcher().fetch("bundled:fonts/SourceSans3-Bold.ttf")
    assert (answer.content_type, answer.read()[:4]) == ("font/ttf", b"\x00\x01\x00\x00")


def test_a_page_cannot_pull_a_file_in():
    made = to_pdf(
        page('<p>Before</p><img alt="x" src="file:///etc/hostname"><p>After</p>'), EDITION
    )
    assert b"/Image" not in made
    assert heard(made).startswith("Before")


def test_content_is_never_evaluated():
    title = "{{ 7 * 7 }} {% for x in y %} <script>alert(1)</script> <b>&amp;"
    document = sample_guide().model_copy(update={"title": title})
    html = whole(document, EDITION)
    assert "49" not in heard(to_pdf(parts(document, EDITION)[0].html, EDITION))
    assert "<script>" not in html
    assert str(escape(title)) in html


def test_the_same_document_gives_the_same_bytes():
    html = whole(sample_pack(), EDITION)
    assert to_pdf(html, EDITION) == to_pdf(whole(sample_pack(), EDITION), EDITION)


def test_another_process_and_another_hash_seed_give_the_same_bytes():
    code = (
        "import sys, hashlib\n"
        "from curriculum.edition import Edition\n"
        "from pdf_templates.render import parts, to_pdf\n"
        "from tests.pdf_templates.samples import sample_guide\n"
        "part = parts(sample_guide(), Edition())[4]\n"
        "print(hashlib.sha256(to_pdf(part.html, Edition())).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    }
    assert len(said) == 1


def test_parts_come_in_print_order():
    assert [part.name for part in parts(sample_guide(), EDITION)] == [
        "before",
        "agenda",
        "packing",
        "session-1-2",
        "session-2-1",
        "back",
    ]


def test_a_part_does_not_change_when_its_neighbours_do():
    document = sample_guide()
    alone = document.model_copy(update={"sessions": document.sessions[1:]})
    ours = {part.name: part.html for part in parts(document, EDITION)}
    theirs = {part.name: part.html for part in parts(alone, EDITION)}
    assert theirs["session-2-1"] == ours["session-2-1"]


def test_a_page_must_say_what_it_belongs_to():
    with pytest.raises(ValueError, match="does not say whether"):
        to_pdf("<html lang='en'><p>Hello</p></html>", EDITION)


def test_every_fixed_word_is_printed_somewhere():
    sources = [
        *FOLDER.rglob("*.html"),
        *FOLDER.glob("*.py"),
        *Path(api.__file__).parent.glob("*.py"),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    entries = yaml.safe_load((FOLDER / "words" / "en.yaml").read_text(encoding="utf-8"))
    assert [name for name in _names(entries) if not _used(name, text)] == []


def _names(entries: dict[object, object], above: str = "") -> Iterator[str]:
    for key, entry in entries.items():
        if isinstance(entry, dict) and set(entry) != {"one", "other"}:
            yield from _names(entry, f"{above}{key}.")
        else:
            yield f"{above}{key}"


def _used(name: str, text: str) -> bool:
    """Tell whether a word is asked for by its name, or by what follows a part of it."""
    steps = name.split(".")
    openings = [".".join(steps[:count]) for count in range(1, len(steps))]
    return f'"{name}"' in text or any(
        f'"{one}." ~' in text or f'"{one}.{{' in text for one in openings
    )
