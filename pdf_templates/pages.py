"""From a document to the HTML of its parts, in the order of printing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from curriculum.edition import Edition, Layout
from curriculum.layouts import takes_a_sheet
from curriculum.printed import (
    Document,
    Guide,
    Handbook,
    HandoutPack,
    Overview,
    SheetKind,
    SheetSet,
)
from pdf_templates.environment import environment
from pdf_templates.face import face_style
from pdf_templates.footer import counted
from pdf_templates.letters import printable
from pdf_templates.toc import entries, lists_sheets
from pdf_templates.words import words_of


class PartKind(StrEnum):
    """What a part is to whoever waits for it."""

    SESSION = "session"
    HANDOUT = "handout"
    CHAPTER = "chapter"
    OTHER = "part"
    """Covers, agendas and lists."""


@dataclass(frozen=True)
class Part:
    """A complete HTML page that looks the same wherever it stands in its document."""

    name: str
    html: str
    kind: PartKind = PartKind.OTHER
    title: str = ""
    """Of the session, handout or chapter that it is."""
    edition: Edition | None = None
    """How it is printed, where not as its document is: on a whole sheet among halves."""


@dataclass(frozen=True)
class _Body:
    """A part before it has a page around it."""

    name: str
    html: Markup
    style: str | None = None
    """The document that its style is borrowed from."""
    kind: PartKind = PartKind.OTHER
    title: str = ""
    edition: Edition | None = None


def parts(document: Document, edition: Edition) -> tuple[Part, ...]:
    """Return the parts in print order, but for the front of a guide or handbook.

    That tells the pages of all others and is made last: see `front`.
    """
    return tuple(
        Part(body.name, _page(document, edition, [body]), body.kind, body.title, body.edition)
        for body in _bodies(document, edition)
    )


def front(document: Guide | Handbook, edition: Edition, pages: Mapping[str, int]) -> Part:
    """Return cover and contents with the pages on which the parts' anchors stand."""
    body = _front(document, edition, pages)
    return Part(body.name, _page(document, edition, [body]))


def whole(document: Guide | HandoutPack | SheetSet | Overview, edition: Edition) -> str:
    """Return all parts as one page, with the numbers counted by the engine: the plain build.

    There is none of the handbook, whose forms have a style of their own.
    """
    bodies = _bodies(document, edition)
    if isinstance(document, Guide):
        bodies.insert(0, _front(document, edition, None))
    return _page(document, edition, bodies, whole=True)


def _bodies(document: Document, edition: Edition) -> list[_Body]:
    """Return all parts, or one that says that there is none."""
    if isinstance(document, Guide) and edition.layout == Layout.CARDS:
        bodies = list(_card_bodies(document, edition))
    elif isinstance(document, Guide):
        bodies = list(_guide_bodies(document, edition))
    elif isinstance(document, Handbook):
        bodies = list(_handbook_bodies(document, edition))
    elif isinstance(document, HandoutPack):
        bodies = list(_pack_bodies(document, edition))
    elif isinstance(document, Overview):
        bodies = [_Body("overview", _render("overview/overview.html", document, edition))]
    else:
        bodies = list(_sheet_bodies(document, edition))
    return bodies or [_Body("none", _render("handout/none.html", document, edition))]


def _guide_bodies(document: Guide, edition: Edition) -> Iterator[_Body]:
    for name in ("before", "agenda", "packing"):
        yield _Body(name, _render(f"guide/{name}.html", document, edition))
    for session in document.sessions:
        html = _render("guide/session.html", document, edition, session=session)
        yield _Body(session.anchor, html, kind=PartKind.SESSION, title=session.title)
    if document.references or lists_sheets(document, edition):
        yield _Body("back", _render("guide/back.html", document, edition))


def _card_bodies(document: Guide, edition: Edition) -> Iterator[_Body]:
    yield _Body("cards", _render("cards/front.html", document, edition), style="cards")
    for session in document.sessions:
        html = _render("cards/session.html", document, edition, session=session)
        yield _Body(session.anchor, html, "cards", PartKind.SESSION, session.title)


def _pack_bodies(document: HandoutPack, edition: Edition) -> Iterator[_Body]:
    full = edition.model_copy(update={"layout": Layout.PAGES})
    for sheet in document.sheets:
        own = full if edition.layout == Layout.TWO_UP and takes_a_sheet(sheet) else None
        html = _render("handout/sheet.html", document, own or edition, sheet=sheet)
        yield _Body(f"sheet-{sheet.number}", html, None, PartKind.HANDOUT, sheet.title, own)


def _sheet_bodies(document: SheetSet, edition: Edition) -> Iterator[_Body]:
    for kind in document.kinds:
        template = f"sheets/{kind}.html"
        if kind in (SheetKind.SIGN_IN, SheetKind.AGENDA):
            for agenda in document.agendas:
                html = _render(template, document, edition, agenda=agenda)
                yield _Body(f"{kind}-{agenda.number}", html)
        elif kind == SheetKind.FIDELITY:
            for one in document.checklists:
                html = _render(template, document, edition, checklist=one)
                yield _Body(f"{kind}-{one.anchor}", html)
        else:
            yield _Body(kind, _render(template, document, edition))


def _handbook_bodies(document: Handbook, edition: Edition) -> Iterator[_Body]:
    for chapter in document.chapters:
        html = _render("handbook/chapter.html", document, edition, chapter=chapter)
        yield _Body(chapter.anchor, html, kind=PartKind.CHAPTER, title=chapter.title)
    for form in document.forms:
        html = _render("handbook/form.html", document, edition, sheet=form)
        yield _Body(f"form-{form.slug}", html, style="handouts")


def _front(document: Guide | Handbook, edition: Edition, pages: Mapping[str, int] | None) -> _Body:
    lines = entries(document, words_of(edition.language), edition)
    template = f"{document.document}/cover.html"
    return _Body("front", _render(template, document, edition, entries=lines, pages=pages))


def _page(document: Document, edition: Edition, bodies: list[_Body], *, whole: bool = False) -> str:
    loose = [body.name for body in bodies if f'id="{body.name}-end"' in body.html]
    style = face_style(document.face, edition)
    if whole:
        style += counted(document, edition, loose)
    dressed_as = bodies[0].style or document.document
    page = _render(
        "page.html", document, edition, bodies=bodies, style=style, dressed_as=dressed_as
    )
    return printable(page)


def _render(template: str, document: Document, edition: Edition, **values: object) -> Markup:
    page = environment(words_of(edition.language)).get_template(template)
    return Markup(page.render(document=document, edition=edition, **values))  # noqa: S704 - autoescaped
