"""A trace for people: the claim, the count with its reasons, the tree of sources, what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from sayso.ledger.records import Decision
from sayso.model.relation import RelationKind
from sayso.relations.answers import Answer
from sayso.relations.lines import Origin
from sayso.relations.relate import refusal
from sayso.relations.voices import Sort
from sayso.views.grades import meaning
from sayso.views.listing import speaker_line
from sayso.views.shown import shown
from sayso.views.trace import Support, Trace

_WORDS = {
    RelationKind.CONTRADICTS: "contradicts it",
    RelationKind.DISPUTES: "disputes it",
    RelationKind.CORRECTS: "corrects it",
    RelationKind.RETRACTS: "takes it back",
}


def text(found: Trace, *, width: int = 100) -> Iterator[str]:
    """The lines of the answer, none wider than ``width``."""
    width = max(width, 40)
    yield from _wrapped(f"“{shown(found.text)}”", width)
    yield from _count(found, width)
    yield ""
    yield from _tree(found, width)
    yield from _origins(found, width)
    for heading, answers in (("Against it", found.against), ("Denials that miss it", found.misses)):
        if answers:
            yield from ("", heading)
            for answer in answers:
                yield from _answer(found, answer, width)
    if found.evades:
        yield from ("", "Who does not answer")
        yield from _silent(found, width)
    if found.notes:
        yield from ("", "On the credibility of its origins")
        for note in found.notes:
            yield from _wrapped(f"({note.sign}) {shown(note.about)}: {shown(note.statement)}", width, 2, 6)
    if found.left_out:
        yield from ("", f"{found.left_out} more articles speak of it; the nearest were read.")


def number(least: int, most: int) -> str:
    """The interval in words: "one independent line", "2 to 4 independent lines"."""
    if most == 0:
        return "No independent line"
    if least == most:
        return "One independent line" if least == 1 else f"{least} independent lines"
    return f"{least} to {most} independent lines"


def _count(found: Trace, width: int) -> Iterator[str]:
    lines = found.lines
    yield f"{number(lines.least, lines.most)} of evidence"
    least, most = (shown(reason) for reason in lines.because)
    yield from _wrapped(f"at least {lines.least}: {least}", width, 2, 4)
    yield from _wrapped(f"at most {lines.most}: {most}", width, 2, 4)
    graded = found.grades.of(s.statement.id for s in found.support)
    if graded:
        yield from _wrapped(f"information graded {_grade(graded)}", width, 2, 4)


def _tree(found: Trace, width: int) -> Iterator[str]:
    """From each article, by its day, to the origins."""
    by_article = groupby(found.support, key=lambda s: s.reading.document.id)
    for _, group in by_article:
        supports = list(group)
        document = supports[0].reading.document
        day = (document.published or "")[:10]
        head = " · ".join(shown(p) for p in (document.publisher, day, document.title) if p)
        yield _cut(head or shown(document.path or document.id), width)
        for place, support in enumerate(supports):
            last = place == len(supports) - 1
            yield from _branch(support, "└─ " if last else "├─ ", "   " if last else "│  ", width)


def _branch(support: Support, first: str, rest: str, width: int) -> Iterator[str]:
    way = [shown(name) for name in support.through]
    if support.copied_from is not None:
        way.insert(0, f"copied from {shown(support.copied_from.document.publisher or 'an earlier article')}")
    if support.voice.sort is Sort.OUTLET and not support.origins:
        outlet = support.statement.speaker.name or support.voice.shown
        way.append(f"{shown(outlet)}, no origin told")
    else:
        way.append(speaker_line(support.statement.speaker, support.statement.source.text))
    mark = f" [{', '.join(str(n + 1) for n in support.origins)}]" if support.origins else ""
    mark = " (taken back)" if support.gone else mark
    said = wrap(" → ".join(way) + mark, width - 3) or [""]
    yield first + said[0]
    yield from (rest + "  " + line for line in said[1:])
    words = _cut(shown(support.statement.content.text), 2 * (width - 5))
    yield from (rest + line for line in wrap(words, width - 3))


def _origins(found: Trace, width: int) -> Iterator[str]:
    if not found.lines.origins:
        return
    yield from ("", "Origins")
    for place, origin in enumerate(found.lines.origins, 1):
        parts = [f"[{place}] {_named(origin, found.lines.origins)}"]
        parts.append("anonymous" if origin.sort is Sort.ANONYMOUS else origin.sort.value)
        graded = found.grades.source(origin.name) if origin.name else None
        if graded:
            parts.append(f"graded {_grade(graded)}")
        yield from _wrapped(" · ".join(parts), width, 2, 6)


def _named(origin: Origin, origins: Sequence[Origin]) -> str:
    """The origin; one of several that only a number tells of says which of them it is."""
    pool = [o for o in origins if o.pool == origin.pool and origin.pool >= 0]
    if len(pool) < 2:
        return shown(origin.titled)
    place = next(n for n, o in enumerate(pool, 1) if o is origin)
    return f"{shown(origin.titled)}, {place} of {len(pool)}"


def _answer(found: Trace, answer: Answer, width: int) -> Iterator[str]:
    who = speaker_line(answer.placed.statement.speaker, answer.placed.statement.source.text)
    how = _WORDS.get(answer.kind)
    head = f"{who}, {_where(found, answer)}" + (f": {how}" if how else "")
    yield from _wrapped(f"{head} ({answer.confidence:.2f})", width, 2, 4)
    words = shown(answer.placed.statement.content.text or answer.placed.statement.cue.text)
    yield from _wrapped(words, width, 4, 4)
    for reason in answer.because:
        yield from _wrapped(f"→ {shown(reason)}", width, 4, 6)


def _silent(found: Trace, width: int) -> Iterator[str]:
    def who(answer: Answer) -> str:
        return speaker_line(answer.placed.statement.speaker, answer.placed.statement.source.text)

    by_name: dict[str, list[Answer]] = {}
    for answer in found.evades:
        name = answer.placed.statement.speaker.name
        same = next((k for k in by_name if name and k.startswith(name)), who(answer))
        by_name.setdefault(same, []).append(answer)
    for name, answers in by_name.items():
        told = (f"{_quoted(refusal(a.placed))}, {_where(found, a)}" for a in answers)
        yield from _wrapped(f"{name}: {'; '.join(told)}", width, 2, 4)


def _quoted(words: str) -> str:
    bare = shown(words).strip('“”" ,')
    return f"“{bare}”"


def _where(found: Trace, answer: Answer) -> str:
    document = found.readings[answer.placed.document].document
    day = answer.placed.day or (document.published or "")[:10]
    return " ".join(shown(p) for p in (document.publisher, day) if p) or document.id


def _grade(found: Decision) -> str:
    grade = str(found.body["grade"])
    return f"{grade} ({meaning(grade)}) by {shown(found.by)}"


def _wrapped(words: str, width: int, first: int = 0, rest: int = 0) -> Iterable[str]:
    return wrap(words, width, initial_indent=" " * first, subsequent_indent=" " * rest) or [""]


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: max(words.rfind(" ", 0, width - 2), 1)] + " …"
