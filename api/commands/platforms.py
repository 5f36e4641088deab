"""The server's own key, which no single group may change."""

from __future__ import annotations

from argparse import Namespace

from api.commands.failing import say
from api.commands.house import database
from api.lti.keys import rotate
from api.settings import Settings


def change_key(_asked: Namespace) -> int:
    """Sign for platforms of the shared addresses with a new key from now on."""
    with database(Settings()) as engine:
        rotate(engine, None)
    say("The server signs with a new key; the one before stays published for a week.")
    return 0
