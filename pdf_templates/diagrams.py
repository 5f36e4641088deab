"""The drawings of worksheets: circles, loop, ladder, thermometer and map, in millimetres."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from markupsafe import Markup, escape

from curriculum.edition import Edition, PrintSize
from curriculum.session import DiagramBlock, DiagramKind
from pdf_templates.drawing import FAMILY, column, figure

_POINT = 25.4 / 72
_DEPTH = 1.1
"""How far below the top of its circle a label begins, in parts of the size."""
_CHARACTER = 0.52
"""The width of a letter on average, in parts of the size."""


@dataclass(frozen=True)
class Canvas:
    """The width there is, and how labels are set."""

    width: float
    size: float
    """Of the type, in millimetres."""
    weight: int

    @property
    def ring(self) -> float:
        """Return how much wider a circle is than the one in it; narrow pages have less of it."""
        return min(3.6 * self.size, 16.0, self.width / 9.5)

    @property
    def leading(self) -> float:
        """Return the distance of lines."""
        return self.size * 1.2

    def lines(self, label: str, width: float) -> list[str]:
        """Return a label broken into as few lines as fit, and those as even as they can be."""
        room = max(1, int(width / (self.size * _CHARACTER)))
        full = _filled(label, room)
        longest = max(map(len, label.split()), default=0)
        narrower = (_filled(label, less) for less in range(longest, room))
        return next((even for even in narrower if len(even) == len(full)), full)

    def height(self, labels: Sequence[str], width: float) -> float:
        """Return how high the label of most lines is."""
        return max(len(self.lines(label, width)) for label in labels) * self.leading

    def label(self, text: str, x: float, y: float, width: float, anchor: str = "middle") -> str:
        """Return a label whose first line's top is at `y`."""
        return "".join(
            f'<text x="{x:.2f}" y="{y + self.size * 0.8 + row * self.leading:.2f}" '
            f'font-family="{FAMILY}" font-size="{self.size:.3f}" font-weight="{self.weight}" '
            f'text-anchor="{anchor}" fill="#000" stroke="none">{escape(line)}</text>'
            for row, line in enumerate(self.lines(text, width))
        )

    def centred(self, text: str, x: float, y: float, width: float) -> str:
        """Return a label around a middle point."""
        height = len(self.lines(text, width)) * self.leading
        return self.label(text, x, y - height / 2, width)


def _filled(label: str, room: int) -> list[str]:
    """Return a label in lines of so many characters at most."""
    lines: list[str] = []
    for piece in (piece for word in label.split() for piece in _broken(word, room)):
        if lines and len(lines[-1]) + 1 + len(piece) <= room:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


def _broken(word: str, room: int) -> list[str]:
    """Return a word in as many pieces as it takes, each but the last with a hyphen."""
    if len(word) <= room or room < 3:
        return [word]
    pieces = [word[start : start + room - 1] for start in range(0, len(word), room - 1)]
    return [*(f"{piece}-" for piece in pieces[:-1]), pieces[-1]]


def drawing(block: DiagramBlock, edition: Edition, *, fluid: bool = False) -> Markup:
    """Return a diagram with its description; an empty label leaves its place free to write in.

    On a screen it is `fluid`: as wide as there is room.
    """
    large = edition.size == PrintSize.LARGE
    canvas = Canvas(column(edition), (18 if large else 12) * _POINT, 700 if large else 600)
    height, shapes = _DRAWINGS[block.diagram](canvas, block.labels)
    size, sized = (canvas.width, height), "" if fluid else None
    return figure(f"diagram {block.diagram}", block.alt, size, shapes, sized=sized)


