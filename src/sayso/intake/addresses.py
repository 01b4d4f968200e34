"""Which addresses may be connected to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from sayso.errors import FetchError, UnsafeAddressError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

#: RFC 6052: IPv6 addresses that a gateway turns into the IPv4 address of their last four bytes.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: RFC 4291: the only IPv6 addresses that are given to hosts of the public network.
_UNICAST = ipaddress.IPv6Network("2000::/3")
#: Not public whatever the version of Python says: IETF assignments, 6to4 (RFC 7526) and its relays.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2002::/16")))
#: Where clouds answer their own machines' questions, secrets among them. No page is there, so they
#: are refused even to people who read their own network; so is all that is link-local.
_METADATA = frozenset(
    map(
        ipaddress.ip_address,
        ("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"),
    )
)


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system resolves it.

    Raises:
        FetchError: if the host has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no host {host}; check the address") from error
    return [str(entry[4][0]) for entry in found]


def checked(host: str, port: int, *, allow_private: bool, resolver: Resolver = resolve) -> str:
    """The address to connect to, which is the one that was checked.

    All of the host's addresses have to be public, not only the first. With ``allow_private`` they
    may be any but link-local ones and those of clouds' metadata services.

    Raises:
        UnsafeAddressError: if one is private, local, or otherwise not public.
        FetchError: if the host has no address.
    """
    found = resolver(host, port)
    if not found:
        raise FetchError(f"there is no host {host}; check the address")
    for address in found:
        if is_internal(address):
            raise UnsafeAddressError(
                f"{host} is at {address}, which serves machines, not readers; it is never fetched"
            )
        if not allow_private and not is_public(address):
            raise UnsafeAddressError(
                f"{host} is at {address}, which is not a public address; "
                "use --allow-private to read pages of your own network"
            )
    return found[0]


def is_public(address: str) -> bool:
    """Whether the address, and any address that is wrapped in it, is a public one."""
    parsed = _parsed(address)
    return parsed is not None and all(map(_global, _unwrapped(parsed)))


def is_internal(address: str) -> bool:
    """Whether the address, or one wrapped in it, is link-local, a metadata service's, or none."""
    parsed = _parsed(address)
    return parsed is None or any(inner.is_link_local or inner in _METADATA for inner in _unwrapped(parsed))


def _parsed(address: str) -> Address | None:
    try:
        return ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return None


def _global(address: Address) -> bool:
    if any(address in network for network in _SPECIAL) or address in _METADATA:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _unwrapped(address: Address) -> list[Address]:
    """The addresses that packets to this one reach, or may reach through a gateway."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    found: list[Address | None] = [address, address.sixtofour, *(address.teredo or ())]
    return [inner for inner in found if inner is not None]
