from __future__ import annotations

import random

import pytest

from sayso.bulk import near
from sayso.bulk.near import near_copies
from sayso.documents.fingerprint import fingerprint
from sayso.lab.bulk.pages import retold
from sayso.lab.bulk.prose import Writer, Written
from sayso.relations.copies import copies

Article = tuple[str, str | None, tuple[int, ...]]


def made(count: int) -> tuple[list[str], dict[int, int]]:
    """Texts, of which every fourth is an earlier one told again."""
    draw = random.Random(4)
    writer = Writer(draw)
    found: list[Written] = []
    of: dict[int, int] = {}
    for number in range(count):
        written = writer.article()
        if number % 4 == 3:
            of[number] = draw.randrange(number)
            while of[number] in of:
                of[number] = draw.randrange(number)
            written = retold(found[of[number]], writer, draw)
        found.append(written)
    return ["\n".join(one.paragraphs) for one in found], of


def articles(texts: list[str]) -> list[Article]:
    return [(str(n), f"2025-01-{1 + n // 10:02}T{n % 10}", fingerprint(text)) for n, text in enumerate(texts)]


def test_it_finds_what_comparing_the_texts_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, of = made(80)
    by_text = {(c.later, c.earlier) for c in copies(texts)}
    assert by_text == set(of.items())
    found = list(near_copies(articles(texts)))
    assert {(int(c.later), int(c.earlier)) for c in found} == by_text
    assert all(c.share > 0.6 for c in found)
    # in any order, and however little is looked at together
    shuffled = random.Random(1).sample(articles(texts), len(texts))
    monkeypatch.setattr(near, "_TOGETHER", 500)
    assert list(near_copies(shuffled)) == found


def test_the_first_is_whom_it_was_taken_from_and_no_date_is_the_last() -> None:
    text = made(1)[0][0]
    same = [
        ("c", None, text),
        ("b", "2025-02-02", text),
        ("a", "2025-02-01", text + " Nobody else was there."),
    ]
    found = list(near_copies([(name, day, fingerprint(words)) for name, day, words in same]))
    assert [(c.later, c.earlier) for c in found] == [("b", "a"), ("c", "a")]


def test_a_part_of_a_long_text_is_a_copy_of_it() -> None:
    text = made(1)[0][0]
    part = " ".join(text.split()[:140])
    (found,) = near_copies(
        [("long", "2025-01-01", fingerprint(text)), ("part", "2025-01-02", fingerprint(part))]
    )
    assert (found.later, found.earlier) == ("part", "long")
    assert found.share > 0.9


def test_short_texts_and_none_at_all() -> None:
    short = fingerprint("The mayor said no again.")
    assert list(near_copies([("a", None, short), ("b", None, short), ("c", None, ())])) == []
    assert list(near_copies([])) == []
