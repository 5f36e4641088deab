"""Packages as others read them: a cartridge by the rules of Moodle's importer (LMS.md)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from zipfile import ZipFile

NAMESPACES = {
    "1.1.0": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "1.3.0": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1",
}
TOPIC = {
    "imsdt_xmlv1p1": "{http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1}",
    "imsdt_xmlv1p3": "{http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3}",
}
TOOL = {
    "imsbasiclti_xmlv1p0": "{http://www.imsglobal.org/xsd/imslticc_v1p0}cartridge_basiclti_link",
    "imsbasiclti_xmlv1p3": "{http://www.imsglobal.org/xsd/imslticc_v1p3}cartridge_basiclti_link",
}
BLTI = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
LINK = {
    "imswl_xmlv1p1": "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}",
    "imswl_xmlv1p3": "{http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3}",
}


@dataclass(frozen=True)
class Arrived:
    """What a platform makes of an item."""

    title: str
    kind: str
    body: bytes
    """The file, the topic's HTML or the link's address."""


@dataclass(frozen=True)
class Course:
    """What arrives: the course and its modules, in order."""

    version: str
    title: str
    language: str
    keywords: list[str]
    modules: list[tuple[str, list[Arrived]]]


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive by path, each of which is there once."""
    with ZipFile(io.BytesIO(content)) as file:
        names = file.namelist()
        assert len(set(names)) == len(names)
        assert file.testzip() is None
        return {name: file.read(name) for name in names}


def read_cartridge(content: bytes) -> Course:
    """Import a cartridge; whatever a platform refuses, or would lose, fails."""
    files = unpack(content)
    assert next(iter(files)) == "imsmanifest.xml"
    first = re.search(r'xmlns="([^"]+)"', files["imsmanifest.xml"][:1024].decode())
    assert first is not None
    root = ET.fromstring(files["imsmanifest.xml"])  # noqa: S314 - our own
    space = first[1]
    version = root.findtext(f"{{{space}}}metadata/{{{space}}}schemaversion")
    assert version is not None
    assert NAMESPACES[version] == space
    lom = space.replace("www.imsglobal.org", "ltsc.ieee.org").replace("imscp_v1p1", "LOM/manifest")
    return Course(
        version=version,
        title=root.findtext(f".//{{{lom}}}title/{{{lom}}}string") or "",
        language=root.findtext(f".//{{{lom}}}general/{{{lom}}}language") or "",
        keywords=[one.text or "" for one in root.iterfind(f".//{{{lom}}}keyword/{{{lom}}}string")],
        modules=list(_modules(root, f"{{{space}}}", files)),
    )


def _modules(root: ET.Element, space: str, files: dict[str, bytes]):
    resources = {one.attrib["identifier"]: one for one in root.iter(f"{space}resource")}
    [organisation] = root.iter(f"{space}organization")
    assert organisation.attrib["structure"] == "rooted-hierarchy"
    name, top = organisation
    assert (name.tag, name.text) == (f"{space}title", root.findtext(".//{*}title/{*}string"))
    for module in top:
        title, *items = module
        yield title.text, [_arrived(item, resources, space, files) for item in items]


def _arrived(
    item: ET.Element, resources: dict[str, ET.Element], space: str, files: dict[str, bytes]
) -> Arrived:
    title = item.findtext(f"{space}title")
    assert title
    resource = resources[item.attrib["identifierref"]]
    kind = resource.attrib["type"]
    listed = [one.attrib["href"] for one in resource.iter(f"{space}file")]
    assert set(listed) <= set(files)
    if kind == "webcontent":
        assert listed[0] == resource.attrib["href"]
        return Arrived(title, kind, files[listed[0]])
    told = ET.fromstring(files[listed[0]])  # noqa: S314 - our own
    if kind in TOPIC:
        return Arrived(title, kind, (told.findtext(f"{TOPIC[kind]}text") or "").encode())
    if kind in TOOL:  # its title is that of its file
        assert told.tag == TOOL[kind]
        assert told.findtext(f"{BLTI}vendor/*")
        address = told.findtext(f"{BLTI}launch_url") or ""
        secure = told.findtext(f"{BLTI}secure_launch_url")
        assert secure == (address if address.startswith("https:") else None)
        return Arrived(told.findtext(f"{BLTI}title") or "", kind, address.encode())
    [url] = told.iter(f"{LINK[kind]}url")
    return Arrived(title, kind, url.attrib["href"].encode())
