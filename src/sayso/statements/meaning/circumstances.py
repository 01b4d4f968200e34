"""Read what stands around a cue: when it was said, to whom, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sayso.model.attribution import Attribution
from sayso.model.span import Span
from sayso.model.statement import Said
from sayso.statements.meaning.dates import expressions, said
from sayso.statements.meaning.lexicon import patterns

_RELATIVE = re.compile(r"\s*,?\s*\b(?:who|which|whose|whom)\b", re.IGNORECASE)
_STOP = re.compile(
    r"(?<!\bRep)(?<!\bSen)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bGov)(?<!\bSt)(?<!\bGen)(?<!\bLt)(?<!\bCol)\.|[,;:!?\"“”()]|[–—]|\s(?:that|whether|if|on|in|at|during|for|by|after|before|when|while|as|through|via|why|how|"
    r"what|where|not to|to|about|last|"
    r"yesterday|today|earlier|this|just|and|but|with|from|over|because|against|into|"
    r"he|she|they|it|there|it's|who|which|until|without|since|repeatedly|recently|again|later|privately|once|twice|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?!\s(?:council|committee|court)s?\b)",
    re.IGNORECASE,
)
_TAKES_ONE = re.compile(
    r"\b(?:t(?:ell|ells|old|elling)|ask(?:s|ed|ing)?|warn(?:s|ed|ing)?|assur(?:e|es|ed|ing)|inform(?:s|ed|ing)?|urg(?:e|es|ed|ing)|"
    r"remind(?:s|ed|ing)?|advis(?:e|es|ed|ing)|notif(?:y|ies|ied|ying)|brief(?:s|ed|ing)?|implor(?:e|es|ed|ing)|"
    r"instruct(?:s|ed|ing)?|order(?:s|ed|ing)?|caution(?:s|ed|ing)?|persuad(?:e|es|ed|ing)|convinc(?:e|es|ed|ing)|"
    r"promis(?:e|es|ed|ing)|offer(?:s|ed|ing)?|beg(?:s|ged|ging)?|encourag(?:e|es|ed|ing)|alert(?:s|ed|ing)?|"
    r"call(?:s|ed|ing)? (?:on|upon)|appeal(?:s|ed|ing)? to|plead(?:s|ed|ing)? with|admonish(?:es|ed)|"
    r"exhort(?:s|ed)?|"
    r"press(?:es|ed)|challeng(?:e|es|ed)|text(?:s|ed)|email(?:s|ed)|e-mail(?:s|ed)|show(?:s|ed)|taught|teach(?:es)?)\b"
)
_TO_ONE = re.compile(
    r"(?:(?:had|has|have|was|were|been|since|also|later|first|then|\w+ly)\s)*"
    r"\b(?:sa(?:y|ys|id)|brag(?:s|ged)|put(?:s)? it|whisper(?:s|ed)|wr(?:ite|ites|ote|itten)|"
    r"sp(?:eak|eaks|oke|eaking)|explain(?:s|ed)?|admit(?:s|ted)?|complain(?:s|ed)?|"
    r"confess(?:es|ed)?|confid(?:ed|es)|confirm(?:s|ed)?|suggest(?:s|ed)?|mention(?:s|ed)?|testif(?:y|ies|ied)|repeat(?:s|ed)?|"
    r"insist(?:s|ed)?|report(?:s|ed)?|describ(?:es|ed)|reveal(?:s|ed)?|boast(?:s|ed)?|swor(?:e|n)|pledg(?:es|ed)|vow(?:s|ed)|deni(?:es|ed)|apologi[sz](?:es|ed)|"
    r"addressed|acknowledg(?:es|ed)|disclos(?:es|ed)|conced(?:es|ed)|announc(?:es|ed)|stat(?:es|ed)|remark(?:s|ed))\b(?:\s\w+){0,2}?\s(?:to|before)\s"
)
_RELEASED = re.compile(
    r"\b(?:released|unsealed|leaked|circulated|published|issued|dated|filed|made public|posted)\b"
)
#: Who is asked to do something, where the request begins with them: "urged staff to go home".
_ASKED = re.compile(r"((?:[\w’'-]+\s){1,6}?)(?:not\s)?to\s[“\"‘']?\w")
_ASKING = re.compile(
    r"\b(?:urg|ask|tell|told|order|instruct|beg|implor|call|encourag|advis|warn|request|press|want|invit|requir|forb|challeng|plead|remind|persuad|direct)"
)
_LETTER = re.compile(
    r"\bin (?:an?|his|her|its|their|the) (?:[\w-]+ ){0,2}?"
    r"(?:letter|email|e-mail|memo|memorandum|note|message|text|text message|"
    r"statement|reply|report)\s(?:to|for)\s|\b(?:speaking|talking|writing) to ",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"\b(?:will|is to|are to|is due to|plans to)\b")
_OTHER_CLAUSE = re.compile(
    r"\b(?:after|before|since|until|because|when|whose|who|which|hours after|days after)\b"
)
_OF_A_YEAR = re.compile(r"(?:an?|the|its|their) (?:[12]\d{3})")
#: Verbs whose object may be a thing as well.
_TAKES_A_THING = re.compile(r"\b(?:promis|offer|order|show|challeng|press)")
_NOBODY = re.compile(r"(?:to|that|for|whether|if|why|how|what|a|an)\b")
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|is|are|am|got)|['’](?:m|re))\s+(?:\w+\s)?(?:told|asked|warned|assured|informed"
    r"|urged|advised|ordered|instructed|reminded|notified|briefed)\b"
)
_CLAUSE = re.compile(r"[,.;:!?\"“”]|\b(?:that|and|but|when|after|because|while|said|says)\b")
_AUXILIARY = re.compile(
    r"(?:\s+(?:was|were|had|has|have|been|being|is|are|am|also|got)\b|['’](?:m|re|ve|d)\b).*$"
)
_PERSON = re.compile(
    r"(?:(?:the|his|her|their|its|our|my)\s)?(?:[\w'’-]+\s)?(?:him|her|them|us|me|you|residents|voters|reporters"
    r"|staff|workers|MPs|families|members|customers|investors|parents|fans|lawmakers|patients|council|committee"
    r"|court|inquiry|colleagues|[A-Z]\w+)\b"
)
_BEGINS = re.compile(r"[\w‘“\"]")


@dataclass(frozen=True, slots=True)
class Around:
    """The clause around a cue: stretches of the text in order that are no part of its content."""

    text: str
    start: int
    end: int
    barred: tuple[Span, ...]

    def free(self) -> Iterator[Span]:
        """The stretches between what is barred."""
        at = self.start
        for span in self.barred:
            if span.end <= at or span.start >= self.end:
                continue
            if at < span.start:
                yield Span(at, span.start)
            at = max(at, span.end)
        if at < self.end:
            yield Span(at, self.end)


def around(text: str, sentence: Span, attribution: Attribution, inner: tuple[Span, ...]) -> Around:
    """What may tell of an attribution's circumstances: its cue's sentence without its content.

    ``inner`` are stretches that belong to other attributions there.
    """
    barred = tuple(sorted((*attribution.content.spans, *inner)))
    return Around(text, sentence.start, sentence.end, barred)


def when(place: Around, attribution: Attribution, published: date | None) -> Said | None:
    """The time that the words around the cue give, the nearest to it first."""
    if published is None:
        return None
    cue = attribution.cue
    forward = _FORWARD.search(cue.text) is not None
    found = []
    for part in place.free():
        words = place.text[part.start : part.end]
        for expression in expressions(words, published, forward=forward):
            span = Span(part.start + expression.start, part.start + expression.end)
            if not _elsewhere(place.text, span, attribution):
                found.append((abs(span.start - cue.end), span, expression.days))
    if not found:
        return None
    _, span, days = min(found, key=lambda f: f[0])
    return said(place.text[span.start : span.end], days)


def _elsewhere(text: str, span: Span, attribution: Attribution) -> bool:
    """Whether the expression stands in a clause about the source, not the saying."""
    source, cue = attribution.source, attribution.cue
    if any(s.contains(span) for s in source.spans):
        # "an audit released Tuesday" and "a 2024 study" tell when; "Ruiz, who resigned in March," does not
        if _OF_A_YEAR.fullmatch(text[source.start : span.end].lower()):
            return False
        return _RELEASED.search(text[source.start : span.end]) is None
    if source and source.end <= span.start and span.end <= cue.start:
        return _RELATIVE.match(text[source.end : span.start + 1]) is not None
    lead = text[max(0, cue.end) : span.start] if span.start >= cue.end else text[span.end : cue.start]
    return len(lead) > 160 or (_OTHER_CLAUSE.search(lead) is not None and span.start > cue.end)


def addressee(place: Around, attribution: Attribution) -> Span | None:
    """Who is told: the words after a verb of telling, or after "in a letter to"."""
    cue = attribution.cue
    if passive := _told(place, attribution):
        return passive
    if asked := _asked(place, attribution):
        return asked
    after = _after(place, cue.end)
    own = place.text[cue.start : cue.end]
    head = None
    for match in _TAKES_ONE.finditer(own.lower()):
        head = match
    if head is not None:
        start = cue.start + head.end()
        if start < cue.end and place.text[start : cue.end].strip():
            return _noun_phrase(place.text, start, max(cue.end, after.end if after else 0), attribution)
        if (after and not _TAKES_A_THING.search(own.lower())) or (after and _personal(place.text, after)):
            return _noun_phrase(place.text, after.start, after.end, attribution) if after else None
    near = Span(cue.start, after.end if after else cue.end)
    words = place.text[near.start : near.end].lower()
    if to := _TO_ONE.match(words):
        return _noun_phrase(place.text, near.start + to.end(), near.end, attribution)
    for part in place.free():
        if letter := _LETTER.search(place.text, part.start, part.end):
            return _noun_phrase(place.text, letter.end(), part.end, attribution)
    return None


def _asked(place: Around, attribution: Attribution) -> Span | None:
    """Who is to do what is asked for, at the content's beginning."""
    content, cue = attribution.content, attribution.cue
    asking = _ASKING.search(cue.text.lower()) and not cue.text.endswith(" for")
    if not content or not 0 <= content.start - cue.end <= 2 or not asking:
        return None
    match = _ASKED.match(place.text, content.start, content.spans[0].end)
    if match is None or _NOBODY.match(match[1]):
        return None
    return Span(match.start(1), match.start(1) + len(match[1].rstrip()))


