"""Find reported speech in its plainest frames, where an extractor has read none.

"The crane was overloaded, an official with the ministry, who was not named, told the Courier." and "A
nurse who asked not to be named said on Monday that the ward was closed.": everything in such a sentence
but the source, the cue and the words after it is what is said. Both the rules and the network miss many
of those whose source is long.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sayso.model.attribution import Attribution, Form
from sayso.model.span import Passage, Span
from sayso.statements.sentences import sentences

_CONFIDENCE = 0.8
_MOST_WORDS, _LEAST_WORDS = 16, 3
#: The share of a frame's content that has to be found of it, to be left as it was found.
_MUCH = 0.5
#: Code points of a sentence that are looked at, at most.
_LONGEST = 700
#: The terms on which somebody spoke.
_TERMS = re.compile(
    r"\b(?:anonym\w+|(?:be|being|was|were) (?:publicly )?(?:named|identified|quoted)"
    r"|(?:his|her|their) (?:full |real |last )?names?\b)"
)
_MARKS = re.compile(r"[\"“”„«»]|(?<!\w)['‘]|[:;—–]")


@dataclass(frozen=True, slots=True)
class _Frame:
    """A sentence's parts; ``around`` is the whole of it, ``rest`` what is said behind the source, if any."""

    content: Span
    cue: Span
    source: Span
    around: Span
    rest: Span | None = None


