"""The addresses of the editor of own versions."""

from __future__ import annotations

from litestar.handlers import HTTPRouteHandler

from api.web.editor import get_editor, save_text
from api.web.editor_begin import begin_new, get_copy_page, get_own_versions, make_copy
from api.web.editor_end import get_publish_page, get_return_page, give_up, publish_version
from api.web.editor_files import add_picture, change_files, get_picture
from api.web.editor_print import get_page_of_draft, get_printed_draft, get_printed_page

EDITOR: list[HTTPRouteHandler] = [
    get_own_versions,
    begin_new,
    get_copy_page,
    make_copy,
    get_editor,
    save_text,
    change_files,
    add_picture,
    get_picture,
    get_printed_page,
    get_printed_draft,
    get_page_of_draft,
    get_publish_page,
    publish_version,
    get_return_page,
    give_up,
]
