from __future__ import annotations

from xml.etree import ElementTree as ET

from curriculum.exports.scorm import scorm_file
from tests.curriculum.exports.reading import unpack

SPACE = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
FILES = {"index.html": b"<p>", "01-card.pdf": b"%PDF", "scorm.js": b""}


def test_a_platform_finds_the_page_that_reports():
    files = unpack(scorm_file("session-al1", "Evenings & <more>", FILES))
    assert list(files) == ["imsmanifest.xml", "01-card.pdf", "index.html", "scorm.js"]
    root = ET.fromstring(files["imsmanifest.xml"])  # noqa: S314 - our own
    assert (root.tag, root.findtext(f"{SPACE}metadata/{SPACE}schemaversion")) == (
        f"{SPACE}manifest",
        "1.2",
    )
    organisations = root.find(f"{SPACE}organizations")
    assert organisations is not None
    [organisation] = organisations
    assert organisations.attrib["default"] == organisation.attrib["identifier"]
    [item] = organisation.iter(f"{SPACE}item")
    assert item.findtext(f"{SPACE}title") == "Evenings & <more>"
    [resource] = root.iter(f"{SPACE}resource")
    assert resource.attrib == {
        "identifier": item.attrib["identifierref"],
        "type": "webcontent",
        f"{ADL}scormtype": "sco",
        "href": "index.html",
    }
    assert [one.attrib["href"] for one in resource] == sorted(FILES)


def test_the_same_files_give_the_same_bytes():
    assert len({scorm_file("a", "A", dict(order)) for order in (FILES, sorted(FILES.items()))}) == 1
