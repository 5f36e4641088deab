"""What decides how a page looks beside its document: templates, styles, fonts, code and engines."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from curriculum import markup
from pdf_templates.theme import FOLDER

_FILES = {".css", ".html", ".md", ".py", ".svg", ".ttf", ".txt", ".yaml"}
_PACKAGES = (
    *(
        "weasyprint",
        "pydyf",
        "tinyhtml5",
        "tinycss2",
        "cssselect2",
        "pyphen",
        "fonttools",
        "pillow",
    ),
    *("pikepdf", "pypdfium2", "jinja2", "markdown-it-py", "nh3", "babel"),
    *("arabic-reshaper", "python-bidi"),
)
_LIBRARIES = {
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
    "libharfbuzz-subset.so.0": "hb_version_string",
}


@cache
def templates_digest() -> str:
    """Return a hash that changes whenever the same document could come out differently."""
    digest = sha256()
    for name in _PACKAGES:
        digest.update(f"{name} {version(name)}\n".encode())
    for name, function in _LIBRARIES.items():
        digest.update(f"{name} {_library_version(name, function)}\n".encode())
    digest.update(Path(markup.__file__).read_bytes())
    for path in sorted(path for path in FOLDER.rglob("*") if path.suffix in _FILES):
        digest.update(f"{path.relative_to(FOLDER)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _library_version(name: str, function: str) -> str:
    """Return what a system library says its version is, or nothing where it is not there."""
    with suppress(OSError, AttributeError):
        tell = getattr(ctypes.CDLL(name), function)
        tell.restype = ctypes.c_char_p
        return str(tell().decode())
    return ""
