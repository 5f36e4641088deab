"""Messages that webhooks bring: who sent them, unchanged, and just now (Standard Webhooks 1.0)."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from .shapes import Message

TOLERANCE = 300
"""Seconds that the sender's and the receiver's clock may differ, delivery included."""


class MessageError(Exception):
    """A message that is not to be acted on."""


def verify(
    headers: Mapping[str, str],
    body: bytes,
    secrets: str | tuple[str, ...],
    *,
    tolerance: float = TOLERANCE,
    now: float | None = None,
) -> Message:
    """Return the event, once a secret proves it and its time is near; MessageError.

    `body` is what came, to the byte. The same event may come again: keep its `id` for as long as
    the tolerance to know it by, or do only what does no harm twice.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        event, timestamp = given["webhook-id"], given["webhook-timestamp"]
        signed_at, told = int(timestamp), given["webhook-signature"].split()
    except (KeyError, ValueError):
        raise MessageError("The message has no id, time and signature.") from None
    if abs((time.time() if now is None else now) - signed_at) > tolerance:
        raise MessageError("The message is too old, or comes from the future.")
    content = f"{event}.{timestamp}.".encode() + body
    known = (secrets,) if isinstance(secrets, str) else secrets
    expected = [_signature(secret, content) for secret in known]
    if not any(hmac.compare_digest(a.encode(), b.encode()) for a in expected for b in told):
        raise MessageError("No secret of yours signed the message.")
    return cast("Message", json.loads(body))


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return "v1," + base64.b64encode(hmac.digest(key, content, sha256)).decode()
