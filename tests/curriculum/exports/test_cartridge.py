from __future__ import annotations

import dataclasses
import re

import pytest

from curriculum.exports.archive import archive
from curriculum.exports.cartridge import (
    Cartridge,
    File,
    Module,
    ToolLink,
    Topic,
    WebLink,
    cartridge_file,
)
from curriculum.exports.cartridge_check import BadCartridgeError, check_cartridge
from curriculum.exports.cartridge_profile import PROFILES, CartridgeVersion
from tests.curriculum.exports.reading import Arrived, read_cartridge, unpack

CARD = File(
    "1. Four <moves> & more",
    "handouts/01-card.html",
    b"<p>Breathe.</p>",
    {"handouts/01-card-pictures/chairs.png": b"png"},
)
COURSE = Cartridge(
    name="workshop-abc",
    title="Evenings “at the river” & <on>",
    description="Sheets.",
    language="pt-BR",
    keywords=("listening", "limits"),
    rights="Ours.",
    modules=(
        Module("About", (Topic("How was it?", "topics/feedback.xml", "<p>Was it & good?</p>"),)),
        Module(
            "Meeting 1", (CARD, WebLink("Help & more", "links/1.xml", "https://a.org/?b=1&c=2"))
        ),
    ),
)
BOTH: tuple[CartridgeVersion, ...] = ("1.1", "1.3")


@pytest.mark.parametrize("version", BOTH)
def test_a_platform_reads_the_course_back(version: CartridgeVersion):
    course = read_cartridge(cartridge_file(COURSE, version))
    number = version.replace(".", "p")
    assert (course.version, course.title, course.language, course.keywords) == (
        f"{version}.0",
        COURSE.title,
        "pt-BR",
        ["listening", "limits"],
    )
    assert course.modules == [
        ("About", [Arrived("How was it?", f"imsdt_xmlv{number}", b"<p>Was it & good?</p>")]),
        (
            "Meeting 1",
            [
                Arrived("1. Four <moves> & more", "webcontent", b"<p>Breathe.</p>"),
                Arrived("Help & more", f"imswl_xmlv{number}", b"https://a.org/?b=1&c=2"),
            ],
        ),
    ]


def test_the_same_course_gives_the_same_bytes():
    first, second = (cartridge_file(COURSE, "1.1") for _ in range(2))
    assert first == second


def test_the_schemas_are_those_of_the_version():
    for version in BOTH:
        manifest = unpack(cartridge_file(COURSE, version))["imsmanifest.xml"].decode()
        other = {"1.1": "1p3", "1.3": "1p1"}[version]
        assert f"v{other}/" not in manifest
        assert manifest.count(f"profile/cc/ccv{version.replace('.', 'p')}/") == 2


def test_a_thing_keeps_its_name_when_others_come_before_it():
    def names(course: Cartridge) -> list[str]:
        manifest = unpack(cartridge_file(course, "1.1"))["imsmanifest.xml"].decode()
        return re.findall(r'<resource identifier="([^"]+)"', manifest)

    turned = dataclasses.replace(COURSE, modules=COURSE.modules[::-1])
    assert sorted(names(turned)) == sorted(names(COURSE))


TAUGHT = ToolLink("Session AL1 & more", "online/01-al1.xml", "https://us.org/lti/sessions/AL1")


def linked(tool: ToolLink = TAUGHT) -> Cartridge:
    return dataclasses.replace(COURSE, modules=(Module("Meeting 1", (tool, CARD)),))


@pytest.mark.parametrize("version", BOTH)
def test_a_link_to_a_tool_arrives_with_its_title_and_address(version: CartridgeVersion):
    course = read_cartridge(cartridge_file(linked(), version))
    kind = {"1.1": "imsbasiclti_xmlv1p0", "1.3": "imsbasiclti_xmlv1p3"}[version]
    (_, entries) = course.modules[0]
    assert entries[0] == Arrived("Session AL1 & more", kind, b"https://us.org/lti/sessions/AL1")


def test_a_link_to_a_tool_over_http_says_so_once():
    plain = dataclasses.replace(TAUGHT, url="http://us.org/lti/sessions/AL1")
    content = unpack(cartridge_file(linked(plain), "1.1"))[TAUGHT.path].decode()
    assert ("secure_launch_url" in content, content.count("http://us.org")) == (False, 1)


@pytest.mark.parametrize(
    ("instead", "by", "told"),
    [
        ("imslticc_v1p0", "imslticc_v1p3", "no link to a tool of this version"),
        ("Session AL1 &amp; more", " ", "has no title"),
        ("launch_url>https://us.org", "launch_url>us.org", "leads nowhere"),
        ("launch_url>https:", "launch_url>javascript:", "leads nowhere"),
    ],
)
def test_a_link_to_a_tool_that_platforms_lose_is_found(instead: str, by: str, told: str):
    files = unpack(cartridge_file(linked(), "1.1"))
    assert instead in files[TAUGHT.path].decode()
    files[TAUGHT.path] = files[TAUGHT.path].decode().replace(instead, by).encode()
    with pytest.raises(BadCartridgeError, match=told):
        check_cartridge(files, PROFILES["1.1"])


def test_two_things_at_one_place_are_refused():
    doubled = dataclasses.replace(COURSE, modules=(*COURSE.modules, Module("Again", (CARD,))))
    with pytest.raises(BadCartridgeError, match="stands twice"):
        cartridge_file(doubled, "1.1")


def test_a_thing_without_a_title_is_refused():
    nameless = Module("Meeting 2", (Topic(" ", "topics/x.xml", "<p>x</p>"),))
    with pytest.raises(BadCartridgeError, match="has no title"):
        cartridge_file(dataclasses.replace(COURSE, modules=(nameless,)), "1.1")


@pytest.mark.parametrize(
    ("instead", "by", "told"),
    [
        ("1.1.0", "1.2.0", "the schema's version is not 1.1.0"),
        ("imsccv1p1/imscp_v1p1", "imsccv1p2/imscp_v1p1", "the root is no manifest"),
        (' structure="rooted-hierarchy"', "", "not one organization with a structure"),
        (
            "<title>Evenings “at the river” &amp; &lt;on&gt;<",
            "<title> <",
            "organization has no title",
        ),
        ('href="handouts/01-card.html"/>', 'href="handouts/02.html"/>', "02.html is not there"),
        ('identifier="I-1-2"', 'identifier="2"', "2 is no identifier"),
        ('identifierref="R-', 'identifierref="X-', "leads nowhere"),
        ("<manifest xmlns=", '<manifest id="x" xmlns=', "the namespace does not come first"),
    ],
)
def test_what_platforms_refuse_or_lose_is_found(instead: str, by: str, told: str):
    files = unpack(cartridge_file(COURSE, "1.1"))
    manifest = files["imsmanifest.xml"].decode()
    assert instead in manifest
    files["imsmanifest.xml"] = manifest.replace(instead, by).encode()
    with pytest.raises(BadCartridgeError, match=told):
        check_cartridge(files, PROFILES["1.1"])


def test_a_file_that_nobody_lists_is_found():
    files = {**unpack(cartridge_file(COURSE, "1.1")), "guide.pdf": b"%PDF"}
    with pytest.raises(BadCartridgeError, match="is not listed"):
        check_cartridge(files, PROFILES["1.1"])


@pytest.mark.parametrize(
    "path", ["../a", "/a", "a/../b", "a b", "C:a", "a//b", "", "a/", ".a", "é"]
)
def test_a_path_that_could_leave_its_folder_is_refused(path: str):
    with pytest.raises(ValueError, match="no safe path"):
        archive({path: b""})
