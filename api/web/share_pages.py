"""What a participant's link shows: sheets that may be taken home, and nothing about anybody.

The pages have a neutral name, are kept and found by nobody, and can be left at once. A link that
has ended and one that never was are answered alike.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, disposition
from api.log import log
from api.packages import Source
from api.plans import checked_plan, face_of, organisation_of
from api.prints import MEDIA_TYPE
from api.web.answers import page
from curriculum.edition import Edition
from curriculum.errors import CurriculumError, NotFoundError
from curriculum.participants import taken_home
from curriculum.printed import HandoutPack, Sheet
from curriculum.storage.database import reading
from curriculum.storage.shares import find_shared
from curriculum.storage.workshops import load_workshop
from pdf_templates.on_screen import sheet_html

UNSEEN = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", **NO_STORE}
"""No search finds it, no other site is told where somebody came from, no cache keeps it."""
NAME = "notes"
"""What the files are called: the browser lists them."""
ALL = "all"
FORWARDED = {"any_query": True}
"""Programs that pass a link on hang parameters of their own to it."""


@get("/s/{secret:str}", sync_to_thread=True, opt=FORWARDED)
def get_shared(desk: NamedDependency[Desk], secret: FromPath[str]) -> Response[Any]:
    """Show the sheets of a link."""
    try:
        _, pack = _open(desk, secret)
    except NotFoundError:
        return gone(desk.settings.exit_url)
    return _shown(desk.settings.exit_url, "share_list", secret=secret, sheets=pack.sheets)


@get("/s/{secret:str}/{sheet:str}", sync_to_thread=True, opt=FORWARDED)
def get_shared_sheet(
    desk: NamedDependency[Desk], secret: FromPath[str], sheet: FromPath[str]
) -> Response[Any]:
    """Show a sheet to read, or print it or all of them."""
    try:
        source, pack = _open(desk, secret)
        if sheet.endswith(".pdf"):
            return _printed(source, pack, sheet.removesuffix(".pdf"))
        one = _chosen(pack, sheet)
    except NotFoundError:
        return gone(desk.settings.exit_url)
    except CurriculumError as error:  # too many wait for the press, or it failed
        log.error("failure", path="/s/{secret}/{sheet}", exc_info=error)
        return later(desk.settings.exit_url, 503)
    way_out, html = desk.settings.exit_url, sheet_html(one)
    return _shown(way_out, "share_sheet", secret=secret, sheet=one, html=html)


def _open(desk: Desk, secret: str) -> tuple[Source, HandoutPack]:
    """Return what a link leads to, and the sheets that may be taken home; NotFoundError."""
    with reading(desk.engine) as connection:
        shared = find_shared(connection, secret, now=now())
        organisation_id = shared.organisation_id
        workshop = load_workshop(connection, organisation_id, shared.workshop_id).workshop
        plan = checked_plan(connection, organisation_id, workshop)
        house = organisation_of(connection, organisation_id)
        face = face_of(connection, organisation_id)
    edition = Edition(paper=house.paper, language=plan.language)
    source = Source(NAME, plan, house, face, edition, desk.counter)
    return source, taken_home(source.pack())


def _chosen(pack: HandoutPack, number: str) -> Sheet:
    """Return the sheet of that number; NotFoundError."""
    for one in pack.sheets:
        if str(one.number) == number:
            return one
    raise NotFoundError("There is no such sheet.")


def _printed(source: Source, pack: HandoutPack, which: str) -> Response[bytes]:
    sheets = pack.sheets if which == ALL else (_chosen(pack, which),)
    neutral = pack.model_copy(update={"title": NAME.capitalize(), "sheets": sheets})
    name = disposition(f"{NAME}-{which}.pdf", download=False)
    headers = {**UNSEEN, "Content-Disposition": name}
    return Response(source.pdf(neutral), media_type=MEDIA_TYPE, headers=headers)


def is_shared(path: str) -> bool:
    """Tell whether participants may be the ones who ask for an address."""
    return path == "/s" or path.startswith("/s/")


def gone(way_out: str) -> Response[Any]:
    """Return the page of a link that leads nowhere; `way_out` is where to leave it for."""
    return _shown(way_out, "share_gone", status=404)


def later(way_out: str, status: int) -> Response[Any]:
    """Return the page that asks to try again."""
    return _shown(way_out, "share_later", status=status)


def _shown(way_out: str, template: str, *, status: int = 200, **context: Any) -> Response[Any]:
    shown = page(template, status=status, way_out=way_out, **context)
    shown.headers.update(UNSEEN)
    return shown


SHARED = [get_shared, get_shared_sheet]
