"""Packages: what of a workshop goes into a file for others, and the pages and PDFs in it."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape

from api.http import ascii_name
from api.prints import Counter
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition
from curriculum.exports.archive import archive
from curriculum.exports.calendar import NoDatesError, calendar
from curriculum.exports.cartridge import Cartridge, Entry, File, Module, ToolLink, Topic, WebLink
from curriculum.exports.materials import materials
from curriculum.exports.scorm import LAUNCH, scorm_file
from curriculum.face import Face
from curriculum.last_time import with_last_times
from curriculum.markup import to_html
from curriculum.organisation import Organisation
from curriculum.participants import taken_home
from curriculum.plan import Plan
from curriculum.printed import Document, Guide, HandoutPack, LastTime, Sheet
from curriculum.sheets import sheets
from pdf_templates.on_screen import (
    PLATFORM,
    Screen,
    meeting_title,
    overview_page,
    scorm_page,
    scorm_script,
    sheet_page,
)
from pdf_templates.words import Words, words_of

_LONGEST = 60
"""Characters of a title in a path: some systems take 260 for all of it."""
_LINK = re.compile(r'<a href="(https?://[^"]+)"[^>]*>(.*?)</a>')


@dataclass(frozen=True, slots=True)
class Source:
    """A plan that is packed, with no database open: printing may have to wait."""

    name: str
    """What it is known by: letters, digits and hyphens."""
    plan: Plan
    house: Organisation
    face: Face | None
    edition: Edition
    counter: Counter
    times: tuple[LastTime, ...] = ()
    """How its sessions went the last time, for a guide that tells of it."""
    back: str = ""
    """Our own address, where the organisation's learning platforms open our pages by LTI."""

    @property
    def words(self) -> Words:
        """Return the fixed words of the plan's language."""
        return words_of(self.plan.language)

    def guide(self) -> Guide:
        """Return the guide."""
        return with_last_times(guide(self.plan, self.house), self.times)

    def pack(self) -> HandoutPack:
        """Return all handouts."""
        return handout_pack(self.plan, self.house)

    def pdf(self, document: Document) -> bytes:
        """Return a document as it is printed."""
        shown = document.model_copy(update={"face": self.face})
        return self.counter.print(shown, self.edition)

    def sheet_pdf(self, sheet: Sheet) -> bytes:
        """Return one handout as it is printed."""
        pack = HandoutPack(title=sheet.title, language=self.plan.language, sheets=(sheet,))
        return self.pdf(pack)


def sheet_name(sheet: Sheet) -> str:
    """Return the name of a sheet's file: its number and the title that others may see."""
    return f"{sheet.number:02d}-{_plain(sheet.title)}"


def _plain(title: str) -> str:
    """Return a title as a path can hold it: short, with no points in a row."""
    return re.sub(r"[.-]+", "-", ascii_name(title))[:_LONGEST].strip("-")


# --- for participants -----------------------------------------------------------------------------


def participants_course(source: Source) -> Cartridge:
    """Return a course of what may be taken home; nothing of the facilitator's is in it."""
    pack = taken_home(source.pack())
    words = source.words
    modules = [
        Module(words("package.overview"), (_overview(source, pack), _feedback(words))),
        *_meetings(source, pack),
    ]
    if links := tuple(_links(pack)):
        modules.append(Module(words("package.links"), links))
    return _course(source, source.plan.title, words("package.for_participants"), modules)


def participants_scorm(source: Source) -> bytes:
    """Return the sheets that may be taken home as a SCORM 1.2 package."""
    pack = taken_home(source.pack())
    papers = {sheet.number: f"{sheet_name(sheet)}.pdf" for sheet in pack.sheets}
    printed = {papers[sheet.number]: source.sheet_pdf(sheet) for sheet in pack.sheets}
    page = {LAUNCH: scorm_page(pack, papers).encode(), "scorm.js": scorm_script()}
    return scorm_file(source.name, source.plan.title, {**page, **printed})


def _feedback(words: Words) -> Topic:
    return Topic(words("package.feedback"), "topics/feedback.xml", to_html(words.text("feedback")))


def _links(pack: HandoutPack) -> Iterator[WebLink]:
    """Yield the addresses that the sheets name, each once."""
    found: dict[str, str] = {}
    for sheet in pack.sheets:
        for url, words in _LINK.findall(sheet_page(sheet)):
            title = unescape(re.sub(r"<[^>]+>", "", words)).strip()
            found.setdefault(unescape(url), title or unescape(url))
    for number, (url, title) in enumerate(found.items(), start=1):
        yield WebLink(title, f"links/{number:02d}.xml", url)


