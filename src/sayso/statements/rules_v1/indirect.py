"""Retold speech and attitudes: Lee said (that) it was over; Lee vowed to go; Lee praised it."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Found, Paragraph, bare
from sayso.statements.rules_v1.parse import Parsed, Word
from sayso.statements.rules_v1.phrases import hides, noun_phrase, subject, verb_group

#: Labels that the parser gives to what completes a verb with an object ("called it a failure").
_COMPLETES = ("prep", "oprd", "xcomp", "ccomp", "dative")


def indirect(paragraph: Paragraph, cues: Cues, used: frozenset[int]) -> Iterator[Found]:
    """The attributions of the verbs that are not used by another rule."""
    for verb in paragraph.parsed.words:
        if verb.index in used or not verb.tag.startswith("VB") or verb.dep in ("aux", "auxpass"):
            continue
        if verb.lemma not in cues.frames and verb.lemma not in cues.prepositions:
            continue
        found = of_verb(paragraph, verb, cues)
        if found is not None:
            yield found


def of_verb(paragraph: Paragraph, verb: Word, cues: Cues) -> Found | None:
    """The attribution of which this verb is the cue."""
    parsed = paragraph.parsed
    if parsed.children(verb, "nsubjpass", "auxpass") or (verb.dep == "acl" and verb.tag == "VBN"):
        return None  # the passives have their own rule
    noun = subject(parsed, verb)
    if noun is None or hides(parsed, verb, cues) or not _speaks(paragraph, noun, verb, cues):
        return None
    first, last = verb_group(parsed, verb, cues)
    for frame, contents, extra in _frames(paragraph, verb, cues):
        kept = bare_in(paragraph, contents)
        if not kept or _says_nothing(paragraph, kept, cues):
            continue
        source = noun_phrase(
            paragraph,
            noun,
            cues,
            first=last + 1 if noun.index > verb.index else 0,
            last=None if noun.index > verb.index else first - 1,
        )
        cue = parsed.span(first, max(last, extra))
        if source is None or source.overlaps(cue) or any(source.overlaps(c) for c in kept):
            return None
        return Found(
            contents=kept,
            cue=cue,
            source=source,
            confidence=cues.confidence[frame],
            paragraph=paragraph.number,
            verb=verb.index,
        )
    return None


def _says_nothing(paragraph: Paragraph, contents: tuple[Span, ...], cues: Cues) -> bool:
    return all(paragraph.between(c.start, c.end).lower() in cues.bare for c in contents)


def bare_in(paragraph: Paragraph, spans: list[Span]) -> tuple[Span, ...]:
    """The spans without blanks and commas at their edges."""
    offset = paragraph.span.start
    local = [Span(s.start - offset, s.end - offset) for s in spans]
    return tuple(Span(s.start + offset, s.end + offset) for s in bare(paragraph.text, local))


def _speaks(paragraph: Paragraph, noun: Word, verb: Word, cues: Cues) -> bool:
    if noun.pos not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
        return False
    if noun.lower in cues.empty and not (noun.lower == "that" and verb.dep == "relcl"):
        return False
    around = paragraph.quoted(verb.start)
    if around is not None and paragraph.quoted(noun.start) is not around:
        return False  # in 'it "regrets the error"' the quoted words are what is said, not a cue
    return not (noun.lower in cues.own and around is not None)


def _frames(paragraph: Paragraph, verb: Word, cues: Cues) -> Iterator[tuple[str, list[Span], int]]:
    """The frames that the verb stands in and takes: name, contents, the cue's last word."""
    parsed, takes = paragraph.parsed, cues.frames.get(verb.lemma, frozenset())
    yield from _between_commas(paragraph, verb, takes)
    yield from _clauses(parsed, verb, cues)
    yield from _asides(parsed, verb, takes)
    if "to" in takes and "object" not in takes and verb.lemma not in cues.hearers:
        yield from _infinitives(parsed, verb)
    infinitive = any(w.tag == "TO" for w in parsed.children(verb, "aux"))
    if "object" in takes and not (infinitive and not _carried(parsed, verb, cues)):
        yield from _objects(parsed, verb, cues)
    for child in parsed.children(verb, "prep", "prt", "agent"):
        near = child.index - verb.index <= 3
        if near and child.lower in cues.prepositions.get(verb.lemma, ()) and child.right > child.index:
            right = _last(parsed, verb, child, cues)
            yield "preposition", [parsed.span(child.index + 1, right)], child.index
    if "to" in takes:
        yield from _infinitives(parsed, verb)
    if "gerund" in takes:
        for child in parsed.children(verb, "xcomp", "pcomp"):
            if child.tag == "VBG" and child.index > verb.index:
                yield "gerund", [parsed.span(child.left, child.right)], -1


