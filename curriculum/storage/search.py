"""The search: an index of words for each session, on SQLite (FTS5) and on PostgreSQL (tsvector).

Both are given words that are folded and stemmed already, so the same question finds the same
sessions. A match is ranked by the narrowest part that holds all the words, not by a score over all
matches: that stays true while sessions come and go, and costs the same in a large library. For the
same reason each word is stored with the mark of its part, so that the few sessions with it in
their title can be found without a look at the many with it anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    TableClause,
    Text,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from curriculum.session import Session
from curriculum.storage.words import Asked, findable

PARTS = {"title": "1", "gist": "2", "body": "3"}
"""Where words are looked for, the best place first, each with its mark; each holds the former."""


@dataclass(frozen=True, slots=True)
class _Index:
    """How one kind of database keeps words and is asked for them."""

    table: TableClause
    key: ColumnElement[int]
    exact: str
    beginning: str
    both: str
    either: str
    neither: str


def _index(key: str, *syntax: str) -> _Index:
    """Return the way of a database whose index names a session by that column."""
    words = table("words", column(key), column("marked"))
    return _Index(words, words.c[key], *syntax)


_INDEXES = {
    "sqlite": _index("rowid", '"{}"', '"{}"*', " AND ", " OR ", " NOT "),
    "postgresql": _index("session_id", "'{}'", "'{}':*", " & ", " | ", " & !"),
}


def store_words(connection: Connection, session_id: int, scope: int, session: Session) -> None:
    """Make a session findable in its scope, in place of what was stored for it before."""
    forget_words(connection, session_id)
    found = findable(session)
    marked = {mark + word for part, mark in PARTS.items() for word in getattr(found, part)}
    words = [_scope_mark(scope), *sorted(marked)]
    index = _INDEXES[connection.dialect.name]
    stored = " ".join(words) if index.key.name == "rowid" else _vector(words)
    connection.execute(insert(index.table).values({index.key.name: session_id, "marked": stored}))


def forget_words(connection: Connection, session_id: int) -> None:
    """Make a session impossible to find."""
    index = _INDEXES[connection.dialect.name]
    connection.execute(delete(index.table).where(index.key == session_id))


def found_key(connection: Connection) -> ColumnElement[int]:
    """Return the column that names the session of a match."""
    return _INDEXES[connection.dialect.name].key


def found_in(
    connection: Connection, part: str, scopes: Sequence[int], words: Sequence[Asked]
) -> ColumnElement[bool]:
    """Return the condition that a session has all words here, and not already in a better part.

    On SQLite it holds for these scopes alone; PostgreSQL has a better way to narrow them itself.
    """
    index = _INDEXES[connection.dialect.name]
    marks = list(PARTS.values())
    place = marks.index(PARTS[part])
    question = f"({_all(index, marks[place], words)})"
    if place > 0:
        question += f"{index.neither}({_all(index, marks[place - 1], words)})"
    return _condition(connection, index, scopes, question)


def found_anywhere(
    connection: Connection, scopes: Sequence[int], words: Sequence[Asked]
) -> ColumnElement[bool]:
    """Return the condition that a session has all words, in whichever part."""
    index = _INDEXES[connection.dialect.name]
    return _condition(connection, index, scopes, f"({_all(index, PARTS['body'], words)})")


def _condition(
    connection: Connection, index: _Index, scopes: Sequence[int], question: str
) -> ColumnElement[bool]:
    if connection.dialect.name == "postgresql":
        return index.table.c.marked.bool_op("@@")(cast(question, TSQUERY))
    where = index.either.join(index.exact.format(_scope_mark(scope)) for scope in scopes)
    return literal_column("words").bool_op("MATCH")(f"({where}){index.both}({question})")


def _all(index: _Index, mark: str, words: Sequence[Asked]) -> str:
    """Return the words of one part in the language of the index; they need no quoting."""
    return index.both.join(f"({index.either.join(_any(index, mark, word))})" for word in words)


def _any(index: _Index, mark: str, word: Asked) -> list[str]:
    """Return the ways in which one word of a part may be found."""
    exact = [index.exact.format(mark + form) for form in word.forms]
    return [*exact, index.beginning.format(mark + word.prefix)] if word.prefix else exact


def _vector(words: list[str]) -> ColumnElement[Any]:
    """Return words as PostgreSQL stores them."""
    return func.array_to_tsvector(cast(words, ARRAY(Text)))


def _scope_mark(scope: int) -> str:
    """Return the word that stands for a scope; no other one is like it."""
    return f"#{scope}"
