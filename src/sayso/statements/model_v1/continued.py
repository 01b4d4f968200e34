"""Join a quotation that runs over several paragraphs.

Each paragraph of such a quotation opens with a mark and only the last one closes. The tagger reads
one paragraph at a time, so it sees the first with its cue and the rest as words of nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from sayso.model.attribution import Attribution
from sayso.model.span import Passage, Span
from sayso.statements.quotations import Quotation


def continued(
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Quotation],
    found: Sequence[Attribution],
    *,
    apart: Collection[int] = (),
) -> list[Attribution]:
    """The attributions, those whose quotation runs on with its other paragraphs as content.

    It runs on in no paragraph that begins at one of ``apart``: there somebody else speaks.
    """
    made = list(found)
    outer = [q for q in marks if q.depth == 0]
    for number, paragraph in enumerate(paragraphs):
        opened = next((q for q in outer if not q.closed and paragraph.start <= q.start < paragraph.end), None)
        owner = _owner(made, opened) if opened else None
        if owner is None:
            continue
        after = takewhile(lambda p: p.start not in apart, paragraphs[number + 1 :])
        rest = [q for q in _rest(after, outer) if not _spoken_for(made, q)]
        if rest:
            spans = [*owner.content.spans, *(Span(q.start, q.end) for q in rest)]
            inside = [a for a in made if a is not owner and any(_in(a, q) for q in rest)]
            made = [a for a in made if a not in inside]
            made[made.index(owner)] = replace(owner, content=Passage.of(text, spans))
    return made


def _owner(found: Sequence[Attribution], opened: Quotation) -> Attribution | None:
    """Whose words the quotation is: the attribution whose content reaches its end."""
    return next((a for a in found if a.content and abs(a.content.end - opened.end) <= 2), None)


def _rest(paragraphs: Iterable[Span], outer: Sequence[Quotation]) -> Iterator[Quotation]:
    """The quotations that the following paragraphs begin with, up to the one that closes."""
    for paragraph in paragraphs:
        first = next((q for q in outer if q.start == paragraph.start), None)
        if first is None:
            return
        yield first
        if first.closed:
            return


def _spoken_for(found: Sequence[Attribution], q: Quotation) -> bool:
    """Whether an attribution with a cue outside of the quotation has it as content."""
    return any(
        s.start < q.end and q.start < s.end and not q.start <= a.cue.start < q.end
        for a in found
        for s in a.content.spans
    )


def _in(attribution: Attribution, q: Quotation) -> bool:
    return (
        bool(attribution.content)
        and q.start <= attribution.content.start < q.end
        and attribution.form == "direct"
    )