def _circles(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw circles in each other, closer at the bottom, so that there is room for words on top."""
    inner, foot = 3.6 * canvas.size, 3.0
    words = canvas.height(labels[1:], 4 * inner) + 1.2 * canvas.size
    step = min(max(canvas.ring, words), (canvas.width / 2 - inner) / (len(labels) - 1))
    radii = [inner + step * number for number in range(len(labels))]
    if not _fit_inside(canvas, labels, radii, 2 * step - foot):
        return _circles_beside(canvas, labels)
    height = 2 * radii[-1] + 1
    shapes = []
    for number, (radius, label) in enumerate(zip(radii, labels, strict=True)):
        y = height - 0.5 - radius - foot * (len(labels) - 1 - number)
        shapes.append(f'<circle cx="{canvas.width / 2:.2f}" cy="{y:.2f}" r="{radius:.2f}"/>')
        if number == 0:
            shapes.append(canvas.centred(label, canvas.width / 2, y, radius * 1.6))
        else:
            top = y - radius + _DEPTH * canvas.size
            shapes.append(canvas.label(label, canvas.width / 2, top, _chord(canvas, radius)))
    return height, "".join(shapes)


def _chord(canvas: Canvas, radius: float) -> float:
    """Return how wide a circle is where the label at its top begins."""
    return 2 * sqrt(radius**2 - (radius - _DEPTH * canvas.size) ** 2)


def _fit_inside(canvas: Canvas, labels: Sequence[str], radii: Sequence[float], band: float) -> bool:
    """Tell whether the first label fits the circle within, and each other the top of its band."""
    within = len(canvas.lines(labels[0], 1.6 * radii[0])) * canvas.leading
    above = [
        canvas.height([label], _chord(canvas, radius))
        for label, radius in zip(labels[1:], radii[1:], strict=True)
    ]
    return within <= 1.2 * radii[0] and max(above) + _DEPTH * canvas.size <= band


def _circles_beside(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw circles with a line from each to its label at the right, the outermost on top."""
    outermost, text = canvas.width * 0.24, canvas.width * 0.54
    width = canvas.width - text
    step = outermost / len(labels)
    heights = [(len(canvas.lines(one, width)) + 1) * canvas.leading for one in labels]
    height = max(sum(heights), 2 * outermost + 1)
    bottom = (height + 2 * outermost) / 2
    x, y = outermost + 0.5, (height - sum(heights)) / 2
    shapes = []
    for number in range(len(labels) - 1, -1, -1):
        radius = step * (number + 1)
        middle = bottom - radius - 0.6 * (len(labels) - 1 - number)
        start = middle - radius + (step if number else radius)
        beside = y + heights[number] / 2
        shapes.append(f'<circle cx="{x:.2f}" cy="{middle:.2f}" r="{radius:.2f}"/>')
        if labels[number]:
            shapes.append(
                f'<circle cx="{x:.2f}" cy="{start:.2f}" r="0.8" fill="#000"/>'
                f'<path d="M{x:.2f} {start:.2f}L{text - 2:.2f} {beside:.2f}"/>'
            )
            top = y + canvas.leading / 2
            shapes.append(canvas.label(labels[number], text, top, width, "start"))
        y += heights[number]
    return height, "".join(shapes)


def _loop(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw boxes in a ring, clockwise from the top, with an arrow from each to the next."""
    width = min(11.5 * canvas.size, 0.31 * canvas.width)
    tall = max(5 * canvas.size, canvas.height(labels, width - 3) + canvas.size)
    across = canvas.width - width - 1
    places, height = _ring(len(labels), across, tall, close=across < 2.4 * width)
    ways, boxes = [], []
    middles = [(x + width / 2 + 0.5, y + tall / 2 + 0.5) for x, y in places]
    for label, (x, y), onward in zip(labels, middles, middles[1:] + middles[:1], strict=True):
        ways.append(_arrow(x, y, *onward))
        boxes.append(_box(x, y, width, tall) + canvas.centred(label, x, y, width - 3))
    return height + tall + 1, "".join((*ways, *boxes))


def _ring(
    count: int, across: float, tall: float, *, close: bool
) -> tuple[list[tuple[float, float]], float]:
    """Return the middles of boxes in a ring and how high it is: an oval, or two columns of many.

    Where five are `close` beside one another, their rows have more room between them for arrows.
    """
    if count <= 5:
        height = (3.9 if close and count == 5 else 3.2) * tall
        turns = [2 * pi * number / count - pi / 2 for number in range(count)]
        oval = [(across / 2 * (1 + cos(turn)), height / 2 * (1 + sin(turn))) for turn in turns]
        return oval, height
    right = count // 2
    left = count - right
    step = 1.5 * tall
    down = [(across, step * row) for row in range(right)]
    up = [(0.0, step * row) for row in range(left - 1, 0, -1)]
    return [(0.0, 0.0), *down, *up], step * (left - 1)


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    """Return a line with an arrow head in its middle."""
    length = sqrt((to_x - x) ** 2 + (to_y - y) ** 2)
    along_x, along_y = 3.2 * (to_x - x) / length, 3.2 * (to_y - y) / length
    tip_x, tip_y = (x + to_x + along_x) / 2, (y + to_y + along_y) / 2
    sides = [
        (tip_x - along_x + turn * along_y * 0.5, tip_y - along_y - turn * along_x * 0.5)
        for turn in (1, -1)
    ]
    points = " ".join(f"{px:.2f},{py:.2f}" for px, py in ((tip_x, tip_y), *sides))
    return (
        f'<path d="M{x:.2f} {y:.2f}L{to_x:.2f} {to_y:.2f}"/>'
        f'<polygon points="{points}" fill="#000" stroke="none"/>'
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    """Return a white box around a middle point."""
    return (
        f'<rect x="{x - width / 2:.2f}" y="{y - height / 2:.2f}" width="{width:.2f}" '
        f'height="{height:.2f}" rx="2" fill="#fff"/>'
    )


def _ladder(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw a ladder from the bottom up; each label stands on its rung."""
    left, right = 12.0, canvas.width - 12.0
    words = canvas.height(labels, right - left - 10)
    rung = max(3.2 * canvas.size, words + canvas.size)
    height = rung * len(labels) + rung / 2
    rails = f"M{left} 0V{height:.2f}M{right:.2f} 0V{height:.2f}"
    shapes = [f'<path d="{rails}" stroke-width="1"/>']
    for number, label in enumerate(labels):
        y = height - rung / 2 - rung * number
        lines = len(canvas.lines(label, right - left - 10))
        shapes.append(f'<path d="M{left} {y:.2f}H{right:.2f}" stroke-width=".6"/>')
        top = y - 0.3 * canvas.size - lines * canvas.leading
        shapes.append(canvas.label(label, left + 6, top, right - left - 10, "start"))
    return height, "".join(shapes)


def _thermometer(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw a thermometer from the bottom up; a level without a label has a line to write on."""
    tube, bulb = 5.0, 9.0
    x, text = bulb + 1, 2 * bulb + 14
    words = canvas.height(labels, canvas.width - text)
    level = max(3 * canvas.size, words + canvas.size)
    bottom = level * len(labels) + 3
    height = bottom + 2 * bulb
    neck = height - bulb - 0.5 - sqrt(bulb**2 - tube**2)
    outline = (
        f'<circle cx="{x}" cy="{height - bulb - 0.5:.2f}" r="{bulb}"/>'
        f'<path d="M{x - tube} {neck:.2f}V{3 + tube}A{tube} {tube} 0 0 1 {x + tube} {3 + tube}'
        f'V{neck:.2f}" fill="#fff"/>'
    )
    filled = f'<circle cx="{x}" cy="{height - bulb - 0.5:.2f}" r="{bulb - 2.5}" fill="#000"/>'
    shapes = [outline, filled]
    for number, label in enumerate(labels):
        y = bottom - level * (number + 0.5)
        shapes.append(f'<path d="M{x - tube:.2f} {y:.2f}H{x + tube + 6:.2f}"/>')
        if label:
            half = len(canvas.lines(label, canvas.width - text)) * canvas.leading / 2
            shapes.append(canvas.label(label, text, y - half, canvas.width - text, "start"))
        else:
            shapes.append(f'<path d="M{text:.2f} {y + 2:.2f}H{canvas.width:.2f}"/>')
    return height, "".join(shapes)


def _map(canvas: Canvas, labels: Sequence[str]) -> tuple[float, str]:
    """Draw the first label in the middle and a field for each other, left and right in turn.

    Lines fan out in the room between them, so that none passes behind a field.
    """
    middle, *fields = labels
    rows = (len(fields) + 1) // 2
    width = canvas.width * 0.36
    words = canvas.height(fields, width - 4) + canvas.size
    tall = max((7 if rows < 4 else 5.2) * canvas.size, words)
    gap = 0.7 * canvas.size
    inside = max(3.4 * canvas.size, canvas.height([middle], canvas.width * 0.18) + canvas.size)
    beside = rows * (tall + gap) - gap
    height = max(beside, inside) + 0.6
    first = (height - beside + tall) / 2
    centre = (canvas.width / 2, height / 2)
    within, between = canvas.width * 0.1, canvas.width / 2 - width
    lines, boxes = [], []
    for number, label in enumerate(fields):
        side = -1 if number % 2 == 0 else 1
        x = centre[0] + side * (canvas.width / 2 - width / 2 - 0.3)
        y = first + (tall + gap) * (number // 2)
        start, end = centre[0] + side * within, centre[0] + side * between
        lines.append(f'<path d="M{start:.2f} {centre[1]:.2f}L{end:.2f} {y:.2f}"/>')
        top = y - tall / 2 + canvas.size * 0.5
        boxes.append(_box(x, y, width, tall) + canvas.label(label, x, top, width - 4))
    hub = _box(*centre, canvas.width * 0.2, inside)
    name = canvas.centred(middle, *centre, canvas.width * 0.18)
    return height, "".join((*lines, *boxes, hub, name))


_DRAWINGS: dict[DiagramKind, Callable[[Canvas, Sequence[str]], tuple[float, str]]] = {
    DiagramKind.CIRCLES: _circles,
    DiagramKind.LOOP: _loop,
    DiagramKind.LADDER: _ladder,
    DiagramKind.THERMOMETER: _thermometer,
    DiagramKind.MAP: _map,
}
