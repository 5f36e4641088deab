"""What the versions of Common Cartridge call things: namespaces, schemas, kinds of resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CartridgeVersion = Literal["1.1", "1.3"]

TOOLS = "http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
TOOL_MAKERS = "http://www.imsglobal.org/xsd/imslticp_v1p0"
"""The namespaces of what is told of a tool and its maker, in every version."""

_IMS = "http://www.imsglobal.org"


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of XML file."""

    namespace: str
    schema: str
    root: str = ""
    type: str = ""
    """What a manifest calls a resource of this kind."""
    prefixes: tuple[tuple[str, str], ...] = ()
    """What other namespaces it names, and how platforms are used to see them called."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of the format."""

    schema_version: str
    package: Document
    about: Document
    """The metadata of the whole."""
    topic: Document
    link: Document
    tool: Document
    """A link that is opened by LTI."""


def _profile(number: int, package_schema: str, tools: int) -> Profile:
    """Return a version; links to tools have a number of their own."""
    short = f"ccv1p{number}"
    space, schemas = f"{_IMS}/xsd/ims{short}", f"{_IMS}/profile/cc/{short}"
    return Profile(
        schema_version=f"1.{number}.0",
        package=Document(f"{space}/imscp_v1p1", f"{schemas}/{package_schema}"),
        about=Document(
            f"http://ltsc.ieee.org/xsd/ims{short}/LOM/manifest",
            f"{schemas}/LOM/{short}_lommanifest_v1p0.xsd",
        ),
        topic=Document(
            f"{space}/imsdt_v1p{number}",
            f"{schemas}/{short}_imsdt_v1p{number}.xsd",
            root="topic",
            type=f"imsdt_xmlv1p{number}",
        ),
        link=Document(
            f"{space}/imswl_v1p{number}",
            f"{schemas}/{short}_imswl_v1p{number}.xsd",
            root="webLink",
            type=f"imswl_xmlv1p{number}",
        ),
        tool=Document(
            f"{_IMS}/xsd/imslticc_v1p{tools}",
            f"{_IMS}/xsd/lti/ltiv1p{tools}/imslticc_v1p{tools}.xsd",
            root="cartridge_basiclti_link",
            type=f"imsbasiclti_xmlv1p{tools}",
            prefixes=(("blti", TOOLS), ("lticp", TOOL_MAKERS)),
        ),
    )


PROFILES: dict[CartridgeVersion, Profile] = {
    "1.1": _profile(1, "ccv1p1_imscp_v1p2_v1p0.xsd", tools=0),
    "1.3": _profile(3, "ccv1p3_imscp_v1p2_v1p0.xsd", tools=3),
}
