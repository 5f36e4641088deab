"""What platforms refuse in a cartridge, or lose without a word, found before it is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from curriculum.errors import CurriculumError
from curriculum.exports.cartridge_profile import TOOLS, Profile

MANIFEST = "imsmanifest.xml"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
_ADDRESS = re.compile(r"https?://[!-~]+")
_FIRST_BYTES = 1024
"""How far platforms look for the namespace that tells the version."""


class BadCartridgeError(CurriculumError):
    """A cartridge that platforms would not take as it is meant."""

    code = "bad-cartridge"


def check_cartridge(files: Mapping[str, bytes], profile: Profile) -> None:
    """Look at the files of a cartridge; raises BadCartridgeError with all that is wrong."""
    wrong = list(_wrong(files, profile))
    if wrong:
        raise BadCartridgeError(f"The cartridge cannot be written: {'; '.join(wrong)}.")


def _wrong(files: Mapping[str, bytes], profile: Profile) -> Iterator[str]:
    space = profile.package.namespace
    root = ET.fromstring(files[MANIFEST])  # noqa: S314 - written just now
    if root.tag != f"{{{space}}}manifest":
        yield "the root is no manifest of this version"
    if not re.search(rb'<manifest xmlns="' + space.encode() + b'"', files[MANIFEST][:_FIRST_BYTES]):
        yield f"the namespace does not come first, within {_FIRST_BYTES} bytes"
    spaces = {"": space}
    if root.findtext("metadata/schemaversion", namespaces=spaces) != profile.schema_version:
        yield f"the schema's version is not {profile.schema_version}"
    if [one.get("structure") for one in root.iterfind(".//organization", spaces)] != [
        "rooted-hierarchy"
    ]:
        yield "there is not one organization with a structure"
    if not (root.findtext("organizations/organization/title", "", spaces) or "").strip():
        yield "the organization has no title"
    yield from _wrong_names(root)
    yield from _wrong_items(root, spaces)
    yield from _wrong_files(root, spaces, files)
    yield from _wrong_tools(root, spaces, files, profile)


def _wrong_names(root: ET.Element) -> Iterator[str]:
    names = Counter(one.attrib["identifier"] for one in root.iter() if "identifier" in one.attrib)
    yield from (f"the identifier {name} stands twice" for name, count in names.items() if count > 1)
    yield from (f"{name} is no identifier" for name in names if not _NAME.fullmatch(name))


def _wrong_items(root: ET.Element, spaces: dict[str, str]) -> Iterator[str]:
    known = {one.get("identifier") for one in root.iterfind("resources/resource", spaces)}
    for item in root.iterfind("organizations/organization/item//item", spaces):
        name = item.get("identifier")
        if not (item.findtext("title", "", spaces) or "").strip():
            yield f"the item {name} has no title"
        if item.find("item", spaces) is None and item.get("identifierref") not in known:
            yield f"the item {name} leads nowhere"


def _wrong_files(
    root: ET.Element, spaces: dict[str, str], files: Mapping[str, bytes]
) -> Iterator[str]:
    listed = Counter(one.attrib["href"] for one in root.iterfind(".//file", spaces))
    for resource in root.iterfind("resources/resource", spaces):
        if "href" in resource.attrib and resource.attrib["href"] not in listed:
            yield f"the resource {resource.get('identifier')} does not list its own file"
    yield from (f"the file {path} is listed twice" for path, count in listed.items() if count > 1)
    yield from (f"the file {path} is not there" for path in listed if path not in files)
    yield from (
        f"the file {path} is not listed" for path in files if path not in listed | {MANIFEST: 1}
    )


def _wrong_tools(
    root: ET.Element, spaces: dict[str, str], files: Mapping[str, bytes], profile: Profile
) -> Iterator[str]:
    """Yield the links to tools that a platform would take without a title, or lead nowhere."""
    for resource in root.iterfind("resources/resource", spaces):
        if resource.get("type") != profile.tool.type:
            continue
        for path in (one.attrib["href"] for one in resource.iterfind("file", spaces)):
            told = ET.fromstring(files.get(path, b"<none/>"))  # noqa: S314 - written just now
            if told.tag != f"{{{profile.tool.namespace}}}{profile.tool.root}":
                yield f"{path} is no link to a tool of this version"
            if not (told.findtext(f"{{{TOOLS}}}title") or "").strip():
                yield f"the link to a tool {path} has no title"
            if not _ADDRESS.fullmatch(told.findtext(f"{{{TOOLS}}}launch_url") or ""):
                yield f"the link to a tool {path} leads nowhere"