def _told(place: Around, attribution: Attribution) -> Span | None:
    """The subject of "was told (by)"."""
    cue = attribution.cue
    own = place.text[cue.start : cue.end].lower()
    before = place.text[max(place.start, cue.start - 16) : cue.start].lower()
    if not _PASSIVE.search(before + own):
        return None
    lead = _CLAUSE.split(place.text[place.start : cue.start])[-1]
    words = _AUXILIARY.sub("", lead).strip(" '‘’")
    if not words or len(words.split()) > 8:
        return None
    at = place.text.rfind(words, place.start, cue.start)
    return Span(at, at + len(words))


def _personal(text: str, span: Span) -> bool:
    """Whether what follows "promised" or "offered" is a person: "promised residents a line"."""
    words = text[span.start : span.end].strip()
    return _PERSON.match(words) is not None


def _after(place: Around, start: int) -> Span | None:
    """The words after the cue up to its content or the sentence's end."""
    for part in place.free():
        if part.start <= start < part.end:
            return Span(start, part.end)
    return None


def _noun_phrase(text: str, start: int, end: int, attribution: Attribution) -> Span | None:
    """The words from ``start`` to where the noun phrase ends."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    words = words[lead:]
    if match := _STOP.search(f" {words}"):
        words = words[: max(0, match.start() - 1)] if match.start() else ""
    words = words.rstrip()
    if not words or len(words) > 90 or not _BEGINS.match(words):
        return None
    if any(s.overlaps(Span(start + lead, start + lead + len(words))) for s in attribution.source.spans):
        return None
    if words.lower() in (
        "only",
        "it",
        "so",
        "lies",
        "the truth",
        "a lie",
        "how",
        "him how",
        "off",
        "out",
        "up",
        "back",
        "a story",
    ):
        return None
    return Span(start + lead, start + lead + len(words))


def venue(place: Around, attribution: Attribution) -> Span | None:
    """Where it was said: a hearing, an interview, a post, a filing."""
    best: tuple[int, Span] | None = None
    pattern = patterns("venues.toml", "venues", "patterns")
    for part in place.free():
        for match in pattern.finditer(place.text, part.start, part.end):
            group = next(i for i, g in enumerate(match.groups(), 1) if g)
            span = Span(*match.span(group))
            if any(s.contains(span) for s in attribution.source.spans):
                continue
            distance = abs(span.start - attribution.cue.end)
            if best is None or distance < best[0]:
                best = (distance, span)
    return best[1] if best else None
