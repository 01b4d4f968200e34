"""Synthetic articles with their statements: the same for the same seed, on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from sayso.documents.fingerprint import SIZE
from sayso.lab.ledger.invent import World
from sayso.ledger.records import Article
from sayso.model.attribution import Form
from sayso.model.document import Document, MediaType, Origin, RawPage
from sayso.model.reading import Reading
from sayso.model.span import Passage, Span
from sayso.model.speaker import Kind, Link, Speaker
from sayso.model.statement import Act, Certainty, Said, Statement

#: What the statements of an article do, as often as in news.
_ACTS = (
    *(((Act.ASSERT, "said"),) * 14),
    *(((Act.DENY, "denied"), (Act.OPINE, "thought"), (Act.ASK, "asked")) * 2),
    (Act.ACCUSE, "charged"),
    (Act.CONFIRM, "confirmed"),
    (Act.PROMISE, "promised"),
)
#: Statements in an article: ten in the mean, most have fewer.
_MEAN = 10
_MOST = 60
_FIRST_DAY = date(2015, 1, 1)
_DAYS = 3650


def articles(world: World, statements: int, *, seed: int) -> Iterator[Article]:
    """Articles that hold so many statements together."""
    draw = random.Random(f"sayso articles {seed}")
    number, left = 0, statements
    while left > 0:
        count = min(left, _MOST, 1 + int(draw.expovariate(1 / (_MEAN - 0.5))))
        yield _article(world, draw, number, count)
        number, left = number + 1, left - count


def _article(world: World, draw: random.Random, number: int, count: int) -> Article:
    (outlet,) = draw.choices(world.outlets, cum_weights=world.outlet_weights)
    day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
    title = _words(world, draw, 8).capitalize()
    text, paragraphs, made = title + "\n", [Span(0, len(title))], []
    cast = draw.choices(world.speakers, cum_weights=world.speaker_weights, k=1 + count // 3)
    for _ in range(count):
        text, filled = _paragraph(text, _words(world, draw, draw.randrange(15, 40)).capitalize() + ".")
        start = len(text)
        name, role = draw.choice(cast)
        act, cue = draw.choice(_ACTS)
        words = _words(world, draw, draw.randrange(8, 32))
        text, said = _paragraph(text, f"{name} {cue} {words}.")
        paragraphs += [filled, said]
        made.append((start, name, role, act, cue, words, day if draw.random() < 0.3 else None))
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{day:%Y/%m}/{number}"
    document = _document(draw, text, paragraphs, title=title, publisher=outlet, day=day, url=url)
    found = tuple(_statement(document, *one) for one in made)
    reading = Reading(document=document, statements=found, readers=("synthetic_v1",))
    page = RawPage(
        content=text.encode(), media_type=MediaType.TEXT, url=url, fetched_at=f"{day.isoformat()}T12:00:00Z"
    )
    return Article(reading=reading, page=page, source=url)


def _words(world: World, draw: random.Random, count: int) -> str:
    return " ".join(draw.choices(world.words, cum_weights=world.word_weights, k=count))


def _paragraph(text: str, words: str) -> tuple[str, Span]:
    return f"{text}{words}\n", Span(len(text), len(text) + len(words))


def _document(
    draw: random.Random, text: str, paragraphs: list[Span], *, title: str, publisher: str, day: date, url: str
) -> Document:
    raw = text.encode()
    digest = sha256(raw).hexdigest()
    return Document(
        id=digest[:16],
        sha256=digest,
        text=text,
        url=url,
        title=title,
        publisher=publisher,
        published=day.isoformat(),
        language="en",
        paragraphs=tuple(paragraphs),
        title_span=paragraphs[0],
        origins=(Origin(0, len(text), 0, len(raw)),),
        # drawn, since to compute it costs more than all the rest; as large as a real one
        fingerprint=tuple(sorted(draw.getrandbits(32) for _ in range(SIZE))),
    )


def _statement(
    document: Document,
    start: int,
    name: str,
    role: str | None,
    act: Act,
    cue: str,
    words: str,
    day: date | None,
) -> Statement:
    verb = start + len(name) + 1
    first = verb + len(cue) + 1
    places = (Span(first, first + len(words)), Span(verb, verb + len(cue)), Span(start, start + len(name)))
    content, verbs, source = (Passage.of(document.text, (place,)) for place in places)
    return Statement(
        id=sha256(f"{document.sha256} {start}".encode()).hexdigest()[:16],
        content=content,
        cue=verbs,
        source=source,
        speaker=Speaker(name=name, kind=Kind.PERSON, description=role),
        form=Form.INDIRECT,
        act=act,
        negated=False,
        certainty=Certainty.CERTAIN,
        said=Said(text="that day", start=day.isoformat(), end=day.isoformat()) if day else None,
        addressee=None,
        venue=None,
        chain=(Link(name=name, kind=Kind.PERSON, description=role, text=name),),
        confidence=0.9,
    )
