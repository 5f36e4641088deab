from __future__ import annotations

import re
from pathlib import Path

import pytest

from curriculum.markdown import examine_session
from curriculum.markdown.activity_lists_read import LISTS
from curriculum.markdown.activity_read import FIELDS
from curriculum.markdown.blocks_read import BLOCKS
from curriculum.markdown.handout_read import KEYS as HANDOUT_KEYS
from curriculum.markdown.sections_read import SECTIONS
from curriculum.markdown.session_read import KEYS
from curriculum.session import (
    DiagramKind,
    Grouping,
    HandoutKind,
    Kind,
    Level,
    Mark,
    Per,
    TakeHome,
    Voice,
)
from curriculum.values import Access, Mode, Setting

DOCUMENT = Path("docs/authoring.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
ENUMS = (Access, DiagramKind, Grouping, HandoutKind, Kind, Level, Mark, Mode, Per, Setting)

FRONT = """\
---
code: X1
title: An example
minutes: 33
at_least: 27
at_most: 42
short_cut: 60
---

## Purpose

See the example work.

## Objectives

- Read it.
- Copy it.

"""


def example(beginning: str) -> str:
    return next(one for one in EXAMPLES if one.startswith(beginning))


def test_the_examples_are_a_session_without_mistakes():
    files = {
        "session.md": (FRONT + example("## Activity")).encode(),
        "handouts/observer-sheet.md": example("---").encode(),
    }
    assert examine_session(files, slug="example", topic="examples").mistakes == []


@pytest.mark.parametrize(
    "word",
    [
        *(f"`{key}`" for key in (*KEYS, *FIELDS)),
        *(f"{key}:" if key == "title" else f"`{key}`" for key in HANDOUT_KEYS),
        *(f"`## {name}`" for name in SECTIONS),
        *(f"`### {name}`" for name in LISTS),
        *(f"`::: {word}" for word in BLOCKS),
        *(f"`{voice}`" for voice in (*Voice, *TakeHome)),
        *(word.value for kind in ENUMS for word in kind),
    ],
)
def test_every_word_of_the_format_is_explained(word: str):
    assert word in DOCUMENT
