"""Pages for people: the library's front page, signing in, and the API's reference."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from api.web.pages import get_home
from api.web.sign_in import follow_link, sign_out

FOLDER = Path(__file__).parent


def templates() -> TemplateConfig[JinjaTemplateEngine]:
    """Return where the pages' templates are; they escape what they show."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


routers = [
    Router(
        "/",
        route_handlers=[get_home, follow_link, sign_out],
        include_in_schema=False,
    ),
    create_static_files_router(
        "/static",
        [FOLDER / "static"],
        cache_control=CacheControlHeader(public=True, max_age=3600),
    ),
]
