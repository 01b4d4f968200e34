"""Nouns that carry what somebody says: Kim's claim that it was over; her support for the plan."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph
from sayso.statements.rules_v1.indirect import bare_in
from sayso.statements.rules_v1.parse import Word
from sayso.statements.rules_v1.phrases import noun_phrase


def nouns(paragraph: Paragraph, cues: Cues) -> Iterator[Found]:
    """The attributions whose cue is a noun with its owner before it."""
    parsed = paragraph.parsed
    for noun in parsed.words:
        if noun.pos != "NOUN":
            continue
        owners = parsed.children(noun, "poss")
        content = _content(paragraph, noun, cues)
        if not owners or content is None:
            continue
        span, last = content
        source = noun_phrase(paragraph, owners[0], cues, last=_before_mark(paragraph, owners[0]))
        kept = bare_in(paragraph, [span])
        if source is None or not kept or owners[0].lower in cues.own | {"my", "our", "your", "its"}:
            continue
        yield Found(
            contents=kept,
            cue=Span(source.end, parsed.words[last].end)
            if parsed.words[owners[0].right].tag == "POS"
            else parsed.span(owners[0].right + 1, last),
            source=source,
            confidence=cues.confidence["noun"],
            paragraph=paragraph.number,
            verb=noun.index,
        )


def _before_mark(paragraph: Paragraph, owner: Word) -> int:
    """The owner's last word, the "'s" left out."""
    ends_with_mark = paragraph.parsed.words[owner.right].tag == "POS"
    return owner.right - 1 if ends_with_mark else owner.right


def _content(paragraph: Paragraph, noun: Word, cues: Cues) -> tuple[Span, int] | None:
    """What the noun carries, and the cue's last word."""
    parsed = paragraph.parsed
    for child in parsed.children(noun, "acl", "ccomp", "prep", "relcl"):
        if child.index < noun.index:
            continue
        if child.dep == "prep":
            if child.lower in cues.noun_about.get(noun.lemma, ()) and child.right > child.index:
                return parsed.span(child.index + 1, child.right), child.index
            continue
        opening = parsed.words[child.left]
        says = opening.lower == "that" and noun.lemma in cues.noun_clause
        if says or (opening.tag == "TO" and noun.lemma in cues.noun_to):
            return parsed.span(child.left, child.right), noun.index
    return None
