from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DecompressionError
from sayso.intake.inflate import inflate

MOST = 1_000_000


def pieces(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


@given(st.binary(max_size=300), st.integers(1, 2_000), st.integers(1, 64), st.booleans())
def test_what_was_compressed_comes_out(body: bytes, times: int, size: int, gzipped: bool) -> None:
    sent = gzip.compress(body * times) if gzipped else zlib.compress(body * times)
    found = inflate(pieces(sent, size), "gzip" if gzipped else "deflate", MOST)
    assert found == body * times


@pytest.mark.parametrize("length", [65_535, 65_536, 65_537, 131_072, 131_330, 600_000])
def test_a_body_that_fills_its_steps_is_whole(length: int) -> None:
    body = b"a" * length
    for sent in (gzip.compress(body), zlib.compress(body)):
        assert inflate([sent], "gzip" if sent[0] == 0x1F else "deflate", MOST) == body


def test_the_parts_of_a_gzip_body_are_joined() -> None:
    sent = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three")
    for size in (1, 7, len(sent)):
        assert inflate(pieces(sent, size), "gzip", MOST) == b"one two three"


@pytest.mark.parametrize("after", [b"\0" * 512, b"junk", b"<html>"])
def test_what_follows_a_gzip_body_is_left_out(after: bytes) -> None:
    assert inflate([gzip.compress(b"one") + after], "gzip", MOST) == b"one"


@given(st.integers(0, 300), st.integers(1, 60))
def test_a_body_that_was_cut_is_never_taken_for_whole(keep: int, size: int) -> None:
    sent = gzip.compress(b"The bridge is closed, the mayor said. Nobody had told her why.")
    if 0 < keep < len(sent):
        with pytest.raises(DecompressionError, match=r"cut short|damaged"):
            inflate(pieces(sent[:keep], size), "gzip", MOST)


def test_a_bomb_is_stopped_as_it_grows() -> None:
    taken = 0

    def chunks() -> list[bytes]:
        return pieces(gzip.compress(bytes(50_000_000)), 1_000)

    def counted() -> object:
        nonlocal taken
        for chunk in chunks():
            taken += 1
            yield chunk

    with pytest.raises(DecompressionError, match="grows past 100,000 bytes"):
        inflate(counted(), "gzip", 100_000)  # type: ignore[arg-type]
    assert taken < 3


def test_nothing_comes_of_nothing() -> None:
    assert inflate([], "gzip", MOST) == b""
    assert inflate([], "", MOST) == b""
