"""The handbook: chapters for facilitators, and forms to copy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from curriculum.errors import AuthoringError, Mistake
from curriculum.folders import read_files
from curriculum.markdown import leaves
from curriculum.markdown.fields import read_fields
from curriculum.markdown.handout_read import read_handout
from curriculum.markdown.notes import Notes
from curriculum.markdown.pieces import Directive, Heading
from curriculum.markdown.scan import scan
from curriculum.markdown.source import decode, front_matter
from curriculum.markup import problems
from curriculum.printed import Chapter, ChapterSection, Handbook
from curriculum.rules.texts import text_breaches
from curriculum.session import Handout

SHIPPED = Path(__file__).parent / "handbook"
KEYS = ("title", "summary")
_FORMS = "forms/"


@cache
def shipped_handbook() -> Handbook:
    """Return the handbook that ships with the product."""
    files, _ = read_files(SHIPPED)
    return read_handbook(files)


def find_handbook_mistakes(folder: Path = SHIPPED) -> tuple[Mistake, ...]:
    """Return the mistakes in a handbook's folder, file by file."""
    files, mistakes = read_files(folder)
    _, notes = _read(files)
    return (*mistakes, *notes.mistakes)


def read_handbook(files: Mapping[str, bytes]) -> Handbook:
    """Return the handbook of these files, by their paths in its folder.

    Chapters come in the order of their file names. Raises AuthoringError with every mistake.
    """
    handbook, notes = _read(files)
    if notes.mistakes:
        raise AuthoringError(notes.mistakes)
    return handbook


def _read(files: Mapping[str, bytes]) -> tuple[Handbook, Notes]:
    notes = Notes("handbook")
    markdown = sorted(name for name in files if name.endswith(".md"))
    for name in sorted(set(files) - set(markdown)):
        expected = "A handbook has Markdown files alone."
        notes.under(file=name).mistake(1, "unexpected-file", expected, "Delete this file.")
    chapters = [
        _chapter(files[name], number, notes.under("chapters", number, file=name))
        for number, name in enumerate((one for one in markdown if "/" not in one), start=1)
    ]
    forms = [
        _form(files[name], Path(name).stem, notes.under("forms", place, file=name))
        for place, name in enumerate(one for one in markdown if one.startswith(_FORMS))
    ]
    return Handbook(chapters=tuple(chapters), forms=tuple(one for one in forms if one)), notes


def _chapter(raw: bytes, number: int, notes: Notes) -> Chapter:
    lines = decode(raw, notes)
    notes.put(1)
    matter, first, start = front_matter(lines, notes)
    word = read_fields(matter, first, KEYS, notes, 1).word
    return Chapter(
        anchor=f"chapter-{number}",
        number=number,
        title=word("title", leaves.line, "…", needed=True),
        summary=word("summary", leaves.line, "…", needed=True),
        sections=tuple(_sections(lines, start, notes)),
    )


def _sections(lines: list[str], start: int, notes: Notes) -> list[ChapterSection]:
    """Return what stands under each heading; the first section may have none."""
    sections: list[ChapterSection] = []
    heading: str | None = None
    for piece in scan(lines, start, notes, headings=True):
        if isinstance(piece, Heading):
            heading = _heading(piece, notes)
        elif isinstance(piece, Directive):
            expected = f"There is no `::: {piece.word[:60]}` in a chapter."
            notes.mistake(piece.line, "unknown-block", expected, "Put it into a form.")
        else:
            text = notes.attempt("text", piece.line, partial(leaves.body, piece.lines), "…")
            for one in problems(text):
                notes.mistake(piece.line + one.line, one.code, one.expected, one.suggestion)
            sections.append(ChapterSection(heading=heading, text=text))
            heading = None
    if not sections:
        notes.mistake(1, "no-text", "This chapter is empty.", "Write it, or delete the file.")
    return sections


def _heading(piece: Heading, notes: Notes) -> str | None:
    if piece.level != 2:
        notes.mistake(piece.line, "heading", "A heading in a chapter is `## words`.", "")
    return notes.attempt("heading", piece.line, lambda: leaves.line(piece.title), None)


def _form(raw: bytes, slug: str, notes: Notes) -> Handout | None:
    body: dict[str, Any] = read_handout(raw, slug, notes)
    try:
        form = Handout.model_validate(body)
    except ValidationError as error:
        for one in error.errors():
            _note(notes, (*notes.root, *one["loc"]), 0, *leaves.explain(one))
        return None
    for breach in text_breaches(form):
        words = (breach.code, breach.expected, breach.suggestion)
        _note(notes, (*notes.root, *breach.path), breach.line, *words)
    return form


def _note(notes: Notes, path: tuple[str | int, ...], offset: int, *words: str) -> None:
    file, line = notes.place(path)
    notes.under(file=file).mistake(line + offset, *words)
