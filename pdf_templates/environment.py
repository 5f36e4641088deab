"""The template environment: strict, escaping, with the phrases and drawings that templates use."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.filters import do_truncate

from curriculum.printed import FidelityList, Guide, SheetSet, WallAgenda
from curriculum.values import Mode, Setting
from pdf_templates import deck, diagrams, drawing, phrases, tables
from pdf_templates.face import imprint
from pdf_templates.markup import bound, inline_html, opens_long, ranges_html, text_html, well_ended
from pdf_templates.settings import agenda_setting, noted_below, noted_in_row, notes_width
from pdf_templates.theme import FOLDER, is_narrow
from pdf_templates.toc import agenda_title, lists_sheets
from pdf_templates.words import Words

_MOST_TENT_PAGES = 8


@cache
def environment(words: Words) -> Environment:
    """Return the templates with the fixed words of a language."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "words": words,
        "agenda_setting": agenda_setting,
        "notes_width": notes_width,
        "agenda_title": agenda_title,
        "lists_sheets": lists_sheets,
        "before_texts": before_texts,
        "checklist_agenda": checklist_agenda,
        "tent_pages": tent_pages,
        "copies": lambda guide, sheet: phrases.copies_words(sheet, guide.setting, words),
        "sheet_rule": lambda guide, sheet: phrases.rule_words(sheet, guide.setting, words),
        "deck_sheets": deck.sheets,
        "diagram": diagrams.drawing,
        "printed_tables": tables.printed,
        "scale_ends": tables.scale_ends,
        "column_shares": tables.shares,
        "write_in": drawing.write_in,
        "tick": drawing.tick,
        "column": drawing.column,
        "imprint": imprint,
        "is_narrow": is_narrow,
        "grouping": lambda kind, groups: phrases.grouping_words(kind, groups, words),
        "titled": lambda one: phrases.title_words(one.title, one.part, words),
        "where": lambda place: phrases.where_words(place, words),
    }
    made.filters |= {
        "markdown": text_html,
        "inline": inline_html,
        "bound": bound,
        "well_ended": well_ended,
        "ranges": ranges_html,
        "data_url": data_url,
        "capitalise": lambda text: text[:1].upper() + text[1:],
        "short": lambda text, most: do_truncate(made, text, most, end="…", leeway=0),
        "unbroken": lambda text: text.replace(" ", "\u00a0"),
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "clock": phrases.clock,
        "date": lambda day: phrases.date_words(day, words),
        "cut_place": lambda place: phrases.cut_words(place, words),
        "minutes_since": phrases.minutes_since,
        "turn": lambda turn: phrases.turn_words(turn, words),
        "condition": lambda when: phrases.condition_words(when, words),
        "contact_cells": lambda contact: (contact.name, contact.reach, contact.note or ""),
    }
    made.tests |= {
        "noted_in_row": noted_in_row,
        "noted_below": noted_below,
        "opening_long": opens_long,
    }
    return made


def before_texts(guide: Guide) -> tuple[str, ...]:
    """Return the standard texts that open a guide, by name, in their order."""
    couples = ("couples",) if guide.mode != Mode.SOLO else ()
    online = ("online",) if guide.setting == Setting.ONLINE else ()
    return ("who", *couples, *online, "confidentiality", "disclosure", "stop", "agreements")


def tent_pages(people: int) -> int:
    """Return the pages of name tents, two on each; a large group prints them again."""
    return min((people + 1) // 2, _MOST_TENT_PAGES)


def checklist_agenda(document: SheetSet, checklist: FidelityList) -> WallAgenda:
    """Return the meeting that a checklist's session belongs to."""
    return next(one for one in document.agendas if one.number == checklist.meeting)


def data_url(body: str, name: str) -> str:
    """Return a session's own picture as an address that holds it."""
    kind = "png" if name.endswith(".png") else "jpeg"
    return f"data:image/{kind};base64,{body}"
