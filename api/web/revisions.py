"""The revisions of a session, and what differs between two of them in words people can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Template

from api.desk import Desk
from api.http import AnyRequest
from api.v1.parameters import CodePath
from api.web.answers import page, visitor
from api.web.entry import Field
from api.web.queries import number
from curriculum.differences import Change, difference
from curriculum.storage.sessions import list_revisions, load_revision


@get("/library/{code:str}/history", sync_to_thread=True)
def get_history(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    code: CodePath,
    *,
    before: Field = "",
    after: Field = "",
) -> Template:
    """Show the revisions and the differences of two: the newest and the one before if not said."""
    with desk.reading_library(request) as (connection, caller):
        revisions = list_revisions(connection, caller.organisation_id, code)
        newest = revisions[0].number if revisions else 1
        new = number(after, 1, newest) or newest
        old = number(before, 1, newest) or max(1, new - 1)
        found = [
            load_revision(connection, caller.organisation_id, code, one).session
            for one in (old, new)
        ]
        return page(
            "history",
            visitor(request, caller),
            here="library",
            session=found[1],
            revisions=revisions,
            before=old,
            after=new,
            changes=[(one, _marked(one)) for one in difference(*found)],
        )


def _marked(change: Change) -> list[tuple[str, str]]:
    """Return the words of a change: ('same', 'was' or 'is', words)."""
    return list(marked_words(change.before or "", change.after or ""))


def marked_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield a text with what was taken away and what came, word by word."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            yield "same", "".join(old[first:last])
            continue
        for kind, words in (("was", old[first:last]), ("is", new[start:end])):
            if words:
                yield kind, "".join(words)
