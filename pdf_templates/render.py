"""From HTML to PDF: the theme of an edition, the locked fetcher, and the only use of WeasyPrint."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from curriculum.edition import Edition
from pdf_templates import fitting
from pdf_templates.bars import end_with_words
from pdf_templates.digest import templates_digest
from pdf_templates.direction import set_directions
from pdf_templates.flat import flat
from pdf_templates.footer import page_numbers
from pdf_templates.foreign import foreign
from pdf_templates.pages import Part, front, parts, whole
from pdf_templates.theme import CHANGING, DOCUMENTS, FOLDER, theme

__all__ = ["Part", "front", "page_numbers", "parts", "templates_digest", "to_pdf", "whole"]

_VARIANT = "pdf/ua-1"
_BUNDLED = "bundled:"
_MIME = {".ttf": "font/ttf", ".svg": "image/svg+xml"}


class LockedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the bundled fonts and icons and pictures inside the page itself, and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",))

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what a `bundled:` or `data:` address names; raises ValueError for any other."""
        if not url.startswith(_BUNDLED):
            return super().fetch(url, headers)
        path = (FOLDER / url.removeprefix(_BUNDLED)).resolve()
        if path.parent not in (FOLDER / "fonts", FOLDER / "icons") or path.suffix not in _MIME:
            raise ValueError(f"{url} is not bundled")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _MIME[path.suffix]})


def to_pdf(html: str, edition: Edition) -> bytes:
    """Return a page's PDF/UA-1; the same HTML and edition give the same bytes."""
    style, fonts = _style(_document(html), edition.model_copy(update={"language": "en"}))
    page = weasyprint.HTML(string=html, url_fetcher=_fetcher())
    options = {"stylesheets": [style], "font_config": fonts, "pdf_variant": _VARIANT}
    set_directions(html, page.etree_element)
    sheets = page.etree_element.findall(f".//section[@{fitting.MARK}]")
    mark = foreign(page.etree_element)

    def lay_out(setting: str | None = None) -> Any:
        if setting:
            sheets[0].set(fitting.MARK, setting)
        return page.render(**options)

    laid_out = fitting.fitted(lay_out) if len(sheets) == 1 else lay_out()
    end_with_words(laid_out)
    return bytes(laid_out.write_pdf(finisher=mark, pdf_variant=_VARIANT))


def _document(html: str) -> str:
    found = re.search(rf'<html [^>]*data-document="({"|".join(DOCUMENTS)})"', html[:300])
    if found is None:
        raise ValueError(f"the page does not say whether it is one of {', '.join(DOCUMENTS)}")
    return found[1]


@cache
def _fetcher() -> LockedFetcher:
    return LockedFetcher()


@cache
def _fonts() -> FontConfiguration:
    """Return the one font configuration of this process; more of them leak memory."""
    return FontConfiguration()


@cache
def _style(document: str, edition: Edition) -> tuple[Any, FontConfiguration]:
    """Return the parsed theme: parsing it takes longer than laying out a short handout."""
    fonts = _fonts()
    css = weasyprint.CSS(
        string=flat(theme(document, edition), CHANGING),
        base_url=_BUNDLED,
        url_fetcher=_fetcher(),
        font_config=fonts,
    )
    return css, fonts
