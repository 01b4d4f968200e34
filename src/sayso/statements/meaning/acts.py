"""What kind of act a statement is, whether it is negated, and how sure its source is said to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.model.attribution import Attribution, Form
from sayso.model.statement import Act, Certainty
from sayso.statements.meaning.lexicon import patterns, plain, section

#: Code points before a cue in which a negation belongs to it, and after it in which its object stands.
_BEFORE = 56
_AFTER = 48
#: Acts whose cue may lie half outside of the words that were marked: "refused" with "to comment".
_BY_NEIGHBOURS = ("decline", "not-recall", "urge", "correct")
_CLAUSE_END = re.compile(r"[.;:!?,—–\"“”]")
#: Words of a main clause at most: what comes later is seldom what the source commits to.
_MAIN_WORDS = 14
#: What is asked for is a deed, or a thing that may be looked into ("for its raw data").
_FOR = re.compile(r"for (?:an?|the|more|\w+ \w+ to)\b|for [\"“]")
#: Who speaks of himself, or of nobody.
_OWN = re.compile(r"(?:i|we|he|she|they|it|my|our|nobody|no|none|there)\b")
_TELLS = re.compile(r"\b(?:t(?:ell|ells|old|elling)|warn|invit)")
#: What is said begins with who is to do something: "told him to sign".
_SOMEBODY_TO = re.compile(
    r"(?:him|her|them|me|us|you|it|staff|workers|everyone|people) (?:not )?to \w"
    r"|to (?:resign|leave|stop|go|stay|do)\b"
)
#: What joins a cue to another verb, whose negation is not its own: "did not sue and said".
_JOINED = re.compile(r"\b(?:and|but)\b")
_TURNS_DOWN = re.compile(r"\b(?:reject|dismiss|den(?:y|ied|ies))")
_TO_DO = re.compile(r"(?:\w+ ){0,6}?(?:not )?to \w+")
_QUESTION = re.compile(r"(?:whether|if|why|how|what|when|where|who|which)\b")
_SUBORDINATE = re.compile(
    r"\b(?:because|if|unless|although|though|while|who|which|whose|where|when|"
    r"after|before|until|so that)\b|[;]"
)
_OPENING = re.compile(r"^(?:[\"'\s]|that\b|and\b|but\b|well,|so,|yes,|no,|look,|again,)+")


@dataclass(frozen=True, slots=True)
class Done:
    """The act with its polarity and certainty."""

    act: Act
    negated: bool
    certainty: Certainty


def act_of(text: str, attribution: Attribution, inner: int | None = None) -> Done:
    """What is done by an attribution, by its cue first and then by its own words.

    ``inner`` is where the first attribution inside its content begins to speak: words from there on are
    somebody else's.
    """
    cue = _cue(text, attribution)
    words = _words(attribution.content.text)
    until = len(text) if inner is None else max(0, inner - attribution.content.start)
    act = _by_cue(cue) or _by_content(words, until) or _by_question(cue, attribution) or Act.ASSERT
    if act is Act.ASK and (_to_do(words) or _FOR.match(words)):
        act = Act.URGE
    if act is Act.DENY and _TURNS_DOWN.search(cue.own) and _is_object("turned_down", words):
        act = Act.ASSERT
    if act is Act.PROMISE and "offer" in cue.own and _is_object("shown", f"{_after_offer(cue.own)}{words}"):
        act = Act.ASSERT
    if act is Act.ASSERT and _TELLS.search(cue.own) and _SOMEBODY_TO.match(words):
        act = Act.URGE
    if act is Act.ASSERT and "describ" in cue.own and " as " in f" {words}":
        act = Act.OPINE
    return Done(
        act,
        _is_negated(text, attribution, act),
        _certainty(cue.own, words if inner is None else _words(attribution.content.text[:until]), act),
    )


def _is_object(name: str, words: str) -> bool:
    """Whether the words begin with one of the listed objects."""
    return patterns("acts.toml", "objects", name).match(words) is not None


def _after_offer(cue: str) -> str:
    """What of a cue follows "offer": "offered no proof" has "no proof"."""
    return f"{cue.split('offer')[-1].partition(' ')[2]} ".lstrip()


def _words(content: str) -> str:
    """A content's words for looking up, without quotation marks and what sentences open with."""
    return _OPENING.sub("", plain(content).replace('"', ""))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's own words, and the same with what stands around it in its clause."""

    own: str
    near: str


