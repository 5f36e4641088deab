"""The product's server with one more route: a static file to hold its downloads against."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from litestar.static_files import create_static_files_router

from api.app import create_app
from api.commands.house import prepare
from api.settings import Settings
from curriculum.storage.database import open_database


def main() -> None:
    """Serve on the port and the data folder of the command line."""
    port, data = int(sys.argv[1]), Path(sys.argv[2])
    settings = Settings(port=port, data=data)
    engine = open_database(settings.database)
    prepare(engine)
    app = create_app(settings, engine)
    app.register(create_static_files_router("/still", directories=[data / "still"]))
    uvicorn.run(app, host=settings.host, port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
