"""Read the lists that follow the steps of an activity, and lists of materials anywhere."""

from __future__ import annotations

from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.entries import Entry, read_entries, read_lines
from curriculum.markdown.escapes import SCOPE, unescape_scope
from curriculum.markdown.notes import Misread, Notes, did_you_mean, nearest
from curriculum.markdown.pieces import Prose
from curriculum.sentence import sentence
from curriculum.session import Quantity
from curriculum.values import Mode, Setting

LISTS = {
    "Watch for": "watch_for",
    "Contraindications": "contraindications",
    "Materials": "materials",
}
"""The headings, and the fields of an activity that their lists fill."""
USED_UP = ", used up"
"""The ending of a quantity of which nothing is left afterwards."""
_SCOPES = {
    **{one.value: "mode" for one in Mode},
    **{one.value: "setting" for one in Setting},
}


def read_list(key: str, prose: Prose, notes: Notes) -> list[Any]:
    """Return the list that fills a field of an activity."""
    if key == "watch_for":
        return list(read_lines(prose.lines, prose.line, notes))
    if key == "materials":
        return read_materials(prose, notes)
    entries = read_entries(prose.lines, prose.line, notes, most=100)
    return [_contraindication(one, notes.under(index)) for index, one in enumerate(entries)]


def _contraindication(entry: Entry, notes: Notes) -> dict[str, Any]:
    words = entry.joined()
    if not SCOPE.match(words):
        plain = unescape_scope(words)
        return {"text": notes.attempt("text", entry.line, lambda: leaves.line(plain), "…")}
    scope, _, text = words.partition(":")
    nothing: dict[str, str] = {}
    return notes.attempt(None, entry.line, lambda: _scope(scope), nothing) | {
        "text": notes.attempt("text", entry.line, lambda: leaves.line(text), "…")
    }


def _scope(words: str) -> dict[str, str]:
    """Return the mode and the setting that a contraindication is for."""
    found: dict[str, str] = {}
    for word in words.split(" + "):
        if word not in _SCOPES or _SCOPES[word] in found:
            raise Misread(
                "unknown-scope",
                sentence("`{word}:` is neither a mode nor a setting.", word=word[:60]),
                did_you_mean(word, _SCOPES) + r" Before plain words with a colon write `\`.",
            )
        found[_SCOPES[word]] = word
    return found


def read_materials(prose: Prose, notes: Notes) -> list[dict[str, Any]]:
    """Return things and their quantities."""
    entries = read_entries(prose.lines, prose.line, notes, most=100)
    return [_material(one, notes.under(index)) for index, one in enumerate(entries)]


def _material(entry: Entry, notes: Notes) -> dict[str, Any]:
    name, colon, quantity = entry.joined().rpartition(": ")
    if not colon:
        name, quantity = quantity, ""
    quantity, setting = _ending(quantity.strip(), [f", {one}" for one in Setting])
    quantity, used_up = _ending(quantity, [USED_UP])
    return {
        "name": notes.attempt("name", entry.line, lambda: leaves.line(name), "…"),
        "quantity": notes.attempt("quantity", entry.line, lambda: _quantity(quantity), Quantity()),
        "used_up": bool(used_up),
        "setting": setting.removeprefix(", ") or None,
    }


def _quantity(words: str) -> Quantity:
    """Return the quantity, or raise Misread; a known ending that is spelt wrong is told."""
    before, _, last = words.rpartition(", ")
    if nearest(last, [USED_UP.removeprefix(", ")]):
        suggestion = sentence(
            "Did you mean `{before}{used_up}`?", before=before[:60], used_up=USED_UP
        )
        raise Misread(
            "bad-quantity",
            sentence("`{last}` is no ending of a quantity.", last=last[:60]),
            suggestion,
        )
    return phrases.quantity(words)


def _ending(words: str, endings: list[str]) -> tuple[str, str]:
    """Return the words parted from the ending that they have, if any."""
    ending = next((one for one in endings if words.endswith(one)), "")
    return words.removesuffix(ending), ending
