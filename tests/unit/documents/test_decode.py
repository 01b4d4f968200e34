from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.documents.decode import clean, decode, is_broken

WORDS = "Zoë said: “Ça va, straße” – naïve café, 100 €."
U16_NO, U16_YES = "No, ".encode("utf-16-le"), "yes".encode("utf-16-le")
ENGLISH = "The owner’s café was to be closed that night, “naïvely”, as the board learnt later, "
ENGLISH += "when the engineer who had been asked to look at the bridge wrote what he had found. "


@pytest.mark.parametrize(
    ("content", "declared", "text", "charset"),
    [
        (WORDS.encode(), None, WORDS, "utf-8"),
        (WORDS.encode(), "windows-1252", WORDS, "utf-8"),  # the header is wrong
        (WORDS.encode(), "no-such-charset", WORDS, "utf-8"),
        (WORDS.encode(), "a\0b", WORDS, "utf-8"),
        (WORDS.encode("cp1252"), "windows-1252", WORDS, "cp1252"),
        (WORDS.encode("cp1252"), "ISO-8859-1", WORDS, "cp1252"),  # as browsers read it
        (WORDS.encode("cp1252"), "us-ascii", WORDS, "cp1252"),
        ("Ивана сказала: «Нет».".encode("cp1251"), "cp1251", "Ивана сказала: «Нет».", "cp1251"),
        ("首相は言った。".encode("shift_jis"), "shift_jis", "首相は言った。", "shift_jis"),
    ],
)
def test_a_page_is_read_by_its_charset(content: bytes, declared: str | None, text: str, charset: str) -> None:
    found = decode(content, declared)
    assert (found.text, found.charset, found.skipped) == (text, charset, 0)


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_cut_off(mark: bytes, charset: str) -> None:
    found = decode(mark + WORDS.encode(charset), "windows-1252")
    assert (found.text, found.charset, found.skipped) == (WORDS, charset, len(mark))
    assert found.offsets([0, 4]) == {0: len(mark), 4: len(mark) + len("Zoë ".encode(charset))}


def test_windows_1252_is_guessed_where_nothing_is_declared() -> None:
    words = ENGLISH * 20
    found = decode(words.encode("cp1252"))
    assert found.text == words


def test_wrongly_declared_bytes_are_read_all_the_same() -> None:
    words = ENGLISH * 20
    assert decode(words.encode("cp1252"), "utf-8").text == words


def test_a_byte_that_is_of_no_charset_is_shown_as_the_replacement_character() -> None:
    content = "“No,” said Zoë".encode() + b"\xff\xfe" + " – again.".encode() + b"\xe2\x80"
    found = decode(content, "utf-8")
    assert is_broken(found.text)
    assert clean(found.text) == "“No,” said Zoë\ufffd\ufffd – again.\ufffd\ufffd"
    assert found.bytes_of(0, len(found.text)) == len(content)


def test_a_mark_before_broken_bytes_is_still_a_mark() -> None:
    found = decode(codecs.BOM_UTF8 + b"No\xff", "latin-1")
    assert (clean(found.text), found.skipped) == ("No\ufffd", 3)


def test_broken_utf_16_keeps_its_words() -> None:
    content = codecs.BOM_UTF16_LE + U16_NO + b"\x00\xd8" + U16_YES
    found = decode(content + b"x")
    assert clean(found.text) == "No, \ufffdyes"
    assert found.offsets([5]) == {5: 2 + 10}


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-32", "hex", "rot13", "idna", "punycode", "utf-7", "undefined"]
)
def test_a_declared_codec_that_is_no_charset_does_no_harm(charset: str) -> None:
    content = "“No,” said Zoë".encode() + b"\xff"
    found = decode(content, charset)
    assert found.skipped + found.bytes_of(0, len(found.text)) == len(content)


def test_characters_that_share_their_bytes_are_not_taken_apart() -> None:
    """This charset writes one letter with its accent as one pair of bytes."""
    content = "か\u309aな".encode("euc_jis_2004")
    found = decode(content, "euc_jis_2004")
    places = list(range(len(found.text) + 1))
    assert found.offsets(places)[len(found.text)] == len(content)


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1252", "shift_jis", "big5"]))
def test_every_character_leads_back_to_its_bytes(content: bytes, declared: str | None) -> None:
    found = decode(content, declared)
    offset = found.offsets(list(range(len(found.text) + 1)))
    assert offset[0] == found.skipped
    errors = "surrogatepass" if found.charset.startswith("utf-16") else "surrogateescape"
    for index, char in enumerate(found.text):
        assert content[offset[index] : offset[index + 1]].decode(found.charset, errors) == char
    missing = len(content) - offset[len(found.text)]
    assert missing == 0 or (missing == 1 and found.charset.startswith("utf-16"))


@given(st.text())
def test_clean_text_is_as_long_and_whole(words: str) -> None:
    assert clean(words) == words
    assert not is_broken(words)
