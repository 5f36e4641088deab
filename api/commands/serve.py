"""Serving: the database and the library brought up to date, then the API and the pages."""

from __future__ import annotations

import signal
import socket
from argparse import Namespace

import uvicorn
from sqlalchemy import Engine

from api.app import create_app
from api.clock import now
from api.commands.failing import print_alone, say
from api.commands.house import first_organisation, prepare, the_organisation
from api.commands.people import sign_in_link
from api.settings import Settings
from curriculum.storage.database import open_database
from curriculum.storage.people import Role, create_user

GRACE_SECONDS = 20
"""For requests to end in when the server is stopped."""


def serve(asked: Namespace) -> int:
    """Serve until told to stop; on the first start, print a link to sign in with."""
    options = {"host": asked.host, "port": asked.port}
    settings = Settings(**{name: value for name, value in options.items() if value is not None})
    with _listening(settings) as listener:
        settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        engine = open_database(settings.database)
        prepare(engine)
        link = _first_link(engine, settings)
        app = create_app(settings, engine)
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, lambda *_: None)  # uvicorn raises it once more when it is done
        _Server(_config(app, settings), settings.address, link).run(sockets=[listener])
    say("Stopped.")
    return 0


class _Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, address: str, link: str | None) -> None:
        super().__init__(config)
        self._address = address
        self._link = link

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        print_alone(f"Curriculum is at {self._address}")
        if self._link:
            print_alone(f"Sign in with this link, once, within 15 minutes: {self._link}")


def _config(app: object, settings: Settings) -> uvicorn.Config:
    """Return uvicorn's settings: no log of its own, for it holds addresses."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _listening(settings: Settings) -> socket.socket:
    """Take the port at once, so that a port in use is told before anything is done."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Said to be TCP, or asyncio leaves its connections to collect small writes for 40 ms each.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host.strip("[]"), settings.port))
    except OSError as error:
        listener.close()
        error.filename = f"{settings.host}:{settings.port}"
        raise
    return listener


def _first_link(engine: Engine, settings: Settings) -> str | None:
    """Return a link for the owner of the first organisation, which is made at the first start."""
    with engine.begin() as connection:
        if first_organisation(connection):
            return None
        organisation = the_organisation(connection)
        owner = create_user(connection, organisation.id, name="Owner", role=Role.OWNER, now=now())
        return sign_in_link(connection, owner.id, settings.address)
