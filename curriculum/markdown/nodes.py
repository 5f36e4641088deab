"""YAML as nodes with lines, all scalars plain words; no anchors, aliases, tags or deep nesting."""

from __future__ import annotations

from typing import Any

import yaml

_DEEPEST = 12


class _Loader(yaml.BaseLoader):
    """A loader that composes nodes and refuses what could surprise."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node, after a look at the event that opens it."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        self._refuse_marks(event)
        if self.depth == _DEEPEST:
            raise _refusal(f"lists nest more than {_DEEPEST} deep", event)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def _refuse_marks(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            raise _refusal("a value that begins with `&` or `*` stands in quotes", event)
        if getattr(event, "tag", None) is not None:
            raise _refusal("a value that begins with `!` stands in quotes", event)


def _refusal(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def compose(text: str) -> yaml.Node | None:
    """Return the root node of a YAML text, or None for an empty one; raises MarkedYAMLError."""
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()
