"""What can be set from outside, by `CURRICULUM_*` variables; `docs/settings.md` tells each."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pdf_templates.limits import PressLimits

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Settings(BaseSettings):
    """The settings of one server or command."""

    model_config = SettingsConfigDict(env_prefix="CURRICULUM_", frozen=True)

    data: Path = Path("data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    url: Annotated[str, Field(pattern=r"^https?://[^/]+$")] | None = None
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    public_library: bool = True
    body_limit: Annotated[int, Field(ge=1_000, le=100_000_000)] = 8_000_000
    render_processes: Annotated[int, Field(ge=0, le=64)] = 2
    render_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    render_megabytes: Annotated[int, Field(ge=256, le=65536)] = 1024
    cache_megabytes: Annotated[int, Field(ge=16, le=1_000_000)] = 1024
    slow_seconds: Annotated[int, Field(ge=0, le=3600)] = 5
    rate_limit: Annotated[int, Field(ge=0, le=1_000_000)] = 6000
    exit_url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] = "https://www.wikipedia.org/"
    address_rate_limit: Annotated[int, Field(ge=0, le=1_000_000)] | None = None

    @field_validator("allowed_hosts", "trusted_networks", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Read `a.org, b.org:8443` as two hosts."""
        if isinstance(value, str):
            return tuple(host.strip() for host in value.split(",") if host.strip())
        return value

    @property
    def hosts(self) -> frozenset[str] | None:
        """Return the host names to answer to, in lower case; None means any."""
        names = set(self.allowed_hosts)
        if not names:
            names.update(LOOPBACK_NAMES if is_loopback(self.host) else {"*"})
        if self.url:
            names.add(self.url.split("://", 1)[1])
        return None if "*" in names else frozenset(name.lower() for name in names)

    @property
    def address(self) -> str:
        """Return where people reach the server."""
        name = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - asked
        return self.url or f"http://{f'[{name}]' if ':' in name else name}:{self.port}"

    @property
    def database(self) -> str:
        """Return the URL of the database: the one that is set, or a file in the data folder."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path:
        """Return where the database is if no other is set."""
        return self.data / "curriculum.sqlite"

    @property
    def renditions(self) -> Path:
        """Return the folder of printed files; it may be emptied at any time."""
        return self.data / "renditions"

    @property
    def press_limits(self) -> PressLimits:
        """Return what the press may take."""
        return PressLimits(
            seconds=self.render_seconds,
            megabytes=self.render_megabytes,
            workers=self.render_processes,
            cache_megabytes=self.cache_megabytes,
        )


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach that host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
