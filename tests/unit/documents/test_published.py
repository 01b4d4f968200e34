from __future__ import annotations

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from sayso.documents.language import language_of
from sayso.documents.published import given, iso
from sayso.errors import UsageError


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-31", "2024-05-31"),
        (" 2024-05-31 ", "2024-05-31"),
        ("2024-05-31T06:10:00Z", "2024-05-31T06:10:00+00:00"),
        ("2024-05-31 06:10", "2024-05-31T06:10:00"),
        ("2024-05-31T06:10:00.123+0200", "2024-05-31T06:10:00.123000+02:00"),
        ("2024-05-31T06:10 nonsense", "2024-05-31"),
        ("Fri, 31 May 2024 06:10:00 +0200", "2024-05-31T06:10:00+02:00"),
        ("May 31, 2024", "2024-05-31"),
        ("31 May 2024", "2024-05-31"),
        ("Friday, May 31, 2024", "2024-05-31"),
        ("2024/05/31", "2024-05-31"),
        ("2024-02-30", None),
        ("2024-13-01T06:10:00Z", None),
        ("yesterday", None),
        ("2024", None),
        ("", None),
        (None, None),
        (7, None),
        ("May 31, 2024" + " " * 100 + "x", None),
    ],
)
def test_dates_come_into_iso_form(written: object, expected: str | None) -> None:
    assert iso(written) == expected


def test_a_date_that_a_person_gave_has_to_be_one() -> None:
    assert given(None) is None
    assert given("31 May 2024") == "2024-05-31"
    for wrong in ("", "soon", "31.31.2024"):
        with pytest.raises(UsageError, match="is not a date"):
            given(wrong)


@generated(st.text(max_size=60) | st.text(alphabet="0123456789-:TZ+ ,/MayFri", max_size=40))
def test_no_words_make_us_fail(words: str) -> None:
    found = iso(words)
    assert found is None or iso(found) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board said that it would not be known for weeks what the cost of it was.", "en"),
        (
            "Der Rat sagte, dass es nicht bekannt ist, was die Kosten der Brücke sind.",
            "de",
        ),
        (
            "Le conseil a dit que le pont est fermé et que la ville ne sait pas pourquoi.",
            "fr",
        ),
        (
            "El consejo dijo que el puente está cerrado y que no se sabe por qué.",
            "es",
        ),
        ("Too short.", None),
        ("", None),
        ("xyzzy " * 40, None),
        ("橋は閉まった。" * 20, None),
    ],
)
def test_a_texts_language_is_told_by_its_commonest_words(text: str, expected: str | None) -> None:
    assert language_of(text) == expected
