"""Find who declined to comment or did not respond: attributions without content."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.model.attribution import Attribution, Form
from sayso.model.document import Document
from sayso.model.span import Passage, Span
from sayso.statements.sentences import sentences

_CONFIDENCE = 0.9
_LONGEST_SUBJECT = 160
_MARKS = str.maketrans("’‘\u00a0", "'' ")
_RELATIVE = re.compile(r"\b(?:who|which)\b[^,]*$")
#: A pronoun that alone is the subject, with what stands between it and its verb.
_PRONOUN_LAST = re.compile(
    r"\s(he|she|they|it|we|i)(?:\s(?:has|had|have|also|repeatedly|again))*$", re.IGNORECASE
)
_NOT_SUBJECT = re.compile(
    r"^(?:on|in|at|by|after|before|during|asked|when|reached|contacted|through|via|despite)\b",
    re.IGNORECASE,
)


def declines(document: Document) -> Iterator[Attribution]:
    """The attributions of the document whose content is empty, in order."""
    text = document.text
    for paragraph in document.paragraphs:
        looked = text[paragraph.start : paragraph.end].translate(_MARKS).lower()
        if not _cue().search(looked):
            continue
        for sentence in sentences(text, paragraph.start, paragraph.end):
            for match in _cue().finditer(text[sentence.start : sentence.end].translate(_MARKS).lower()):
                cue = Span(sentence.start + match.start(), sentence.start + match.end())
                source = _subject(text, sentence.start, cue.start)
                yield Attribution(
                    content=Passage(),
                    cue=Passage.of(text, [cue]),
                    source=Passage.of(text, [source] if source else []),
                    form=Form.INDIRECT,
                    confidence=_CONFIDENCE if source else 0.5,
                )


def merge(document: Document, found: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions with the document's declines: one that an extractor read as having content
    ("declined" with "to comment") is replaced, its source kept."""
    refused = tuple(declines(document))
    if not refused:
        return found
    kept = list(found)
    added: list[Attribution] = []
    for decline in refused:
        cue = decline.cue.spans[0]
        same = [a for a in kept if _is_same(a, cue)]
        kept = [a for a in kept if a not in same]
        source = next((a.source for a in same if a.source and a.source.end <= cue.start), decline.source)
        added.append(
            Attribution(
                content=Passage(),
                cue=decline.cue,
                source=source,
                form=decline.form,
                confidence=decline.confidence,
            )
        )
    return tuple(sorted((*kept, *added), key=place))


def place(attribution: Attribution) -> tuple[int, int, int]:
    """Where an attribution is sorted: by its words' start, the longer first, then by its cue."""
    shown = attribution.content or attribution.cue
    return shown.start, -shown.end, attribution.cue.start


def _is_same(attribution: Attribution, cue: Span) -> bool:
    """Whether the attribution is the refusal itself: its cue in the words, its content in or empty."""
    own = attribution.cue.spans
    if not own or not any(s.overlaps(cue) for s in own):
        return False
    return all(s.overlaps(cue) or s.start - cue.end < 3 for s in attribution.content.spans) and (
        not attribution.content or attribution.content.end <= cue.end + 40
    )


def _subject(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that ends right before the cue: from the clause's beginning."""
    begin = max(start, end - _LONGEST_SUBJECT)
    words = text[begin:end]
    tail = words.rstrip()
    at_relative = _RELATIVE.search(tail)
    core = tail.rstrip(",")
    if tail.endswith(","):  # "Ruiz, the mayor of Port Ellis, declined"
        head = core.rfind(",")
        if head >= 0 and not _boundary(core[:head]):
            return _span(text, begin, core)
    cut = 0
    for match in _clause().finditer(core.lower()):
        if match.end() < len(core) and not (match[0] == "and" and _joins(core, match)):
            cut = match.end()
    subject = core[cut:]
    if pronoun := _PRONOUN_LAST.search(subject):  # "Ruiz said that she"
        return _found(text, begin, core, pronoun[1])
    if at_relative and len(core) - at_relative.start() < 60:
        subject = core[: at_relative.start()].rstrip(" ,")
        subject = re.split(r"[,;:\"“”]", subject)[-1]
        return _found(text, begin, core, subject)
    if _NOT_SUBJECT.match(subject.strip()):
        return None
    return _found(text, begin, core, subject)


def _joins(words: str, match: re.Match[str]) -> bool:
    """Whether "and" joins two names: "Ruiz and Lee declined"."""
    before = words[: match.start()].rstrip().rsplit(" ", 1)[-1]
    after = words[match.end() :].lstrip()[:1]
    return before[:1].isupper() and after.isupper()


def _boundary(words: str) -> bool:
    return bool(re.search(r"[;:\"“”]|\b(?:said|says|while|because)\b", words))


def _span(text: str, begin: int, words: str) -> Span | None:
    lead = len(words) - len(words.lstrip())
    return Span(begin + lead, begin + len(words)) if words.strip() else None


def _found(text: str, begin: int, core: str, subject: str) -> Span | None:
    own = subject.strip(" ,")
    if not own or len(own.split()) > 18:
        return None
    at = core.rfind(own)
    return Span(begin + at, begin + at + len(own))


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "declines.toml").read_text("utf-8"))


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_data()["cue"]) + r")\b")


@cache
def _clause() -> re.Pattern[str]:
    return re.compile("|".join(_data()["clause"]))
