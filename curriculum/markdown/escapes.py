r"""Marks of the format that are meant as words: a backslash before them, removed on reading.

Each pair keeps every text: what would be read as a mark gets one backslash more, and what stands
behind backslashes loses one.
"""

from __future__ import annotations

import re

from curriculum.values import Mode, Setting

_MARK = re.compile(r"^([ \t]*)(\\*:::)")
_BACK = re.compile(r"^([ \t]*)(\\*Back:)")
_PARAGRAPH = re.compile(r"^()(\\*(?:#{1,6}(?:[ \t]|$)|[-*+][ \t]|\d+[.)][ \t]))")
_SCOPE_WORDS = "|".join([*Mode, *Setting])
SCOPE = re.compile(
    rf"^(?i:{_SCOPE_WORDS})(?: \+ [\w-]+)*:|^[a-z][a-z-]*(?: \+ [a-z][a-z-]*)*:(?!/)"
)
_SCOPED = re.compile(rf"^()(\\*(?:{SCOPE.pattern.replace('^', '')}))")


def _escaped(pattern: re.Pattern[str], words: str) -> str:
    return pattern.sub(r"\1\\\2", words, count=1)


def _unescaped(pattern: re.Pattern[str], words: str) -> str:
    found = pattern.match(words)
    if found is None or not found[2].startswith("\\"):
        return words
    return found[1] + words[found.start(2) + 1 :]


def escape_mark(line: str) -> str:
    r"""Return a line of a file; `:::` at its beginning becomes `\:::`."""
    return _escaped(_MARK, line)


def unescape_mark(line: str) -> str:
    """Return the words of a line; `escape_mark` undone."""
    return _unescaped(_MARK, line)


def escape_back(line: str) -> str:
    r"""Return a line of a card; `Back:` at its beginning becomes `\Back:`."""
    return _escaped(_BACK, line)


def unescape_back(line: str) -> str:
    """Return the words of a line of a card; `escape_back` undone."""
    return _unescaped(_BACK, line)


def escape_paragraph(words: str) -> str:
    r"""Return one line that stands as a paragraph; `# ` or `- ` at its beginning gets a `\`."""
    return _escaped(_PARAGRAPH, words)


def unescape_paragraph(words: str) -> str:
    """Return the words of a paragraph; `escape_paragraph` undone."""
    return _unescaped(_PARAGRAPH, words)


def escape_scope(words: str) -> str:
    r"""Return a contraindication for all; `couples:` at its beginning becomes `\couples:`."""
    return _escaped(_SCOPED, words)


def unescape_scope(words: str) -> str:
    """Return the words of a contraindication; `escape_scope` undone."""
    return _unescaped(_SCOPED, words)


def escape_cell(words: str) -> str:
    r"""Return a cell of a table; `|` in it becomes `\|`."""
    return re.sub(r"(\\*)\|", r"\1\1\\|", words)


def split_cells(line: str) -> list[str]:
    r"""Return the cells of a row of a table; `\|` is a part of its cell."""
    words = line.strip().removeprefix("|")
    cells, cell = [], ""
    for found in re.finditer(r"(\\*)\||[^|\\]+|\\+", words):
        if not found[0].endswith("|"):
            cell += found[0]
            continue
        backslashes = len(found[1])
        cell += "\\" * (backslashes // 2)
        if backslashes % 2:
            cell += "|"
        else:
            cells.append(cell.strip())
            cell = ""
    return [*cells, cell.strip()] if cell.strip() else cells
