"""What participants may take out of the room, on paper and on the screen."""

from __future__ import annotations

from curriculum.printed import HandoutPack
from curriculum.session import TakeHome


def taken_home(pack: HandoutPack) -> HandoutPack:
    """Return a pack without the sheets that stay in the room; the others keep their numbers."""
    sheets = tuple(one for one in pack.sheets if one.take_home != TakeHome.KEEP)
    return pack.model_copy(update={"sheets": sheets})
