"""What a platform says of a person and a link, and whether it may be believed.

The names of claims are those of LTI Core 1.3, Deep Linking 2.0, Names and Roles 2.0 and
Assignment and Grade Services 2.0.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, RSAKey
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from api.clock import now
from api.lti.keys import ALGORITHM
from api.lti.keysets import Keysets
from api.problems import RefusedError
from curriculum.storage.lti_platforms import Platform

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
MEMBERSHIPS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MEMBERSHIPS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINK = "LtiDeepLinkingRequest"
VERSION = "1.3.0"

CLOCKS_DIFFER = 10
"""By so many seconds may the platform's clock be ahead of ours or behind."""
MOST_CHARACTERS = 60_000

Text = Annotated[str, Field(max_length=2000)]
Moment = Annotated[float, Field(allow_inf_nan=False)]
"""Seconds since 1970."""
_MODEL = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


def _listed(value: Any) -> Any:
    """Return an audience as a tuple; one alone may be a text."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _switched(value: Any) -> Any:
    """Return what older Moodles mean, which write yes and no as text here."""
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


Switch = Annotated[bool, BeforeValidator(_switched)]


class DeepLinking(BaseModel):
    """What the platform takes back when somebody has chosen."""

    model_config = _MODEL

    deep_link_return_url: Text
    accept_types: tuple[Text, ...] = ()
    accept_multiple: Switch = False
    accept_lineitem: Switch = True
    data: Annotated[str, Field(max_length=20_000)] | None = None


class Memberships(BaseModel):
    """Where the course's members are."""

    model_config = _MODEL

    context_memberships_url: Text


class Grades(BaseModel):
    """Where a completion is told, and what may be done there."""

    model_config = _MODEL

    scope: tuple[Text, ...] = ()
    lineitem: Text | None = None


class Presentation(BaseModel):
    """Where the platform shows us."""

    model_config = _MODEL

    return_url: Text | None = None


class ResourceLink(BaseModel):
    """The place in the course that was opened."""

    model_config = _MODEL

    id: Annotated[str, Field(min_length=1, max_length=255)]


class Claims(BaseModel):
    """A token's claims, as far as we need them: neither names nor addresses are read."""

    model_config = _MODEL

    iss: Text
    aud: Annotated[tuple[Text, ...], BeforeValidator(_listed)]
    azp: Text | None = None
    sub: Annotated[str, Field(max_length=255)] = ""
    exp: Moment
    iat: Moment
    nbf: Moment | None = None
    nonce: Text
    deployment: Text = Field(alias=f"{LTI}deployment_id")
    version: Text = Field(alias=f"{LTI}version")
    message: Text = Field(alias=f"{LTI}message_type")
    target: Text = Field(alias=f"{LTI}target_link_uri", default="")
    roles: tuple[Text, ...] = Field(alias=f"{LTI}roles", default=())
    link: ResourceLink | None = Field(alias=f"{LTI}resource_link", default=None)
    presentation: Presentation | None = Field(alias=f"{LTI}launch_presentation", default=None)
    deep_linking: DeepLinking | None = Field(
        alias=f"{DEEP_LINKING}deep_linking_settings", default=None
    )
    memberships: Memberships | None = Field(alias=MEMBERSHIPS, default=None)
    grades: Grades | None = Field(alias=GRADES, default=None)


def read_claims(token: str, platform: Platform, keysets: Keysets, nonce: str) -> Claims:
    """Return what a platform said to us just now; RefusedError for anything else."""
    claims = _parsed(_signed(token, platform, keysets))
    _check_parties(claims, platform)
    _check_time(claims)
    if claims.nonce != nonce:
        raise refusal("wrong-nonce", "It answers another question than the one we asked.")
    _check_message(claims)
    return claims


def refusal(code: str, detail: str) -> RefusedError:
    """Return the refusal of what a platform sent."""
    return RefusedError(403, code, detail)


def _signed(token: str, platform: Platform, keysets: Keysets) -> dict[str, Any]:
    """Return the claims of a token that the platform signed."""

    def key_of(signed: GuestProtocol) -> RSAKey:
        kid = signed.headers().get("kid")
        key = keysets.find(platform.keyset_url, kid) if isinstance(kid, str) else None
        if key is None:
            raise refusal("unknown-key", "It is signed with a key that the platform does not have.")
        return key

    if len(token) > MOST_CHARACTERS:
        raise refusal("bad-token", "It is too long.")
    try:
        return jwt.decode(token, key_of, algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, TypeError, RecursionError):
        raise refusal("bad-token", "It does not bear the platform's signature.") from None


def _parsed(claims: dict[str, Any]) -> Claims:
    """Return the claims, each of the kind of JSON that LTI has it in: no text for a number."""
    try:
        return Claims.model_validate_json(json.dumps(claims), strict=True)
    except RecursionError:
        raise refusal("bad-claims", "It is nested too deeply.") from None
    except ValidationError as error:
        where = error.errors(include_url=False, include_input=False)[0]["loc"]
        name = str(where[0]).rpartition("/")[2] if where else "a claim"
        raise refusal("bad-claims", f"'{name}' is missing, or not as LTI 1.3 has it.") from None


def _check_parties(claims: Claims, platform: Platform) -> None:
    if claims.iss != platform.issuer:
        raise refusal("wrong-issuer", "It comes from another platform.")
    if platform.client_id not in claims.aud:
        raise refusal("wrong-audience", "It is meant for another tool.")
    if (claims.azp is None and len(claims.aud) > 1) or claims.azp not in (None, platform.client_id):
        raise refusal("wrong-party", "It was issued to another tool.")
    if claims.deployment not in platform.deployments:
        raise refusal(
            "wrong-deployment",
            f"The deployment '{claims.deployment[:60]}' is not on this platform's list here; its "
            "owner can add it.",
        )


def _check_time(claims: Claims) -> None:
    moment = now().timestamp()
    if claims.exp <= moment - CLOCKS_DIFFER:
        raise refusal("expired-token", "It came too late.")
    if max(claims.iat, claims.nbf or 0) > moment + CLOCKS_DIFFER:
        raise refusal("early-token", "It is dated in the future; the clocks differ.")


def _check_message(claims: Claims) -> None:
    if claims.version != VERSION:
        raise refusal("wrong-version", f"It speaks LTI {claims.version[:20]}, not {VERSION}.")
    known = {RESOURCE_LINK: claims.link, DEEP_LINK: claims.deep_linking}
    if claims.message not in known:
        raise refusal("wrong-message", f"'{claims.message[:60]}' is nothing that this tool takes.")
    if known[claims.message] is None:
        raise refusal("bad-claims", "It does not say which link was opened, or what to send back.")
