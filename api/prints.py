"""Documents to download: which pages a request means, and the PDF of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any

from litestar import Response
from sqlalchemy import Connection

from api.http import AnyRequest, file_name, file_reply, is_known
from api.plans import checked_plan, face_of, organisation_of, version_of
from api.problems import LATER, RefusedError, problems
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Ink, Layout, Paper, PrintSize
from curriculum.layouts import check_layout
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.printed import Document
from curriculum.workshop import Workshop
from pdf_templates.press import Press

MEDIA_TYPE = "application/pdf"
PDF: dict[str, Any] = {
    "media_type": MEDIA_TYPE,
    "responses": problems(400, 401, 404, 416, 422, 503),
    "sync_to_thread": True,
    "tags": ["documents"],
}
"""What is the same for every address of a PDF."""


@dataclass(frozen=True, slots=True)
class Print:
    """A document, how to print it, and the name of its file."""

    document: Document
    edition: Edition
    name: str


class Keys:
    """Remembers which rendition a request meant, so that no plan is worked out twice.

    A question holds all that its answer depends on: the workshop's entity tag, the revision, the
    organisation's entity tag, and what was asked for. Templates change with the program alone.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
        self._lock = Lock()

    def find(self, question: Hashable) -> tuple[str, str] | None:
        """Return the key and the file's name, if the question was asked before."""
        with self._lock:
            found = self._known.get(question)
            if found is not None:
                self._known.move_to_end(question)
            return found

    def keep(self, question: Hashable, key: str, name: str) -> None:
        """Remember an answer; the one not asked for longest is forgotten."""
        with self._lock:
            self._known[question] = (key, name)
            if len(self._known) > self._most:
                self._known.popitem(last=False)


class Counter:
    """Where documents are handed over: the press, what was asked for, and who waits."""

    def __init__(self, press: Press, most_waiting: int = 12) -> None:
        self.press = press
        self.keys = Keys()
        self._places = BoundedSemaphore(most_waiting)

    def print(self, document: Document, edition: Edition) -> bytes:
        """Return the bytes of a document; refuses when so many wait already."""
        with self.place():
            return self._bytes(document, edition)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place in the queue, or refuse where too many wait.

        Whoever waits holds a thread of the server, and others have to be answered meanwhile.
        """
        if not self._places.acquire(blocking=False):
            raise RefusedError(
                503, "busy", "Too many wait for the press; try again in a moment.", headers=LATER
            )
        try:
            yield
        finally:
            self._places.release()

    def _bytes(self, document: Document, edition: Edition) -> bytes:
        """Return the bytes of a document, made again if its file is cleared away meanwhile."""
        try:
            return self.press.pdf(document, edition).read_bytes()
        except FileNotFoundError:
            return self.press.pdf(document, edition).read_bytes()


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """How to print, as far as the caller says; the organisation and the text say the rest."""

    paper: Paper | None
    size: PrintSize
    ink: Ink
    language: str | None
    layout: Layout = Layout.PAGES

    def edition(self, paper: Paper, language: str) -> Edition:
        """Return the edition, with this paper and language where the caller chose none."""
        return Edition(
            paper=self.paper or paper,
            size=self.size,
            ink=self.ink,
            language=self.language or language,
            layout=self.layout,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """A download that somebody asks for."""

    request: AnyRequest
    counter: Counter
    choice: EditionChoice
    download: bool

    def kept(self, question: Hashable) -> Response[Any] | None:
        """Return the answer if the question was asked before and its file is still there."""
        known = self.counter.keys.find(question)
        if known is None:
            return None
        if is_known(self.request, known[0]):
            return self._reply(b"", *known)
        path = self.counter.press.kept(known[0])
        with suppress(FileNotFoundError):  # cleared away just now
            return self._reply(path.read_bytes(), *known) if path else None
        return None

    def deliver(self, question: Hashable, wanted: Print) -> Response[Any]:
        """Return the PDF, a part of it, or 304; call it with no database open, for it may wait."""
        check_layout(wanted.document, wanted.edition)
        key = self.counter.press.key(wanted.document, wanted.edition)
        self.counter.keys.keep(question, key, wanted.name)
        if is_known(self.request, key):
            return self._reply(b"", key, wanted.name)
        return self._reply(self.counter.print(wanted.document, wanted.edition), key, wanted.name)

    def _reply(self, content: bytes, key: str, name: str) -> Response[Any]:
        return file_reply(
            self.request,
            content,
            media_type=MEDIA_TYPE,
            name=name,
            etag=key,
            download=self.download,
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """A document: how its file's name ends, and how it is made of a plan."""

    ending: str
    make: Callable[[Plan, Organisation], Document]
    sheet: str = ""
    """Which sheet or sheets it is about, where not all."""

    @property
    def name(self) -> str:
        """Return what tells it from the other documents of the same plan."""
        return self.sheet + self.ending


class Work:
    """The way from a workshop to the document that was ordered, with the database open."""

    def __init__(
        self, connection: Connection, organisation_id: int | None, order: Order, kind: Kind
    ) -> None:
        self._connection = connection
        self._organisation_id = organisation_id
        self._house = organisation_of(connection, organisation_id)
        self._version = version_of(connection, organisation_id)
        self._order = order
        self._kind = kind

    def question(self, *about: Hashable) -> Hashable:
        """Return all that the file depends on; see `Keys`."""
        return (self._kind.name, self._organisation_id, self._version, self._order.choice, *about)

    def out(self, workshop: Workshop) -> Print:
        """Return the document of a pinned workshop."""
        plan = checked_plan(self._connection, self._organisation_id, workshop)
        document = self._kind.make(plan, self._house)
        edition = self._order.choice.edition(self._house.paper, plan.language)
        face = face_of(self._connection, self._organisation_id)
        name = file_name(document.title, self._kind.ending)
        return Print(document.model_copy(update={"face": face}), edition, name)


GUIDE = Kind("-guide.pdf", guide)
HANDOUTS = Kind("-handouts.pdf", handout_pack)
