"""The press: from a document and an edition to a finished PDF on disk, made at most once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock

from curriculum import markup
from curriculum.edition import Edition, Layout
from curriculum.layouts import check_layout
from curriculum.printed import Document, Guide, Handbook
from pdf_templates.cache import Cache
from pdf_templates.digest import templates_digest
from pdf_templates.errors import (
    RenderFailedError,
    RenderLimitError,
    RenderMemoryError,
    RenderTimeoutError,
)
from pdf_templates.footer import page_numbers
from pdf_templates.impose import impose
from pdf_templates.join import join
from pdf_templates.kept import Head, head_of
from pdf_templates.limits import PressLimits, check_parts, check_pictures
from pdf_templates.links import lead_elsewhere
from pdf_templates.numbers import Tab
from pdf_templates.once import Once, share_out
from pdf_templates.pages import Part, PartKind, front, parts
from pdf_templates.pool import Here, Pool
from pdf_templates.tabs import tabs

__all__ = [
    "Press",
    "PressLimits",
    "Progress",
    "RenderFailedError",
    "RenderLimitError",
    "RenderMemoryError",
    "RenderTimeoutError",
    "Step",
]


@dataclass(frozen=True, slots=True)
class Step:
    """What was just made of a document: a part of it, or at last the whole."""

    done: int
    total: int
    """Steps there are: the parts, and joining them."""
    kind: PartKind = PartKind.OTHER
    title: str = ""
    """Of the session, handout or chapter; empty for any other part."""
    number: int = 0
    """How many of its kind are made; the longest are begun first, so this is no place."""
    of: int = 0
    """How many of its kind there are."""


Progress = Callable[[Step], None]
"""Is told of each step; by one thread at a time."""


class Press:
    """Makes PDFs part by part in warm processes and keeps them in a folder; safe for threads.

    Where one part changed, that one is made anew, the others come from the folder, and all are
    joined.
    """

    def __init__(self, cache_folder: Path, limits: PressLimits | None = None) -> None:
        """Start the render processes and return at once; they warm up meanwhile."""
        self._limits = limits or PressLimits()
        self._cache = Cache(cache_folder, self._limits.cache_megabytes)
        self._pool = Pool(self._limits) if self._limits.workers else Here()
        self._documents: Once[Path] = Once()
        self._parts: Once[bytes] = Once()

    def key(self, document: Document, edition: Edition) -> str:
        """Return a hash of what the PDF's bytes depend on, known before they are made."""
        return _key("document", document.model_dump_json(), edition)

    def pdf(
        self,
        document: Document,
        edition: Edition,
        *,
        progress: Progress | None = None,
    ) -> Path:
        """Return the finished file, of a document that is made now, or was, or is being made.

        Raises LayoutError, RenderLimitError, RenderTimeoutError, RenderMemoryError or
        RenderFailedError.
        """
        name = f"{self.key(document, edition)}.pdf"
        kept = self._cache.find(name)
        return kept or self._documents(name, lambda: self._print(name, document, edition, progress))

    def kept(self, key: str) -> Path | None:
        """Return the finished file of a key that `key` told, if it is still there."""
        return self._cache.find(f"{key}.pdf")

    def look(self, key: str, page: int, width: int) -> bytes:
        """Return the picture of a page of a finished file, in PNG; of page 0, how many it has.

        Raises NotFoundError where there is no such page, and FileNotFoundError.
        """
        name = f"{key}-{page}-{width}.png"
        with suppress(FileNotFoundError):
            if kept := self._cache.find(name):
                return kept.read_bytes()
        return self._parts(name, lambda: self._look(name, key, page, width))

    def clear(self) -> None:
        """Forget all that was printed; for when somebody's data are erased."""
        self._cache.clear()
        markup.forget()

    def process_ids(self) -> list[int]:
        """Return the render processes there are now, for whoever watches the server."""
        return self._pool.process_ids()

    def close(self) -> None:
        """End the render processes; what they are at raises RenderFailedError."""
        self._pool.close()

    def _print(
        self,
        name: str,
        document: Document,
        edition: Edition,
        progress: Progress | None,
    ) -> Path:
        check_layout(document, edition)
        check_pictures(document)
        pages = parts(document, edition)
        check_parts(pages, self._limits)
        steps = _Steps(pages, progress)
        made = self._make_all(pages, edition, steps)
        if isinstance(document, Guide | Handbook) and edition.layout != Layout.CARDS:
            numbers = page_numbers(edition)
            made.insert(0, self._make_front(document, edition, made))
            specimen = self._make(Part("page-numbers", numbers.specimen), edition)
            whole = join(made, numbers, specimen, _tabs(document, edition, pages))
        else:
            whole = join(made)
        if edition.layout != Layout.PAGES:
            lengths = [len(head_of(one).pages) for one in made]
            full = {place for place, part in enumerate(pages) if part.edition}
            whole = impose(whole, lengths, edition, full)
        steps.joined()
        return self._cache.put(name, whole)

    def _look(self, name: str, key: str, page: int, width: int) -> bytes:
        pdf = self.kept(key)
        if pdf is None:
            raise FileNotFoundError(key)
        drawn = self._pool.look(pdf.read_bytes(), page, width)
        self._cache.put(name, drawn)
        return drawn

    def _make_all(self, pages: Sequence[Part], edition: Edition, steps: _Steps) -> list[bytes]:
        """Return the parts in their order; the longest is begun first, so that all end together."""
        made: dict[int, bytes] = {}

        def make(place: int) -> None:
            made[place] = self._make(pages[place], pages[place].edition or edition)
            steps.made(pages[place])

        longest_first = sorted(range(len(pages)), key=lambda place: -len(pages[place].html))
        share_out([partial(make, place) for place in longest_first], self._limits.workers)
        return [made[place] for place in range(len(pages))]

    def _make(self, part: Part, edition: Edition) -> bytes:
        """Return a part from the folder, or made."""
        html = lead_elsewhere(part.html)
        name = f"{_key('part', html, edition)}.part"
        with suppress(FileNotFoundError):
            if kept := self._cache.find(name):
                return kept.read_bytes()
        return self._parts(name, lambda: self._render(name, html, edition))

    def _render(self, name: str, html: str, edition: Edition) -> bytes:
        made = self._pool.render(html, edition)
        self._cache.put(name, made)
        return made

    def _make_front(self, document: Guide | Handbook, edition: Edition, made: list[bytes]) -> bytes:
        """Return the front, made again where it takes more than the one page thought."""
        heads = [head_of(one) for one in made]
        part = front(document, edition, _pages_of_anchors(heads, 1))
        length = len(head_of(self._make(part, edition)).pages)
        part = front(document, edition, _pages_of_anchors(heads, length))
        return self._make(part, edition)


