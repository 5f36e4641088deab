from __future__ import annotations

import pytest

from curriculum.errors import AuthoringError
from curriculum.handbook import find_handbook_mistakes, read_handbook, shipped_handbook

CHAPTER = """\
---
title: Silence
summary: What to do when nobody speaks.
---

Count to eight.

## In the circle

> “Take your time.”
"""
FORM = """\
---
title: Our page
kind: form
take_home: keep
---
::: prompt 2 lines
What helped?
:::
"""
FILES = {"01-silence.md": CHAPTER, "forms/page.md": FORM}


def mistakes(name: str, old: str, new: str) -> list[str]:
    files = {**FILES, name: FILES[name].replace(old, new)}
    with pytest.raises(AuthoringError) as raised:
        read_handbook({name: text.encode() for name, text in files.items()})
    return [f"{one.file}:{one.line}: {one.code}" for one in raised.value.mistakes]


def test_a_chapter_has_its_sections_and_a_form_its_blocks():
    book = read_handbook({name: text.encode() for name, text in FILES.items()})
    [chapter], [form] = book.chapters, book.forms
    assert (chapter.number, chapter.title, chapter.summary) == (
        1,
        "Silence",
        "What to do when nobody speaks.",
    )
    assert [(one.heading, one.text) for one in chapter.sections] == [
        (None, "Count to eight."),
        ("In the circle", "> “Take your time.”"),
    ]
    assert (form.slug, form.title, len(form.blocks)) == ("page", "Our page", 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("01-silence.md", "summary: ", "sumary: ", "01-silence.md:3: unknown-field"),
        ("01-silence.md", "Count", "<b>Count</b>", "01-silence.md:6: html"),
        ("01-silence.md", "## In", "### In", "01-silence.md:8: heading"),
        ("01-silence.md", "Count to eight.", "::: say\nHm\n:::", "01-silence.md:6: unknown-block"),
        ("forms/page.md", "kind: form", "kind: from", "forms/page.md:3: bad-value"),
        ("forms/page.md", "What helped?", "<b>What?</b>", "forms/page.md:7: html"),
        ("forms/page.md", "prompt 2", "prompt 900", "forms/page.md:6: bad-number"),
    ],
)
def test_each_mistake_is_told_with_its_place(name: str, old: str, new: str, expected: str):
    assert expected in mistakes(name, old, new)


def test_a_file_of_another_kind_is_a_mistake():
    with pytest.raises(AuthoringError, match=r"a\.docx:1: unexpected-file"):
        read_handbook({"a.docx": b""})


def test_the_handbook_that_ships_has_no_mistakes():
    assert find_handbook_mistakes() == ()
    assert shipped_handbook().chapters[0].title == "How to read a guide"
