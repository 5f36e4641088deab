"""A course for learning platforms: IMS Common Cartridge 1.1 or 1.3 (1EdTech).

Its shape is the one that platforms take: a root item, in it an item a module, in that an item a
thing. What they refuse, or lose without a word, is looked for before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from curriculum.exports.archive import archive
from curriculum.exports.cartridge_check import MANIFEST, check_cartridge
from curriculum.exports.cartridge_profile import PROFILES, CartridgeVersion, Document, Profile


@dataclass(frozen=True, slots=True)
class File:
    """A page or a PDF, with the pictures that it shows, by path."""

    title: str
    path: str
    body: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address elsewhere."""

    title: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about: its text in HTML."""

    title: str
    path: str
    html: str


@dataclass(frozen=True, slots=True)
class ToolLink:
    """A page of ours that a platform opens by LTI; its path says what it is about.

    Platforms drop what else a link could tell, and take its title from the file.
    """

    title: str
    path: str
    url: str


Entry = File | WebLink | Topic | ToolLink


@dataclass(frozen=True, slots=True)
class Module:
    """What stands together under one title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cartridge:
    """A course: what is told of it, and its modules in their order."""

    name: str
    """Letters, digits and hyphens; the same for the same course."""
    title: str
    description: str
    language: str
    keywords: tuple[str, ...]
    rights: str
    modules: tuple[Module, ...]


def cartridge_file(course: Cartridge, version: CartridgeVersion) -> bytes:
    """Return the cartridge; the same course gives the same bytes. Raises BadCartridgeError."""
    profile = PROFILES[version]
    files = {MANIFEST: _manifest(course, profile).encode()}
    for module in course.modules:
        for entry in module.entries:
            files |= _files(entry, profile)
    check_cartridge(files, profile)
    return archive(files, first=MANIFEST)


def _files(entry: Entry, profile: Profile) -> dict[str, bytes]:
    match entry:
        case File():
            return {entry.path: entry.body, **entry.beside}
        case WebLink():
            content = f"<title>{escape(entry.title)}</title>\n<url href={quoteattr(entry.url)}/>"
            return {entry.path: _xml(profile.link, content)}
        case ToolLink():
            return {entry.path: _xml(profile.tool, _tool(entry))}
        case Topic():
            content = (
                f"<title>{escape(entry.title)}</title>\n"
                f'<text texttype="text/html">{escape(entry.html)}</text>'
            )
            return {entry.path: _xml(profile.topic, content)}


def _tool(link: ToolLink) -> str:
    """Return what is told of a link to a tool, in the order of its schema."""
    url = escape(link.url)
    lines = [f"<blti:title>{escape(link.title)}</blti:title>"]
    lines += [f"<blti:launch_url>{url}</blti:launch_url>"]
    if url.startswith("https:"):
        lines += [f"<blti:secure_launch_url>{url}</blti:secure_launch_url>"]
    maker = "<lticp:code>curriculum</lticp:code><lticp:name>Curriculum</lticp:name>"
    return "\n".join([*lines, f"<blti:vendor>{maker}</blti:vendor>"])


def _xml(document: Document, content: str) -> bytes:
    """Return a small file of its own kind."""
    prefixes = "".join(f'xmlns:{name}="{space}" ' for name, space in document.prefixes)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{document.root} xmlns="{document.namespace}" '
        f"{prefixes}"
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{document.namespace} {document.schema}">\n'
        f"{content}\n</{document.root}>\n"
    ).encode()


# --- the manifest ---------------------------------------------------------------------------------


def _manifest(course: Cartridge, profile: Profile) -> str:
    entries = [entry for module in course.modules for entry in module.entries]
    lines = [
        _root(course, profile),
        *_metadata(course, profile),
        '<organizations>\n<organization identifier="O-1" structure="rooted-hierarchy">',
        f"<title>{escape(course.title)}</title>",
        '<item identifier="I-1">',
        *_items(course),
        "</item>\n</organization>\n</organizations>\n<resources>",
        *(line for entry in entries for line in _resource(entry, profile)),
        "</resources>\n</manifest>\n",
    ]
    return "\n".join(lines)


def _root(course: Cartridge, profile: Profile) -> str:
    """Return the beginning; platforms look for the first namespace within its first kilobyte."""
    package, about = profile.package, profile.about
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{package.namespace}" identifier="C-{course.name}" '
        f'xmlns:lomimscc="{about.namespace}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="'
        f'{package.namespace} {package.schema} {about.namespace} {about.schema}">'
    )


def _metadata(course: Cartridge, profile: Profile) -> Iterator[str]:
    """Yield what is told of the course (IEEE 1484.12.1, the parts that the profile takes)."""
    yield "<metadata>\n<schema>IMS Common Cartridge</schema>"
    yield f"<schemaversion>{profile.schema_version}</schemaversion>"
    yield "<lomimscc:lom>\n<lomimscc:general>"
    yield f"<lomimscc:title>{_string(course.title, course)}</lomimscc:title>"
    yield f"<lomimscc:language>{escape(course.language)}</lomimscc:language>"
    yield f"<lomimscc:description>{_string(course.description, course)}</lomimscc:description>"
    for keyword in course.keywords:
        yield f"<lomimscc:keyword>{_string(keyword, course)}</lomimscc:keyword>"
    yield "</lomimscc:general>\n<lomimscc:rights>\n<lomimscc:copyrightAndOtherRestrictions>"
    yield "<lomimscc:value>yes</lomimscc:value>\n</lomimscc:copyrightAndOtherRestrictions>"
    yield f"<lomimscc:description>{_string(course.rights, course)}</lomimscc:description>"
    yield "</lomimscc:rights>\n</lomimscc:lom>\n</metadata>"


def _string(text: str, course: Cartridge) -> str:
    language = quoteattr(course.language)
    return f"<lomimscc:string language={language}>{escape(text)}</lomimscc:string>"


def _items(course: Cartridge) -> Iterator[str]:
    for number, module in enumerate(course.modules, start=1):
        yield f'<item identifier="I-1-{number}"><title>{escape(module.title)}</title>'
        for place, entry in enumerate(module.entries, start=1):
            yield (
                f'<item identifier="I-1-{number}-{place}" identifierref="{_identifier(entry)}">'
                f"<title>{escape(entry.title)}</title></item>"
            )
        yield "</item>"


def _resource(entry: Entry, profile: Profile) -> Iterator[str]:
    identifier = f'identifier="{_identifier(entry)}"'
    match entry:
        case File():
            yield f'<resource {identifier} type="webcontent" href="{entry.path}">'
            yield from (f'<file href="{path}"/>' for path in (entry.path, *sorted(entry.beside)))
        case WebLink():
            yield f'<resource {identifier} type="{profile.link.type}"><file href="{entry.path}"/>'
        case ToolLink():
            yield f'<resource {identifier} type="{profile.tool.type}"><file href="{entry.path}"/>'
        case Topic():
            yield f'<resource {identifier} type="{profile.topic.type}"><file href="{entry.path}"/>'
    yield "</resource>"


def _identifier(entry: Entry) -> str:
    """Return the same name for the same path, so that a platform knows a thing again."""
    return f"R-{sha256(entry.path.encode()).hexdigest()[:20]}"