class _Steps:
    """Counts the steps of making a document, and tells who wants to know."""

    def __init__(self, pages: Sequence[Part], progress: Progress | None) -> None:
        self._all = Counter(part.kind for part in pages)
        self._made: Counter[PartKind] = Counter()
        self._total = len(pages) + 1
        self._progress = progress or (lambda _: None)
        self._lock = Lock()

    def made(self, part: Part) -> None:
        with self._lock:
            self._made[part.kind] += 1
            number, of = self._made[part.kind], self._all[part.kind]
            done = self._made.total()
            self._progress(Step(done, self._total, part.kind, part.title, number, of))

    def joined(self) -> None:
        self._progress(Step(self._total, self._total))


def _key(kind: str, content: str, edition: Edition) -> str:
    whole = f"{templates_digest()}\n{kind}\n{edition.model_dump_json()}\n{content}"
    return sha256(whole.encode()).hexdigest()


def _tabs(document: Guide | Handbook, edition: Edition, pages: Sequence[Part]) -> Mapping[int, Tab]:
    """Return the tabs by the place of their part, of which the front is the first."""
    if isinstance(document, Handbook):
        return {}
    by_name = tabs(document, edition)
    return {
        place: by_name[part.name]
        for place, part in enumerate(pages, start=1)
        if part.name in by_name
    }


def _pages_of_anchors(heads: Sequence[Head], before: int) -> dict[str, int]:
    """Return the page of each anchor behind so many pages."""
    pages: dict[str, int] = {}
    for head in heads:
        for anchor, page, _ in head.anchors:
            pages.setdefault(anchor, before + page + 1)
        before += len(head.pages)
    return pages