def with_reported(text: str, paragraphs: Sequence[Span], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with those that the plain frames add or set right, in no order."""
    made = list(found)
    for paragraph in paragraphs:
        for sentence in sentences(text, paragraph.start, paragraph.end):
            if len(sentence) > _LONGEST or not _cues().search(text, sentence.start, sentence.end):
                continue
            frame = next((f for read in _FRAMES if (f := read(text, sentence)) is not None), None)
            if frame is not None:
                made = _put(text, made, frame)
    return made


def _put(text: str, found: list[Attribution], frame: _Frame) -> list[Attribution]:
    """The attributions with the frame, or with the one that reads the sentence so already set right."""
    found = [a for a in found if not _only_terms(text, a, frame)]
    same = [a for a in found if any(s.overlaps(frame.cue) for s in a.cue.spans)]
    for one in same:
        if _fits(one, frame):
            made = _grown(text, _settled(text, one, frame), found, frame)
            return [made if a is one else a for a in found]
    if any(a not in same and _holds(a, frame) for a in found):
        return found
    kept = [b for a in found if a not in same and (b := _beside(text, a, frame)) is not None]
    made = Attribution(
        content=Passage.of(text, [frame.content, *([frame.rest] if frame.rest else [])]),
        cue=Passage.of(text, [frame.cue]),
        source=Passage.of(text, [frame.source]),
        form=Form.INDIRECT,
        confidence=_CONFIDENCE,
    )
    return [*kept, made]


def _beside(text: str, found: Attribution, frame: _Frame) -> Attribution | None:
    """The attribution without what it takes of the frame's sentence from outside; null if nothing is left."""
    if not _crosses(found, frame):
        return found
    outside = not any(s.overlaps(frame.around) for s in found.cue.spans)
    left = [s for s in found.content.spans if not s.overlaps(frame.around)]
    if not outside or not left:
        return None
    source = [_bare(text, s.start, min(s.end, frame.around.start)) for s in found.source.spans[:1]]
    source = [s for s in source if s.start < s.end <= frame.around.start] or list(found.source.spans)
    return replace(found, content=Passage.of(text, left), source=Passage.of(text, source))


def _holds(found: Attribution, frame: _Frame) -> bool:
    """Whether the frame's cue stands in what somebody else says."""
    inside = bool(found.cue) and frame.content.contains(found.cue.spans[0])
    inside = inside and found.cue.start < frame.cue.start
    return not inside and any(s.contains(frame.cue) for s in found.content.spans)


def _only_terms(text: str, found: Attribution, frame: _Frame) -> bool:
    """Whether it only tells on what terms the frame's source spoke: "asked" with "not to be named"."""
    spans = [*found.content.spans, *found.cue.spans]
    if not found.content or any(s.overlaps(frame.content) or not frame.around.contains(s) for s in spans):
        return False
    return _TERMS.search(f"{found.cue.text} {found.content.text}") is not None


def _settled(text: str, found: Attribution, frame: _Frame) -> Attribution:
    """What was found with the terms on which its source spoke in the source, and none in the content."""
    after = Span(frame.cue.end, max(frame.around.end, frame.cue.end + 1))
    kept = [
        s
        for s in found.content.spans
        if frame.content.start > frame.cue.end
        or not (after.contains(s) and _TERMS.search(text[s.start : s.end]))
    ]
    source = found.source
    if frame.source.contains(source.spans[0]) and _TERMS.search(text[source.end : frame.source.end]):
        source = Passage.of(text, [frame.source])
    return replace(found, content=Passage.of(text, kept or [frame.content]), source=source)


def _grown(text: str, one: Attribution, found: Sequence[Attribution], frame: _Frame) -> Attribution:
    """The attribution with all of the frame's content, where only little before its cue was found of it."""
    few = sum(map(len, one.content.spans)) < _MUCH * len(frame.content)
    if frame.rest and one.content.spans[0].overlaps(frame.content):
        if not any(s.overlaps(frame.rest) for s in one.content.spans):
            return replace(one, content=Passage.of(text, [*one.content.spans, frame.rest]))
        return one
    others = any(a.cue and frame.content.contains(a.cue.spans[0]) for a in found)
    if others or not few or frame.content.start > frame.cue.start:
        return one
    return replace(one, content=Passage.of(text, [frame.content]))


def _fits(found: Attribution, frame: _Frame) -> bool:
    """Whether what was found reads the frame, be it in other borders."""
    if not found.source or not found.content or not found.source.spans[0].overlaps(frame.source):
        return False
    return not any(s.overlaps(frame.source) for s in found.content.spans)


def _crosses(found: Attribution, frame: _Frame) -> bool:
    """Whether an attribution has words on both sides of the frame's border, or only terms of its source."""
    spans = [*found.content.spans, *found.cue.spans, *found.source.spans]
    inside = [frame.content.contains(s) for s in spans]
    around = [s.overlaps(frame.source) or s.overlaps(frame.cue) or s.overlaps(frame.content) for s in spans]
    return any(around) and not all(inside)


# "…, an official told the Courier."


def _closing(text: str, sentence: Span) -> _Frame | None:
    for cue in reversed(list(_cues().finditer(text, sentence.start, sentence.end))):
        if not _after(text[cue.end() : sentence.end], cue[0]):
            continue
        pieces = _pieces(text, sentence.start, cue.start())
        first = _source(text, pieces, cue[0])
        if first is None or first == 0:
            continue
        content = _bare(text, pieces[0].start, pieces[first - 1].end)
        source = _bare(text, pieces[first].start, cue.start())
        if _is_clause(text, content) and not _MARKS.search(text, content.start, sentence.end):
            return _Frame(content, Span(*cue.span()), source, sentence)
    return None


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """What stands between the commas; those inside numbers are none."""
    commas = [m.start() for m in re.finditer(r",(?=\s|$)", text[start:end])]
    edges = [-1, *commas, end - start]
    return [Span(start + a + 1, start + b) for a, b in pairwise(edges) if b > a + 1]


def _source(text: str, pieces: Sequence[Span], cue: str) -> int | None:
    """Which piece the source begins with."""
    words = [text[p.start : p.end].strip() for p in pieces]
    closed = bool(words) and not words[-1]  # "…, who was not named, told"
    last = len(words) - 1
    while last >= 0 and not words[last]:
        last -= 1
    first = last
    while first > 0 and _goes_on(words[first]):
        first -= 1
    if first <= 0:
        return None
    if closed and (first == last or _is_name(words[first - 1])) and first > 1:
        first -= 1
        while first > 1 and _goes_on(words[first]):
            first -= 1
    whole = ", ".join(words[first : last + 1])
    if not _is_noun_phrase(words[first]) or len(whole.split()) > 2 * _MOST_WORDS:
        return None
    if cue.lower() in _all("shown_by") and not _listed("document").search(whole):
        return None
    return first


def _goes_on(words: str) -> bool:
    """Whether the words after a comma go on with a source: "who was not named", "41"."""
    return bool(re.fullmatch(r"\d{1,3}", words) or _at_start("relative", "participle").match(words))


def _is_name(words: str) -> bool:
    found = words.split()
    return 0 < len(found) <= 5 and all(w[:1].isupper() for w in found)


def _is_noun_phrase(words: str) -> bool:
    main = re.split(r"\b(?:who|whose|whom|which|that)\b", words, maxsplit=1)[0]
    if len(main.split()) > _MOST_WORDS or not main.strip():
        return False
    if _at_start("pronoun").match(main):
        return len(main.split()) == 1
    if _verbs().search(main):
        return False
    return bool(_at_start("opens").match(main) or main[:1].isupper() or _named_last(main))


def _named_last(main: str) -> bool:
    """Whether a role stands before a name: "shift leader Ruben Haas"."""
    found = main.split()
    return len(found) <= 6 and len(found) > 1 and all(w[:1].isupper() for w in found[-2:])


def _is_clause(text: str, content: Span) -> bool:
    words = text[content.start : content.end]
    if len(words.split()) < _LEAST_WORDS or words[:1].islower():
        return False
    if _at_start("subordinate").match(words) and "," not in words:
        return False
    return bool(_verbs().search(words) or re.search(r"\b[a-z]{3,}(?:ed|[^s\W]s)\b", words))


def _is_main(text: str, content: Span) -> bool:
    """Whether it is a clause before its first comma and its first relative word."""
    main = re.split(r",|\b(?:who|whose|whom|which|that)\b", text[content.start : content.end], maxsplit=1)[0]
    return _is_clause(text, content) and _is_clause(text, Span(content.start, content.start + len(main)))


def _after(rest: str, cue: str) -> bool:
    """Whether what follows the cue tells only whom, when, where and on what terms."""
    if len(rest.split()) > 2 * _MOST_WORDS:
        return False
    left = rest
    if cue.lower() in ("told", "tells", "tell"):
        hearer = _hearer().match(left)
        if hearer is None:
            return False
        left = left[hearer.end() :]
    return bool(re.fullmatch(r"\s*[.!]?\s*", left)) or (
        _at_start("adjunct").match(left.lstrip(" ,")) is not None
        and re.search(r"\bthat\b", left) is None
        and _clause_in(left) is None
    )


def _clause_in(words: str) -> re.Match[str] | None:
    """A clause among the words after the cue, but for "who asked …", "because …"."""
    first = re.split(r"\b(?:who|which|because|when|as|after|before)\b", words, maxsplit=1)[0]
    return _verbs().search(first)


# "…, said one of the guards."


def _inverted(text: str, sentence: Span) -> _Frame | None:
    for cue in _cues().finditer(text, sentence.start, sentence.end):
        if not text[sentence.start : cue.start()].rstrip(" ").endswith(",") or cue[0].startswith("t"):
            continue
        source = _bare(text, cue.end(), sentence.end)
        content = _bare(text, sentence.start, cue.start())
        words = text[source.start : source.end]
        if _MARKS.search(text, sentence.start, sentence.end) or not _is_main(text, content):
            continue
        if words and " that " not in words and _is_whole_source(words, cue[0]):
            return _Frame(content, Span(*cue.span()), source, sentence)
    return None


# "The wall, the surveyor told the Post, was cracked."


def _middle(text: str, sentence: Span) -> _Frame | None:
    for cue in _cues().finditer(text, sentence.start, sentence.end):
        comma = text.find(",", cue.end(), sentence.end)
        if comma < 0 or not _after(text[cue.end() : comma] + ".", cue[0]):
            continue
        pieces = _pieces(text, sentence.start, cue.start())
        rest = _bare(text, comma, sentence.end)
        if len(pieces) != 2 or _MARKS.search(text, sentence.start, sentence.end):
            continue
        content = _bare(text, pieces[0].start, pieces[0].end)
        begins = _verbs().match(text, rest.start) or re.compile(r"[a-z]{3,}ed\b").match(text, rest.start)
        source = _bare(text, pieces[1].start, cue.start())
        nouns = all(_is_noun_phrase(text[s.start : s.end]) for s in (content, source))
        if begins and nouns:
            return _Frame(content, Span(*cue.span()), source, sentence, rest)
    return None


# "A nurse who asked not to be named said on Monday that …"


def _opening(text: str, sentence: Span) -> _Frame | None:
    for cue in _cues().finditer(text, sentence.start, sentence.end):
        tie = re.compile(r"[^:;\"“”]{0,90}?\bthat (?=\S)").match(text, cue.end(), sentence.end)
        if tie is None:
            continue
        between = text[cue.end() : tie.end() - len("that ")]
        begun = tie.end() - len("that ")
        if between.strip(" ,") and not _after(f"{between.rstrip(' ,')}.", cue[0]):
            continue
        source = _bare(text, sentence.start, cue.start())
        if not _is_whole_source(text[source.start : source.end], cue[0]):
            continue
        content = _bare(text, begun, sentence.end)
        if _MARKS.search(text, sentence.start, sentence.end) or not _verbs_in(text, content):
            continue
        return _Frame(content, Span(*cue.span()), source, sentence)
    return None


def _is_whole_source(words: str, cue: str) -> bool:
    pieces = [p.strip() for p in words.split(",")]
    if not pieces[0] or not _is_noun_phrase(pieces[0]):
        return False
    if cue.lower() in _all("shown_by") and not _listed("document").search(words):
        return False
    return all(not p or _goes_on(p) or _is_noun_phrase(p) for p in pieces[1:])


def _verbs_in(text: str, content: Span) -> bool:
    words = text[content.start : content.end]
    return bool(_verbs().search(words) or re.search(r"\b[a-z]{3,}(?:ed|[^s\W]s)\b", words))


def _bare(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(" ,\n\t"))
    last = start + len(words.rstrip(" ,.!\n\t"))
    return Span(first, max(first + 1, last))  # where nothing is left: what follows, which is no words


_FRAMES = (_closing, _inverted, _middle, _opening)


# words


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "reported.toml").read_text("utf-8"))


@cache
def _all(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@cache
def _listed(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(w for name in names for w in _data()[name])})\b", re.IGNORECASE)


@cache
def _at_start(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(w for name in names for w in _data()[name])})\b", re.IGNORECASE)


def _cues() -> re.Pattern[str]:
    return _lowered("cue", "shown_by")


def _verbs() -> re.Pattern[str]:
    return _lowered("auxiliary", "past")


@cache
def _lowered(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(w for name in names for w in _data()[name])})\b")


@cache
def _hearer() -> re.Pattern[str]:
    named = r"[A-Z][\w'’.-]*[\w'’-](?: (?:of |the |and )?[A-Z][\w'’.-]*[\w'’-]){0,4}"
    plain = rf"(?:[a-z]+ )?(?:{'|'.join(_data()['told'])})\b"
    return re.compile(rf"\s+(?:(?:the|a|an|this|our|its|his|her|their)\s+)?(?:{named}|{plain})")
