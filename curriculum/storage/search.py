"""The search: an index of words for each session, on SQLite (FTS5) and on PostgreSQL (tsvector).

Both are given words that are folded and stemmed already, so the same question finds the same
sessions. A match is ranked by the narrowest part that holds all the words, not by a score over all
matches: that stays true while sessions come and go, and costs the same in a large library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    TableClause,
    Text,
    and_,
    cast,
    column,
    delete,
    func,
    insert,
    literal_column,
    not_,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from curriculum.session import Session
from curriculum.storage.words import Asked, findable

PARTS = ("title", "gist", "body")
"""Where words are looked for, the best place first; each holds the one before it too."""


@dataclass(frozen=True, slots=True)
class _Index:
    """How one kind of database keeps and asks for words."""

    table: TableClause
    key: ColumnElement[int]
    exact: str
    beginning: str
    both: str
    either: str


def _index(key: str, exact: str, beginning: str, both: str, either: str) -> _Index:
    """Return the way of a database whose index names a session by that column."""
    words = table("words", column(key), *(column(part) for part in PARTS))
    return _Index(words, words.c[key], exact, beginning, both, either)


_INDEXES = {
    "sqlite": _index("rowid", '"{}"', '"{}"*', " AND ", " OR "),
    "postgresql": _index("session_id", "'{}'", "'{}':*", " & ", " | "),
}


def store_words(connection: Connection, session_id: int, scope: int, session: Session) -> None:
    """Make a session findable in its scope, in place of what was stored for it before."""
    forget_words(connection, session_id)
    words = findable(session)
    index = _INDEXES[connection.dialect.name]
    parts = {part: [_mark(scope), *sorted(getattr(words, part))] for part in PARTS}
    row = {part: _vector(connection, found) for part, found in parts.items()}
    connection.execute(insert(index.table).values({index.key.name: session_id, **row}))


def forget_words(connection: Connection, session_id: int) -> None:
    """Make a session impossible to find."""
    index = _INDEXES[connection.dialect.name]
    connection.execute(delete(index.table).where(index.key == session_id))


def found_key(connection: Connection) -> ColumnElement[int]:
    """Return the column that names the session of a match."""
    return _INDEXES[connection.dialect.name].key


def found_in(
    connection: Connection, part: str, scopes: Sequence[int], words: Iterable[Asked]
) -> ColumnElement[bool]:
    """Return the condition that a session has all words here, and not already in a better part."""
    index = _INDEXES[connection.dialect.name]
    question = _question(index, scopes, words)
    better = PARTS[PARTS.index(part) - 1] if part != PARTS[0] else None
    if connection.dialect.name == "sqlite":
        unless = f" NOT ({better} : ({question}))" if better else ""
        return _matches(f"({part} : ({question})){unless}")
    here = _holds(index, part, question)
    return and_(here, not_(_holds(index, better, question))) if better else here


def _matches(question: str) -> ColumnElement[bool]:
    """Return the condition that the index answers the question, on SQLite."""
    return literal_column("words").bool_op("MATCH")(question)


def _question(index: _Index, scopes: Iterable[int], words: Iterable[Asked]) -> str:
    """Return the words in the language of the index; they hold nothing but letters and digits."""
    where = index.either.join(index.exact.format(_mark(scope)) for scope in scopes)
    asked = (index.either.join(_forms(index, word)) for word in words)
    return index.both.join(f"({one})" for one in (where, *asked))


def _forms(index: _Index, word: Asked) -> list[str]:
    """Return the ways in which one word may be found."""
    exact = [index.exact.format(form) for form in word.forms]
    return [*exact, index.beginning.format(word.prefix)] if word.prefix else exact


def _holds(index: _Index, part: str, question: str) -> ColumnElement[bool]:
    """Return the condition that a part answers the question, on PostgreSQL."""
    return index.table.c[part].bool_op("@@")(cast(question, TSQUERY))


def _vector(connection: Connection, found: list[str]) -> object:
    """Return words as the index stores them."""
    if connection.dialect.name == "sqlite":
        return " ".join(found)
    return func.array_to_tsvector(cast(found, ARRAY(Text)))


def _mark(scope: int) -> str:
    """Return the word that stands for a scope; no text has one like it."""
    return f"#{scope}"
