"""A package for platforms that ask for SCORM 1.2: one page that reports completion and time."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from curriculum.exports.archive import archive

MANIFEST = "imsmanifest.xml"
LAUNCH = "index.html"


def scorm_file(name: str, title: str, files: Mapping[str, bytes]) -> bytes:
    """Return a package of these files by path, of which `index.html` is opened.

    `name` is letters, digits and hyphens. The same files give the same bytes.
    """
    manifest = {MANIFEST: _manifest(name, title, sorted(files)).encode()}
    return archive({**files, **manifest}, first=MANIFEST)


def _manifest(name: str, title: str, paths: list[str]) -> str:
    """Return the manifest (SCORM 1.2 Content Aggregation Model, 2.3)."""
    listed = "\n".join(f"<file href={quoteattr(path)}/>" for path in paths)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="S-{name}" \
version="1.2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata>
<schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion>
</metadata>
<organizations default="O-1">
<organization identifier="O-1">
<title>{escape(title)}</title>
<item identifier="I-1" identifierref="R-1" isvisible="true">
<title>{escape(title)}</title>
</item>
</organization>
</organizations>
<resources>
<resource identifier="R-1" type="webcontent" adlcp:scormtype="sco" href="{LAUNCH}">
{listed}
</resource>
</resources>
</manifest>
"""
