"""Documents before they are downloaded: their pages as pictures, and how far the press has come."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Annotated, Any

from litestar import Response
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import Stream

from api.desk import Desk
from api.http import NO_STORE, AnyRequest, file_reply, is_known
from api.prints import EditionChoice, Order, Print
from api.v1.parameters import OF_SESSION, OF_WORKSHOP
from curriculum.errors import CurriculumError
from curriculum.layouts import check_layout
from pdf_templates.press import Step

WIDTHS = (320, 960)
"""Pixels of a thumbnail, and of a page that can be read."""

PageQuery = Annotated[int, QueryParameter(ge=1, le=2_000)]
LargeQuery = Annotated[bool, QueryParameter()]


@dataclass(frozen=True, slots=True)
class Look(Order):
    """A page that somebody wants to see."""

    page: int = 1
    width: int = WIDTHS[0]

    def kept(self, question: Hashable) -> Response[Any] | None:
        """Return the picture if the document was printed before and is still there."""
        known = self.counter.keys.find(question)
        if known is None or self.counter.press.kept(known[0]) is None:
            return None
        with suppress(FileNotFoundError):  # cleared away just now
            return self._picture(known[0])
        return None

    def deliver(self, question: Hashable, wanted: Print) -> Response[Any]:
        """Print the document where it is not there, and return the picture."""
        check_layout(wanted.document, wanted.edition)
        key = self.counter.press.key(wanted.document, wanted.edition)
        self.counter.keys.keep(question, key, wanted.name)
        if not self.counter.press.kept(key):
            self.counter.print(wanted.document, wanted.edition)
        return self._picture(key)

    def _picture(self, key: str) -> Response[Any]:
        tag = f"{key}-{self.page}-{self.width}"
        known = is_known(self.request, tag)
        drawn = b"" if known else self.counter.press.look(key, self.page, self.width)
        name = f"page-{self.page}.png"
        return file_reply(self.request, drawn, media_type="image/png", name=name, etag=tag)


@dataclass(frozen=True, slots=True)
class Watch(Order):
    """Somebody who wants to see how far the press has come; the answer is a stream of events."""

    def kept(self, question: Hashable) -> Response[Any] | None:
        """Tell at once where the document is there."""
        known = self.counter.keys.find(question)
        if known is None or self.counter.press.kept(known[0]) is None:
            return None
        return _events(iter([self._ready(known[0])]))

    def deliver(self, question: Hashable, wanted: Print) -> Response[Any]:
        """Print the document and tell each step; whoever leaves does not stop it."""
        check_layout(wanted.document, wanted.edition)
        key = self.counter.press.key(wanted.document, wanted.edition)
        self.counter.keys.keep(question, key, wanted.name)
        told: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

        def step(made: Step) -> None:
            told.put(asdict(made))

        def work() -> None:
            try:
                with self.counter.place():
                    self.counter.press.pdf(wanted.document, wanted.edition, progress=step)
                told.put(self._ready(key))
            except CurriculumError as error:
                told.put({"problem": str(error)})
            except Exception:
                told.put({"problem": "The pages could not be made. Try again in a moment."})
                raise
            finally:
                told.put(None)

        Thread(target=work, daemon=True).start()
        return _events(iter(told.get, None))

    def _ready(self, key: str) -> dict[str, Any]:
        return {"pages": int(self.counter.press.look(key, 0, 0))}


def _events(told: Iterator[dict[str, Any] | None]) -> Response[Any]:
    """Return a stream of server-sent events."""
    lines = (f"data: {json.dumps(one)}\n\n" for one in told)
    return Stream(lines, media_type="text/event-stream", headers=NO_STORE)


def look(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    choice: NamedDependency[EditionChoice],
    *,
    page: PageQuery = 1,
    large: LargeQuery = False,
) -> Look:
    """Read which page is wanted."""
    return Look(request, desk.counter, choice, download=False, page=page, width=WIDTHS[large])


def watch(
    request: AnyRequest, desk: NamedDependency[Desk], choice: NamedDependency[EditionChoice]
) -> Watch:
    """Read how the document is to be printed that somebody waits for."""
    return Watch(request, desk.counter, choice, download=False)


def ordered(how: Callable[..., Order], of: dict[str, Provide]) -> dict[str, Provide]:
    """Return what a document's address depends on, with another way to hand it over."""
    return {**of, "order": Provide(how, sync_to_thread=False)}


LOOK_AT_SESSION, LOOK_AT_WORKSHOP = ordered(look, OF_SESSION), ordered(look, OF_WORKSHOP)
WATCH_SESSION, WATCH_WORKSHOP = ordered(watch, OF_SESSION), ordered(watch, OF_WORKSHOP)
