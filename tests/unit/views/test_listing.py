from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from sayso.model.reading import Reading
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Addressee, Certainty, CredibilityNote, Said
from sayso.views.listing import show, speaker_line, summary
from unit.readings import document, reading, statement

TEXT = "The Tern reported that two officials said the old pier was sold for a crown on Friday."
OUTER = statement(
    TEXT,
    "The Tern",
    "reported",
    "two officials said the old pier was sold for a crown",
    speaker=Speaker(name="Tern", kind=Kind.OUTLET),
    said=Said(text="on Friday", start="2024-05-03", end="2024-05-03"),
)
INNER = statement(
    TEXT,
    "two officials",
    "said",
    "the old pier was sold for a crown",
    speaker=Speaker(name=None, kind=Kind.ANONYMOUS, description="two officials"),
    chain=(
        Link(name="Tern", kind=Kind.OUTLET, description=None, text="The Tern"),
        Link(name=None, kind=Kind.ANONYMOUS, description="two officials", text="two officials"),
    ),
)
#: Controls that a terminal would obey, and those that turn a line's order about.
CONTROLS = "\x00\x07\x08\x1b[31m\x1b]0;owned\x07\x7f\x85\x9b"
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
OBEYED = {c for c in CONTROLS + TURNS if not c.isprintable()}


def listed(value: Reading, width: int | None = 80) -> list[str]:
    stream = StringIO()
    show(value, stream, width=width)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_a_listing_shows_each_statement_and_counts_them() -> None:
    made = document(TEXT, title="Pier sold", publisher="The Wire", published="2024-05-05T10:00:00Z")
    assert listed(reading(made, OUTER, INNER)) == [
        "Pier sold",
        "The Wire · 2024-05-05",
        "",
        "1. Tern [outlet] · assert · indirect · 2024-05-03",
        "   two officials said the old pier was sold for a crown",
        "   “reported” · paragraph 1, 23–75",
        "",
        "    2. two officials [anonymous] · assert · indirect",
        "       the old pier was sold for a crown",
        "       “said” · Tern → two officials · paragraph 1, 42–75",
        "",
        "2 statements by 2 speakers.",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"negated": True}, "not assert"),
        ({"confidence": 0.3}, "unsure"),
        ({"act": Act.NOT_RECALL}, "not-recall"),
        ({"certainty": Certainty.POSSIBLE}, "possible"),
        ({"addressee": Addressee(text="the court", name=None)}, "to the court"),
        ({"venue": "a post on X"}, "in a post on X"),
        ({"said": Said(text="in May", start="2024-05-01", end="2024-05-31")}, "2024-05-01 to 2024-05-31"),
    ],
)
def test_what_is_known_of_a_statement_is_shown(change: dict[str, Any], words: str) -> None:
    plain = "\n".join(listed(reading(document(TEXT), INNER)))
    changed = "\n".join(listed(reading(document(TEXT), replace(INNER, **change))))
    assert words in changed
    assert words not in plain


def test_a_refusal_has_no_words_and_no_form() -> None:
    text = "Ana Ruiz declined to comment."
    lines = listed(
        reading(document(text), statement(text, "Ana Ruiz", "declined to comment", act=Act.DECLINE))
    )
    assert lines[2:4] == ["1. Ana Ruiz · decline", "   “declined to comment” · paragraph 1, 9–28"]


def test_notes_and_warnings_are_shown() -> None:
    note = CredibilityNote(about="Ana Ruiz", sign="-", statement="She [bold]exaggerates[/bold].")
    made = document(TEXT, warnings=("The page seems to be cut short.",))
    lines = listed(reading(made, INNER, credibility_notes=(note,)))
    assert lines[1] == "warning: The page seems to be cut short."
    assert lines[-2:] == ["note (-) on Ana Ruiz: She [bold]exaggerates[/bold].", "1 statement by 1 speaker."]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    long = "a" * 300
    text = f"{TEXT} {long} " + "東京都の橋は安全だ。" * 30
    wide = replace(
        INNER,
        content=statement(text, "", "said", "東京都の橋は安全だ。" * 30).content,
        speaker=Speaker(name="Ana " + "Very-Long-Name " * 20, kind=Kind.PERSON, description=long),
        venue=long,
    )
    made = document(text, title=long, publisher="P " * 120, authors=(long,), warnings=(long,))
    note = CredibilityNote(about=long, sign="+", statement=long)
    lines = listed(reading(made, OUTER, INNER, wide, credibility_notes=(note,)), width)
    assert max(map(cell_len, lines)) <= width
    assert lines[-1] == "3 statements by 3 speakers."


@given(
    words=st.text(max_size=60),
    width=st.sampled_from([20, 40, 80, 200]),
    count=st.integers(0, 12),
)
@settings(max_examples=60, deadline=None)
def test_no_text_widens_a_line_or_reaches_the_terminal(words: str, width: int, count: int) -> None:
    text = f"{words}\nAna said {words or 'so'}"
    one = statement(text, "Ana", "said", speaker=Speaker(name=words or None, kind=Kind.GROUP), venue=words)
    made = document(text, title=words, publisher=words, warnings=(words,) if words else ())
    lines = listed(reading(made, *[one] * count), width)
    assert max(map(cell_len, lines)) <= width
    assert not set("".join(lines)) & OBEYED
    assert sum(line.lstrip().startswith("1. ") for line in lines) >= min(count, 1)


def test_controls_are_replaced_and_turns_are_gone() -> None:
    hostile = f"An{CONTROLS}a{TURNS} Ruiz"
    text = f"{hostile} said {hostile}"
    made = document(text, title=hostile, publisher=hostile, authors=(hostile,), warnings=(hostile,))
    one = statement(
        text,
        hostile,
        "said",
        hostile,
        speaker=Speaker(name=hostile, kind=Kind.PERSON, description=hostile),
        addressee=Addressee(text=hostile, name=hostile),
        venue=hostile,
    )
    note = CredibilityNote(about=hostile, sign="-", statement=hostile)
    lines = listed(reading(made, one, credibility_notes=(note,)), 200)
    seen = "".join(lines)
    assert not set(seen) & OBEYED
    assert seen.count("\ufffd") >= 8


def test_a_stream_that_is_no_terminal_gets_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in "".join(listed(reading(document(TEXT), OUTER, INNER)))


def test_a_terminal_gets_colour_unless_it_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    show(reading(document(TEXT), OUTER), stream, width=80)
    assert "\x1b[" in stream.getvalue()
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    show(reading(document(TEXT), OUTER), stream, width=80)
    assert "\x1b[" not in stream.getvalue()


@pytest.mark.parametrize(
    ("count", "line"),
    [(0, "No statements found."), (1, "1 statement by 1 speaker."), (3, "3 statements by 1 speaker.")],
)
def test_the_last_line_counts(count: int, line: str) -> None:
    made = reading(document(TEXT), *[INNER] * count)
    assert summary(made) == line
    assert listed(made)[-1] == line


@pytest.mark.parametrize(
    ("name", "description", "words", "line"),
    [
        ("Ana Ruiz", None, "she", "Ana Ruiz"),
        ("Ana Ruiz", "the mayor", "she", "Ana Ruiz (the mayor)"),
        (None, "two officials", "they", "two officials"),
        (None, None, "they", "they"),
        (None, None, " ", "unnamed"),
    ],
)
def test_a_speaker_is_shown_by_name_or_by_the_sources_words(
    name: str | None, description: str | None, words: str, line: str
) -> None:
    assert speaker_line(Speaker(name=name, kind=Kind.PERSON, description=description), words) == line
