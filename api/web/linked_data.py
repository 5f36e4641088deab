"""What search engines and catalogues read of a page: schema.org `LearningResource` in JSON-LD.

A browser runs none of it: a script of this type is data, which the pages' policy lets be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from api.desk import Desk
from api.http import AnyRequest
from curriculum.markup import to_plain
from curriculum.storage.sessions import StoredRevision
from curriculum.workshop import Programme

CONTEXT = "https://schema.org"
LICENCE = "https://spdx.org/licenses/MIT"
"""Of what ships with the library; an organisation's own sessions stay its own."""
PDF = "application/pdf"


def origin(desk: Desk, request: AnyRequest) -> str:
    """Return where people reach the server."""
    return desk.settings.url or str(request.base_url).rstrip("/")


def session_data(stored: StoredRevision, base: str) -> Markup:
    """Return what is told of a session."""
    session = stored.session
    told = {
        **_resource(session.title, "Workshop session", session.language, own=stored.own),
        "@id": f"{base}/library/{stored.code}",
        "url": f"{base}/library/{stored.code}",
        "identifier": stored.code,
        "version": str(stored.number),
        "description": to_plain(session.purpose),
        "about": session.topic.replace("-", " "),
        "teaches": [to_plain(one) for one in session.objectives],
        "educationalLevel": session.level,
        "timeRequired": f"PT{session.minutes}M",
        "encoding": _files(base, f"sessions/{stored.code}"),
    }
    return _script({"@context": CONTEXT, **told})


def programmes_data(programmes: Iterable[Programme], base: str) -> Markup:
    """Return what is told of the ready-made workshops."""
    told = [
        {
            **_resource(one.title, "Workshop series", one.workshop.language, own=False),
            "@id": f"{base}/api/v1/programmes/{one.code}",
            "url": f"{base}/",
            "identifier": one.code,
            "description": to_plain(one.summary),
            "teaches": [to_plain(aim) for aim in one.aims],
            "timeRequired": f"PT{sum(meeting.minutes for meeting in one.workshop.meetings)}M",
            "encoding": _files(base, f"programmes/{one.code}"),
        }
        for one in programmes
    ]
    return _script({"@context": CONTEXT, "@graph": told})


def _resource(title: str, kind: str, language: str, *, own: bool) -> dict[str, Any]:
    return {
        "@type": "LearningResource",
        "name": title,
        "learningResourceType": kind,
        "inLanguage": language,
        **({} if own else {"license": LICENCE, "isAccessibleForFree": True}),
    }


def _files(base: str, path: str) -> list[dict[str, str]]:
    return [
        {
            "@type": "MediaObject",
            "name": name,
            "encodingFormat": PDF,
            "contentUrl": f"{base}/api/v1/{path}/{file}",
        }
        for name, file in (("Facilitator guide", "guide.pdf"), ("Handouts", "handouts.pdf"))
    ]


def _script(told: dict[str, Any]) -> Markup:
    """Return the element; nothing in it can end it early."""
    written = json.dumps(told, ensure_ascii=False)
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704
