"""Read a PDF back: its words, its tags, its type sizes, its colours."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf


def pages(pdf: bytes) -> list[str]:
    """Return each page's text as it lies on paper."""
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return text.split("\f")[:-1]


def heard(pdf: bytes) -> str:
    """Return the text in the order of its tags, as a screen reader says it, in one line."""
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return squeeze(" ".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE)))


def squeeze(text: str) -> str:
    """Return text with single spaces."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Word:
    """A word and the box it stands in, in points from the upper left."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(pdf: bytes) -> list[Word]:
    """Return every word with its place."""
    html = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found: list[Word] = []
    for number, page in enumerate(html.split("<page ")[1:], start=1):
        for left, top, right, bottom, text in re.findall(
            r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page
        ):
            box = (float(left), float(top), float(right), float(bottom))
            found.append(Word(number, text, *box))
    return found


def tags(pdf: bytes) -> list[str]:
    """Return the kinds of all structure elements in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(element.S) for element in _elements(opened.Root.StructTreeRoot)]


def descriptions(pdf: bytes) -> list[str]:
    """Return the alternative texts of the figures in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(element.Alt)
            for element in _elements(opened.Root.StructTreeRoot)
            if "/Alt" in element
        ]


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    children = parent.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def type_sizes(pdf: bytes) -> set[float]:
    """Return the sizes that text is set in, in points."""
    sizes: set[float] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            sizes |= set(_sizes(page))
    return sizes


def _sizes(page: pikepdf.Page) -> Iterator[float]:
    scale, kept, size, height = 1.0, [], 0.0, 1.0
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(scale)
            case "Q":
                scale = kept.pop()
            case "cm":
                scale *= abs(float(operands[3]))
            case "Tf":
                size = float(operands[1])
            case "Tm":
                height = abs(float(operands[3]))
            case "Tj" | "TJ":
                yield round(size * height * scale, 1)


def line_distances(pdf: bytes) -> list[float]:
    """Return how far apart the lines to write on are, in millimetres, line by line."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        runs = [run for page in opened.pages for run in _ruled(page)]
    return [abs(two - one) / 72 * 25.4 for run in runs for one, two in pairwise(run)]


def _ruled(page: pikepdf.Page) -> Iterator[list[float]]:
    """Yield the heights of the level lines of each path that is drawn."""
    place, kept, start, lines = pikepdf.Matrix(), [], None, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(place)
            case "Q":
                place = kept.pop()
            case "cm":
                place = pikepdf.Matrix(*map(float, operands)) @ place
            case "m":
                start = place.transform(tuple(map(float, operands)))
            case "l":
                end = place.transform(tuple(map(float, operands)))
                if start and abs(start[1] - end[1]) < 0.01:
                    lines.append(end[1])
                start = end
            case "S":
                yield lines
                lines = []
            case "f" | "f*" | "n":
                lines = []


def text_colours(pdf: bytes) -> set[str]:
    """Return the colours that text is painted in, as #rrggbb."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            found |= set(_text_colours(page))
    return found


def _text_colours(page: pikepdf.Page) -> Iterator[str]:
    colour, kept = (0.0,) * 3, []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(colour)
            case "Q":
                colour = kept.pop()
            case "rg" | "sc" | "scn":
                colour = tuple(float(one) for one in operands)
            case "g":
                colour = (float(operands[0]),) * 3
            case "Tj" | "TJ":
                yield "#" + "".join(f"{round(255 * part):02x}" for part in colour)


def colours(pdf: bytes) -> set[tuple[float, ...]]:
    """Return the colours that are painted with, as the operators' numbers."""
    found: set[tuple[float, ...]] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams: list[pikepdf.Object | pikepdf.Page] = list(opened.pages)
        streams += [one for one in opened.objects if _is_form(one)]
        for stream in streams:
            for operands, operator in pikepdf.parse_content_stream(stream):
                if str(operator).lower() in {"rg", "g", "k", "sc", "scn"}:
                    numbers = [one for one in operands if not isinstance(one, pikepdf.Name)]
                    found.add(tuple(round(float(number), 3) for number in numbers))
    return found


def _is_form(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return the names of the fonts, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                found[str(thing.FontName)] = "/FontFile2" in thing or "/FontFile3" in thing
    return found
