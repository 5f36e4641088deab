"""The network as far as addresses that others name may lead: public hosts, and a deadline."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from ssl import SSLContext
from time import monotonic

from httpcore import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, SyncBackend

from curriculum.errors import CurriculumError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_INTERNET = ip_network("2000::/3")
"""The IPv6 addresses that are handed out on the internet (IANA, global unicast).

Some of the others lead to a network's own hosts, as 64:ff9b:1::/48 may, and Python knows not all.
"""
_CARRIES_IPV4 = ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits (RFC 6052)."""


class ForbiddenAddressError(CurriculumError):
    """An address that leads where requests of others have no business."""

    code = "address-forbidden"


def is_public(address: Address) -> bool:
    """Tell whether an address is out on the internet, also by the one that it carries within."""
    inner = _carried(address)
    if inner is not None and not is_public(inner):
        return False
    if isinstance(address, IPv6Address) and not is_trusted(address, (_INTERNET, _CARRIES_IPV4)):
        return False
    return address.is_global and not address.is_multicast


def _carried(address: Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one is another way of writing."""
    if isinstance(address, IPv4Address):
        return None
    if address in _CARRIES_IPV4:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def allowed_addresses(
    host: str, port: int, trusted: Iterable[Network], *, public: bool = True
) -> list[Address]:
    """Return the addresses of a host; ForbiddenAddressError if any of them is an inner one.

    Unless `public`, those on the internet are refused too, and the trusted networks remain. The
    system looks names up, within its own limits of time. Who connects to what this returned cannot
    be led elsewhere by a name that answers differently the second time.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(ip_address(str(one[4][0]).split("%")[0]) for one in found))
    if not all((public and is_public(one)) or is_trusted(one, trusted) for one in addresses):
        raise ForbiddenAddressError(
            f"'{host}' is no public host that speaks https, and this server asks no other. Whoever "
            "runs it can name exceptions in CURRICULUM_TRUSTED_NETWORKS."
        )
    return addresses


def is_trusted(address: Address, trusted: Iterable[Network]) -> bool:
    """Tell whether it is in a network that whoever runs the server named."""
    return any(address in network for network in trusted)


class GuardedNetwork(NetworkBackend):
    """Connections to allowed addresses alone, all of them over at a deadline."""

    def __init__(self, trusted: Iterable[Network], seconds: float, *, public: bool = True) -> None:
        self.trusted = tuple(trusted)
        self.public = public
        self.until = monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,  # noqa: ARG002 - none is wanted
    ) -> NetworkStream:
        """Connect to the first address of the host that answers."""
        try:
            addresses = allowed_addresses(host, port, self.trusted, public=self.public)
        except (OSError, UnicodeError) as error:  # the latter: no host can be called so
            raise ConnectError(f"there is no host '{host}'") from error
        failure = ConnectError(f"'{host}' has no address")
        for address in addresses:
            try:
                stream = SyncBackend().connect_tcp(
                    str(address), port, left(self.until), local_address
                )
            except (ConnectError, ConnectTimeout) as error:
                failure = ConnectError(str(error))
            else:
                return _TimedStream(stream, self.until)
        raise failure


class _TimedStream(NetworkStream):
    """A connection on which no single step may outlast the deadline."""

    def __init__(self, stream: NetworkStream, until: float) -> None:
        self.stream = stream
        self.until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return what has come."""
        return self.stream.read(max_bytes, left(self.until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send it all."""
        self.stream.write(buffer, left(self.until))

    def close(self) -> None:
        """Hang up."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
    ) -> NetworkStream:
        """Go on in secret, with the host whose certificate names it."""
        return _TimedStream(
            self.stream.start_tls(ssl_context, server_hostname, left(self.until)), self.until
        )

    def get_extra_info(self, info: str) -> object:
        """Return what httpcore asks about the connection."""
        return self.stream.get_extra_info(info)


def left(until: float) -> float:
    """Return the seconds that are left; ConnectTimeout when there are none."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise ConnectTimeout("it took too long")
    return seconds