def _carried(parsed: Parsed, verb: Word, cues: Cues) -> bool:
    head = parsed.head(verb)
    return verb.dep == "xcomp" and head is not None and head.lemma in cues.carriers


def _clauses(parsed: Parsed, verb: Word, cues: Cues) -> Iterator[tuple[str, list[Span], int]]:
    for clause in parsed.children(verb, "ccomp"):
        if clause.index < verb.index:
            continue
        asks = any(w.lower in cues.questions for w in parsed.words[clause.left : clause.left + 2])
        frame = "question" if asks else "clause"
        if cues.takes(verb.lemma, frame):
            yield frame, [_after(parsed, verb, clause)], -1


def _after(parsed: Parsed, verb: Word, clause: Word) -> Span:
    return parsed.span(max(clause.left, verb.index + 1), clause.right)


def _between_commas(
    paragraph: Paragraph, verb: Word, takes: frozenset[str]
) -> Iterator[tuple[str, list[Span], int]]:
    """The sentence around "…, Lee said on Monday, …"."""
    parsed, words = paragraph.parsed, paragraph.parsed.words
    nouns = parsed.children(verb, "nsubj")
    if "aside" not in takes or not nouns or verb.dep in ("relcl", "conj", "advcl"):
        return
    first = min(nouns[0].left, verb.index)
    last = max(nouns[0].right, verb.index)
    comma = next((w for w in words[last + 1 : last + 8] if w.text in (",", ".", "?", "!")), None)
    begin, end = sentence(parsed, verb)
    end -= words[end].text in (".", "?", "!") and end > verb.index
    if first - begin < 2 or words[first - 1].text != "," or comma is None or comma.text != ",":
        return
    if comma.index >= end or any(paragraph.quoted(w.start) for w in words[begin : end + 1]):
        return
    while words[begin].dep == "cc" or words[begin].pos == "PUNCT":
        begin += 1
    if begin < first - 1:
        yield "aside", [parsed.span(begin, first - 1), parsed.span(comma.index, end)], -1


def sentence(parsed: Parsed, word: Word) -> tuple[int, int]:
    """The first and last index of the sentence that the word stands in."""
    first = last = word.index
    while first > 0 and parsed.words[first - 1].sentence == word.sentence:
        first -= 1
    while last + 1 < len(parsed.words) and parsed.words[last + 1].sentence == word.sentence:
        last += 1
    return first, last


def _asides(parsed: Parsed, verb: Word, takes: frozenset[str]) -> Iterator[tuple[str, list[Span], int]]:
    if "aside" not in takes:
        return
    for clause in parsed.children(verb, "ccomp"):
        if clause.index < verb.index:
            own = parsed.children(verb, "nsubj", "aux", "neg", "advmod")
            start = min([w.left for w in own if w.index > clause.index] + [verb.index])
            if clause.left < start:
                yield "aside", [parsed.span(clause.left, min(clause.right, start - 1))], -1
    head = parsed.head(verb)
    if verb.dep == "parataxis" and head is not None:
        pieces = []
        if head.left < verb.left:
            pieces.append(parsed.span(head.left, verb.left - 1))
        if verb.right < head.right:
            pieces.append(parsed.span(verb.right + 1, head.right))
        yield "aside", pieces, -1


def _infinitives(parsed: Parsed, verb: Word) -> Iterator[tuple[str, list[Span], int]]:
    for clause in parsed.children(verb, "xcomp", "ccomp"):
        marked = any(w.tag == "TO" for w in parsed.children(clause, "aux"))
        if clause.index > verb.index and marked:
            yield "to", [_after(parsed, verb, clause)], -1


def _objects(parsed: Parsed, verb: Word, cues: Cues) -> Iterator[tuple[str, list[Span], int]]:
    for thing in parsed.children(verb, "dobj", "ccomp", "oprd", "attr"):
        if thing.index > verb.index and thing.lower not in ("that", "which", "who", "what"):
            if thing.dep == "dobj" and thing.lower in cues.dates:
                continue
            right = _last(parsed, verb, thing, cues)
            yield "object", [parsed.span(max(thing.left, verb.index + 1), right)], -1


def _last(parsed: Parsed, verb: Word, thing: Word, cues: Cues) -> int:
    """The last word of the object and of what completes it ("blamed the mayor for the delay")."""
    right = thing.right
    for child in parsed.children(verb, *_COMPLETES):
        if child.left == right + 1 and child.index > thing.index:
            if child.dep == "prep" and (
                child.lower not in cues.completing or _is_when_or_where(parsed, child, cues)
            ):
                break
            right = child.right
    return right


def _is_when_or_where(parsed: Parsed, preposition: Word, cues: Cues) -> bool:
    if preposition.lower not in ("on", "in"):
        return False
    things = parsed.children(preposition, "pobj")
    return not things or things[0].lower in cues.dates | cues.venues
