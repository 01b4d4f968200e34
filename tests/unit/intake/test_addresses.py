from __future__ import annotations

import ipaddress
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError, UnsafeAddressError
from sayso.intake.addresses import Resolver, checked, is_internal, is_public, resolve


def at(*addresses: str) -> Resolver:
    def found(host: str, port: int) -> Sequence[str]:
        return addresses

    return found


PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]

NOT_PUBLIC = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",  # carriers' own
    "192.0.0.8",
    "192.88.99.1",  # relays of 6to4
    "198.18.0.1",  # benchmarks
    "203.0.113.7",  # documentation
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",  # site-local, deprecated, still routed by some
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",  # 127.0.0.1 behind NAT64
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",  # a network's own NAT64
    "2002:7f00:1::",  # 127.0.0.1 behind 6to4
    "2002:c0a8:101::",
    "2002:808:808::",
    "2001:0:7f00:1::",  # Teredo
]

INTERNAL = [
    "169.254.169.254",
    "169.254.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)
    assert not is_internal(address)
    assert checked("h", 80, allow_private=False, resolver=at(address)) == address


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_other_addresses_are_refused_unless_private_ones_are_allowed(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(UnsafeAddressError, match="--allow-private"):
        checked("h", 80, allow_private=False, resolver=at(address))
    assert checked("h", 80, allow_private=True, resolver=at(address)) == address


@pytest.mark.parametrize("address", INTERNAL)
@pytest.mark.parametrize("allow_private", [False, True])
def test_link_local_and_metadata_addresses_are_always_refused(address: str, allow_private: bool) -> None:
    assert not is_public(address)
    with pytest.raises(UnsafeAddressError, match="never fetched"):
        checked("h", 80, allow_private=allow_private, resolver=at(address))


def test_all_of_a_hosts_addresses_are_checked() -> None:
    with pytest.raises(UnsafeAddressError, match=r"10\.0\.0\.1"):
        checked("h", 80, allow_private=False, resolver=at("8.8.8.8", "10.0.0.1"))
    with pytest.raises(UnsafeAddressError, match=r"169\.254\.169\.254"):
        checked("h", 80, allow_private=True, resolver=at("10.0.0.1", "169.254.169.254"))


def test_a_host_without_addresses_is_no_host() -> None:
    with pytest.raises(FetchError, match="there is no host nowhere") as caught:
        checked("nowhere", 80, allow_private=False, resolver=at())
    assert caught.type is FetchError


@pytest.mark.parametrize("host", ["a" * 70 + ".invalid", "a..b", "\x00"])
def test_a_name_that_cannot_be_one_is_no_host(host: str) -> None:
    with pytest.raises(FetchError, match="there is no host"):
        resolve(host, 80)


def test_the_system_resolves_the_loopback_address() -> None:
    assert list(resolve("127.0.0.1", 80)) == ["127.0.0.1"]


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_the_one_that_is_mapped_into_it(
    address: ipaddress.IPv4Address,
) -> None:
    inner = is_public(str(address))
    assert is_public(f"::ffff:{address}") is inner
    assert is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(address)))) is inner


@given(st.ip_addresses(v=4, network="169.254.0.0/16") | st.ip_addresses(v=6, network="fe80::/10"))
def test_no_link_local_address_is_let_through(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert is_internal(str(address))
    assert not is_public(str(address))


@given(st.text(max_size=40))
def test_words_are_never_an_address(words: str) -> None:
    try:
        ipaddress.ip_address(words.split("%", 1)[0])
    except ValueError:
        assert not is_public(words)
        assert is_internal(words)
