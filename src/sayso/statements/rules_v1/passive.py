"""Passives: Lee was told by the court that it was over; Lee was accused by Kim of lying."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.indirect import bare_in
from sayso.statements.rules_v1.parse import Word
from sayso.statements.rules_v1.phrases import noun_phrase, verb_group


def passive(paragraph: Paragraph, cues: Cues, used: frozenset[int]) -> Iterator[Found]:
    """The attributions of passive verbs; without "by" only where a class says so."""
    for verb in paragraph.parsed.words:
        if verb.index not in used and verb.tag == "VBN":
            found = _of(paragraph, verb, cues)
            if found is not None:
                yield found


def _of(paragraph: Paragraph, verb: Word, cues: Cues) -> Found | None:
    parsed = paragraph.parsed
    is_passive = parsed.children(verb, "auxpass") or (
        verb.dep in ("acl", "advcl") and not parsed.children(verb, "aux")
    )
    known = cues.takes(verb.lemma, "passive") or cues.takes(verb.lemma, "object")
    hearing = verb.lemma in cues.hearers
    if not is_passive or not (known or hearing):
        return None
    agents = [p for p in parsed.children(verb, "agent", "prep") if p.lower == "by"]
    sources = [w for a in agents for w in parsed.children(a, "pobj")]
    if not sources and not cues.takes(verb.lemma, "passive"):
        return None
    first, last = verb_group(parsed, verb, cues)
    contents = _contents(paragraph, verb, [a.index for a in agents], hearing)
    if hearing and not parsed.children(verb, "ccomp", "xcomp"):
        return None
    kept = bare_in(paragraph, contents)
    limit = min(
        (c.left for c in parsed.children(verb, "ccomp", "xcomp") if sources and c.left > sources[0].index),
        default=None,
    )
    source = (
        noun_phrase(paragraph, sources[0], cues, last=None if limit is None else limit - 1)
        if sources
        else None
    )
    cue = parsed.span(first, agents[0].index if sources and agents[0].index == last + 1 else last)
    if not kept or (source and any(source.overlaps(c) for c in kept)):
        return None
    return Found(
        contents=kept,
        cue=cue,
        source=source,
        confidence=cues.confidence["passive"],
        paragraph=paragraph.number,
        verb=verb.index,
    )


def _contents(paragraph: Paragraph, verb: Word, agents: list[int], hearing: bool) -> list[Span]:
    """Who or what it is done to, and what completes the verb."""
    parsed = paragraph.parsed
    pieces = []
    if not hearing:
        pieces = [parsed.span(w.left, w.right) for w in parsed.children(verb, "nsubjpass")]
    for child in parsed.children(verb, "ccomp", "xcomp", "oprd", "prep"):
        if child.index in agents or child.index < verb.index:
            continue
        if child.dep == "prep" and (hearing or child.lower not in ("of", "for", "as", "to")):
            continue
        pieces.append(parsed.span(max(child.left, verb.index + 1), child.right))
    return pieces
