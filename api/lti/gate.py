"""What the LTI handlers work with: the desk, the way out, platforms' keys, and who visits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from api.desk import Desk
from api.http import AnyRequest
from api.lti.keysets import Keysets
from api.outgoing import Outgoing


class Gate:
    """One for each server."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outgoing = Outgoing(desk.settings.trusted_networks)
        self.keysets = Keysets(self.outgoing)
        self.courier = ThreadPoolExecutor(8, thread_name_prefix="lti")
        """Tells platforms what nobody waits for; most of the time it waits itself."""
        self.closing = Event()
        self.lock = Lock()
        self.telling: set[tuple[int, str, str]] = set()
        """Whose completion of what is being told now: platform, person, line item."""

    def close(self) -> None:
        """Take nothing on any more; what could not be told is told at the next visit."""
        self.closing.set()
        self.courier.shutdown(cancel_futures=True)


def origin(desk: Desk, request: AnyRequest) -> str:
    """Return where platforms and browsers reach us: scheme, host and port."""
    return desk.settings.url or str(request.base_url).rstrip("/")
