from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from tests.look import APPROVED, LOOKS, TOLERANCE, Look, apart, approved, looks


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_pages_look_as_approved(look: Look):
    """`make look` shows the differences side by side, `make approve` keeps them."""
    for name, picture in looks(look):
        before = approved(name)
        assert before is not None
        assert (name, apart(before, picture) <= TOLERANCE) == (name, True)


def test_every_approved_picture_is_looked_at():
    kept = {path.name for path in APPROVED.glob("*.png")}
    assert kept == {f"{look.name}-{page}.png" for look in LOOKS for page in look.pages}
    assert len(kept) <= 25


def test_a_line_too_much_is_a_difference():
    [(_, page)] = looks(next(look for look in LOOKS if look.name == "certificate"))
    other = page.copy()
    ImageDraw.Draw(other).line((40, 300, 370, 300), fill=0, width=2)
    assert apart(page, other) > TOLERANCE
    assert apart(page, page.copy()) == 0
    assert apart(page, Image.new("L", (1, 1))) == 1
