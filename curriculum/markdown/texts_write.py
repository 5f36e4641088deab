"""Write the parts that all files share: front matter, lists, blocks and adaptations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from curriculum.markdown.escapes import escape_mark
from curriculum.session import Adaptation
from curriculum.wording import condition_phrase

_PLAIN = re.compile(r"^\w(?:[^:#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|:(?=\S)|(?<=\S)#)*$")
_LONGEST_ROW = 90


def yaml_word(words: str) -> str:
    """Return the words as a YAML scalar, in quotes only where they need them."""
    if _PLAIN.match(words):
        return words
    quoted = json.dumps(words, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


def yaml_list(words: Sequence[str]) -> str:
    """Return the words as a YAML list, on one line if they fit."""
    row = f" [{', '.join(words)}]"
    return row if len(row) <= _LONGEST_ROW else "".join(f"\n  - {word}" for word in words)


def front_matter(fields: Iterable[tuple[str, str | Sequence[str] | None]]) -> str:
    """Return the fields that have a value between two `---` lines."""
    rows = ["---"]
    for key, value in fields:
        if isinstance(value, str):
            rows.append(f"{key}: {yaml_word(value)}")
        elif value:
            rows.append(f"{key}:{yaml_list(value)}")
    return "\n".join([*rows, "---"])


def block(head: str, name: str | None, lines: Iterable[str]) -> str:
    """Return a block `::: head {#name}` with its lines."""
    named = f" {{#{name}}}" if name else ""
    return "\n".join([f"::: {head}{named}", *map(escape_mark, lines), ":::"])


def text(words: str) -> str:
    """Return a text that stands outside of a block."""
    return "\n".join(escape_mark(line) for line in words.split("\n"))


def bullets(entries: Iterable[str]) -> list[str]:
    """Return a list, an entry a line."""
    return [f"- {entry}".rstrip(" ") for entry in entries]


def adaptation(one: Adaptation) -> str:
    """Return an `adapt` block."""
    head = f"adapt {condition_phrase(one.when)}, {one.mark}, replaces {one.replaces}"
    head += ", together" if one.together else ""
    return block(head, None, [*one.text.split("\n"), "", f"Reason: {one.reason}"])


class Adaptations:
    """The adaptations of an activity or a handout, on their way behind what they replace."""

    def __init__(self, adaptations: Sequence[Adaptation]) -> None:
        """Keep them in their order, which decides between two that apply."""
        self._waiting = list(adaptations)

    def of(self, name: str | None) -> list[str]:
        """Return the blocks that come next and replace the text of that name."""
        blocks = []
        while name and self._waiting and self._waiting[0].replaces == name:
            blocks.append(adaptation(self._waiting.pop(0)))
        return blocks

    def rest(self) -> list[str]:
        """Return the blocks that are left."""
        return [adaptation(one) for one in self._waiting]