def _cue(text: str, attribution: Attribution) -> Cue:
    cue = attribution.cue
    if not cue:
        return Cue("", "")
    own = text[cue.start : cue.end]
    before = _free(text, max(0, cue.start - _BEFORE), cue.start, attribution)
    before = _CLAUSE_END.split(before)[-1]
    after = _free(text, cue.end, min(len(text), cue.end + _AFTER), attribution)
    after = _CLAUSE_END.split(after)[0]
    return Cue(plain(own), plain(f"{before}{own}{after}"))


def _free(text: str, start: int, end: int, attribution: Attribution) -> str:
    """The words of ``text[start:end]`` next to the cue that are not the content's or the source's."""
    for span in (*attribution.content.spans, *attribution.source.spans):
        if span.start >= attribution.cue.end:
            end = min(end, span.start)
        elif span.end <= attribution.cue.start:
            start = max(start, span.end)
    return text[start:end] if start < end else ""


def _by_cue(cue: Cue) -> Act | None:
    for act, pattern in _acts("cue"):
        if pattern.search(cue.near if act in _BY_NEIGHBOURS else cue.own):
            return act
    return None


def _by_content(words: str, until: int) -> Act | None:
    """The act that the words themselves do, where they are not those of somebody who is reported in them."""
    for act, pattern in _acts("content"):
        if pattern.match(words):
            return None if until == 0 and not _OWN.match(words) else act
    return None


@cache
def _acts(table: str) -> tuple[tuple[Act, re.Pattern[str]], ...]:
    """The acts of a section with their patterns, in the order in which they are looked for."""
    return tuple((Act(name), patterns("acts.toml", table, name)) for name in section("acts.toml", table))


def _by_question(cue: Cue, attribution: Attribution) -> Act | None:
    words = attribution.content.text
    own = attribution.form is Form.DIRECT or words[:1] in "\"“'‘"
    return Act.ASK if own and words.rstrip("\"'”’ ").endswith("?") else None


def _to_do(words: str) -> bool:
    """Whether what is asked is that somebody do something."""
    return _TO_DO.match(words) is not None and not _QUESTION.match(words)


def _is_negated(text: str, attribution: Attribution, act: Act) -> bool:
    if act in (Act.DECLINE, Act.NOT_RECALL) or not attribution.cue:
        return False
    cue = attribution.cue
    before = _free(text, max(0, cue.start - _BEFORE), cue.start, attribution)
    before = _CLAUSE_END.split(before)[-1]
    own = _JOINED.split(f"{before}{text[cue.start : cue.end]}")
    source = attribution.source.text.split()[:2] if len(own) == 1 else ()
    looked = plain(f"{' '.join(source)} | {own[-1]}")
    looked = patterns("acts.toml", "negated", "except").sub("", looked)
    return patterns("acts.toml", "negated", "words").search(looked) is not None


def _certainty(cue: str, words: str, act: Act) -> Certainty:
    if act in (Act.DECLINE, Act.NOT_RECALL, Act.ASK):
        return Certainty.UNKNOWN
    if (act is not Act.URGE and _found("unknown_cue", cue)) or patterns(
        "acts.toml", "certainty", "unknown_content"
    ).match(words):
        return Certainty.UNKNOWN
    main = " ".join(_SUBORDINATE.split(words)[0].split()[:_MAIN_WORDS])
    if _found("probable_cue", cue):
        return Certainty.PROBABLE
    if _found("possible", main) or _found("possible_cue", cue):
        return Certainty.POSSIBLE
    if _found("probable", main):
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def _found(name: str, words: str) -> bool:
    return patterns("acts.toml", "certainty", name).search(words) is not None
