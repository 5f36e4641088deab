"""Connecting a platform by an owner's link: it tells us who it is, and we tell it who we are.

LTI Dynamic Registration 1.0.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.clock import now
from api.http import AnyRequest
from api.lti.claims import DEEP_LINK, MEMBERSHIPS_SCOPE, RESOURCE_LINK, SCORE_SCOPE
from api.lti.doors import own_facts
from api.lti.frames import framed, origins
from api.lti.gate import Gate, origin
from api.lti.tool import REGISTER
from api.outgoing import Answer, UnreachableError
from api.problems import RefusedError
from curriculum.storage.database import reading
from curriculum.storage.lti_platforms import (
    Identifier,
    Platform,
    Registration,
    WebAddress,
    create_platform,
    load_registration,
    use_registration,
)

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"

Secret = Annotated[str, QueryParameter(max_length=128)]
Address = Annotated[str, QueryParameter(max_length=2000)]
Bearer = Annotated[str, QueryParameter(max_length=8000)]
Told = TypeVar("Told", bound=BaseModel)
_MODEL = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Product(BaseModel):
    """What the platform is."""

    model_config = _MODEL

    product_family_code: Annotated[str, Field(max_length=60)] = ""


class Configuration(BaseModel):
    """Who a platform says that it is."""

    model_config = _MODEL

    issuer: WebAddress
    authorization_endpoint: WebAddress
    token_endpoint: WebAddress
    jwks_uri: WebAddress
    registration_endpoint: WebAddress
    authorization_server: WebAddress | None = None
    product: Product = Field(alias=PLATFORM, default=Product())


class Deployment(BaseModel):
    """Where in the platform we are put up, if it says so already."""

    model_config = _MODEL

    deployment_id: Identifier | None = None


class Registered(BaseModel):
    """What the platform calls us from now on."""

    model_config = _MODEL

    client_id: Identifier
    tool: Deployment = Field(alias=TOOL, default=Deployment())


@get(REGISTER, sync_to_thread=True, opt={"any_query": True})
def register(
    request: AnyRequest,
    gate: NamedDependency[Gate],
    token: Secret = "",
    openid_configuration: Address = "",
    registration_token: Bearer = "",
) -> Response[Any]:
    """Connect a platform with the group whose owner made the link; they have still to let it in."""
    with reading(gate.desk.engine) as connection:
        allowed = load_registration(connection, token, now=now())
        ours = origin(gate.desk, request)
        facts = own_facts(connection, allowed.organisation_id, ours) if allowed else {}
    if allowed is None:
        raise RefusedError(
            403,
            "link-used",
            "This link was used already, or is more than three days old. Make a new one on the "
            "page of your platforms.",
        )
    looked = request.scope["state"].get("head") or "Sec-Purpose" in request.headers
    if looked or not openid_configuration:
        return framed("explain", ())
    known = _configuration(gate, openid_configuration)
    registered = _registered(gate, known, registration_token, _tool(facts, allowed))
    platform = _platform(known, registered, allowed)
    with gate.desk.engine.begin() as connection:
        if not use_registration(connection, token, now=now()):
            raise RefusedError(403, "link-used", "This link was used just now.")
        create_platform(connection, allowed.organisation_id, platform)
    answer = framed("registered", origins(known.issuer, openid_configuration), platform=platform)
    answer.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"  # the page speaks to its opener
    return answer


def _configuration(gate: Gate, url: str) -> Configuration:
    """Return what a platform says of itself, once its issuer is the host that says so."""
    answer = gate.outgoing.get(url, {"Accept": "application/json"})
    found = _read(Configuration, answer, "its configuration")
    if urlsplit(found.issuer).hostname != urlsplit(url).hostname:
        raise RefusedError(
            403,
            "wrong-issuer",
            "The configuration is of another host than the one that it comes from. Connect this "
            "platform by hand.",
        )
    return found


def _registered(
    gate: Gate, known: Configuration, registration_token: str, tool: dict[str, Any]
) -> Registered:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if registration_token:
        if not registration_token.isascii() or not registration_token.isprintable():
            raise RefusedError(400, "bad-token", "The platform's token cannot be read.")
        headers["Authorization"] = f"Bearer {registration_token}"
    body = json.dumps(tool).encode()
    answer = gate.outgoing.send(known.registration_endpoint, body, headers)
    return _read(Registered, answer, "what it calls this tool")


def _read(kind: type[Told], answer: Answer, what: str) -> Told:
    try:
        if answer.is_ok:
            return kind.model_validate_json(answer.body)
    except ValidationError:
        pass
    raise UnreachableError(f"The platform did not tell {what}; it answered {answer.status}.")


def _platform(known: Configuration, registered: Registered, allowed: Registration) -> Platform:
    deployment = registered.tool.deployment_id
    kind = known.product.product_family_code.strip()
    host = urlsplit(known.issuer).netloc
    return Platform(
        name=f"{kind.capitalize()} ({host})" if kind.isalnum() else host,
        issuer=known.issuer,
        client_id=registered.client_id,
        authorization_url=known.authorization_endpoint,
        token_url=known.token_endpoint,
        keyset_url=known.jwks_uri,
        token_audience=known.authorization_server,
        deployments=(deployment,) if deployment else (),
        roster=allowed.roster,
        planning=allowed.planning,
    )


def _tool(facts: dict[str, str], allowed: Registration) -> dict[str, Any]:
    """Return who we are: we ask for no names and no addresses."""
    title = "Workshop sessions and handouts"
    launch, deep_link = facts["launch_url"], facts["deep_link_url"]
    scopes = [SCORE_SCOPE, *([MEMBERSHIPS_SCOPE] if allowed.roster else [])]
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": facts["login_url"],
        "redirect_uris": [launch],
        "client_name": title,
        "jwks_uri": facts["keyset_url"],
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(scopes),
        TOOL: {
            "domain": facts["domain"],
            "target_link_uri": launch,
            "claims": ["iss", "sub"],
            "messages": [
                {"type": RESOURCE_LINK, "target_link_uri": launch, "label": title},
                {"type": DEEP_LINK, "target_link_uri": deep_link, "label": title},
            ],
        },
    }
