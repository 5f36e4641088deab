"""The webhooks of the OpenAPI document: what comes of each event, and what to answer."""

from __future__ import annotations

from typing import Any

from curriculum.events import MESSAGES, Event

Json = dict[str, Any]

ID = {
    "name": "webhook-id",
    "in": "header",
    "required": True,
    "description": "The event's id, the same in every attempt: what came twice is known by it.",
    "schema": {"type": "string", "pattern": "^evt_[A-Za-z0-9_-]{1,60}$"},
}
TIMESTAMP = {
    "name": "webhook-timestamp",
    "in": "header",
    "required": True,
    "description": "When this attempt was signed, in seconds since 1970 (UTC). Refuse one more "
    "than 5 minutes from your clock.",
    "schema": {"type": "string", "pattern": "^[0-9]{10,}$"},
}
SIGNATURE = {
    "name": "webhook-signature",
    "in": "header",
    "required": True,
    "description": "`v1,` and the Base64 of HMAC-SHA256 over id, `.`, timestamp, `.` and the raw "
    "body, keyed with the Base64-decoded part of the secret behind `whsec_`. For 24 hours after a "
    "change of secret there are two, apart by a space; one that fits is enough.",
    "schema": {"type": "string", "pattern": "^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$"},
}
ANSWERS = {
    "2XX": {"description": "You have it. Answer within 10 seconds; do long work later."},
    "410": {"description": "Nothing more is sent to this address until an owner starts it again."},
    "default": {
        "description": "It is sent again, 8 times at most, after 6 seconds at first and 12 hours "
        "at last. Redirects are not followed."
    },
}


def webhooks(reference: str) -> Json:
    """Return what is sent for each event; `reference` stands before the name of a shape."""
    return {event.value: {"post": _operation(event, reference)} for event in Event}


def _operation(event: Event, reference: str) -> Json:
    message = MESSAGES[event]
    words = event.value.replace(".", " ")
    return {
        "operationId": f"receive_{words.replace(' ', '_')}",
        "summary": words.capitalize(),
        "description": f"{message.__doc__} Sent at least once, in no fixed order.",
        "tags": ["organisation"],
        "parameters": [ID, TIMESTAMP, SIGNATURE],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": reference + message.__name__}}},
        },
        "responses": ANSWERS,
    }