# --- for facilitators -----------------------------------------------------------------------------


def facilitators_course(source: Source) -> Cartridge:
    """Return a course with the guide, for a place where no participant is."""
    pack, words = source.pack(), source.words
    plan, house = source.plan, source.house
    papers = (
        File(words("package.guide"), "guide.pdf", source.pdf(source.guide())),
        File(words("package.handouts"), "handouts.pdf", source.pdf(pack)),
        File(words("package.sheets"), "sheets.pdf", source.pdf(sheets(plan, house))),
    )
    modules = [
        Module(words("package.overview"), (_overview(source, pack), *papers)),
        *_meetings(source, pack),
    ]
    title = words("package.facilitators_title", title=plan.title)
    return _course(source, title, words("package.for_facilitators"), modules)


def printable_pack(source: Source) -> bytes:
    """Return everything that a facilitator prints or opens, in one folder with names in order."""
    plan, house = source.plan, source.house
    papers = {
        "01-guide.pdf": source.pdf(source.guide()),
        "02-handouts.pdf": source.pdf(source.pack()),
        "03-sheets.pdf": source.pdf(sheets(plan, house)),
        "04-materials.csv": materials(plan),
    }
    with suppress(NoDatesError):  # a workshop need not have dates yet
        papers["05-calendar.ics"] = calendar(source.name.removeprefix("workshop-"), plan)
    which = f"meeting-{plan.meetings[0].number}" if plan.part_of else "pack"
    folder = f"{_plain(plan.title)}-{which}"  # more than a title: `con` is no folder on Windows
    return archive({f"{folder}/{name}": body for name, body in papers.items()})


# --- for both -------------------------------------------------------------------------------------


def _course(source: Source, title: str, description: str, modules: list[Module]) -> Cartridge:
    topics = dict.fromkeys(one.session.topic.replace("-", " ") for one in source.plan.sessions)
    return Cartridge(
        name=source.name,
        title=title,
        description=description,
        language=source.plan.language,
        keywords=tuple(topics),
        rights=source.words("package.rights"),
        modules=tuple(modules),
    )


def _overview(source: Source, pack: HandoutPack) -> File:
    numbers = {sheet.number for sheet in pack.sheets}
    shown = [one for one in source.plan.handouts if one.number in numbers]
    page = overview_page(source.plan, shown, source.house.contacts)
    return File(source.words("package.overview"), "overview.html", page.encode())


def _meetings(source: Source, pack: HandoutPack) -> Iterator[Module]:
    """Yield a module for each meeting that hands something out."""
    told = {one.number: one for one in source.plan.handouts}
    for meeting in source.plan.meetings:
        here = [one for one in pack.sheets if told[one.number].meeting == meeting.number]
        codes = dict.fromkeys(told[one.number].session for one in here)
        entries: list[Entry] = [*_online(source, meeting.number, codes)]
        for sheet in here:
            entries += _sheet(source, sheet)
        if entries:
            yield Module(meeting_title(source.plan, meeting, source.words), tuple(entries))


def _online(source: Source, meeting: int, codes: Iterable[str]) -> Iterator[ToolLink]:
    """Yield the sessions' pages here, under their codes: a title may tell too much."""
    for code in codes if source.back else ():
        yield ToolLink(
            source.words("package.online", session=code),
            f"online/{meeting:02d}-{code.lower()}.xml",
            f"{source.back}/lti/sessions/{code}",
        )


def _sheet(source: Source, sheet: Sheet) -> tuple[File, File]:
    """Return a sheet to read on the screen, and to print."""
    name, titled = sheet_name(sheet), {"number": sheet.number, "title": sheet.title}
    screen = Screen(PLATFORM.look, pictures=f"{name}-pictures")
    page = File(
        source.words("package.sheet", **titled),
        f"handouts/{name}.html",
        sheet_page(sheet, screen).encode(),
        {f"handouts/{name}-pictures/{one}": b64decode(body) for one, body in sheet.images.items()},
    )
    printed = File(
        source.words("package.sheet_pdf", **titled),
        f"handouts/{name}.pdf",
        source.sheet_pdf(sheet),
    )
    return page, printed
