"""Read a source's and a cue's extent off the parse."""

from __future__ import annotations

from sayso.model.span import Span
from sayso.statements.rules_v1.cues import Cues
from sayso.statements.rules_v1.found import Paragraph
from sayso.statements.rules_v1.parse import Parsed, Word

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEADING = ("aux", "auxpass", "neg", "advmod", "intj")


def subject(parsed: Parsed, verb: Word, depth: int = 0) -> Word | None:
    """Who does it: the verb's subject, or that of the clause that it hangs on."""
    own = parsed.children(verb, *_SUBJECTS)
    if own:
        return own[-1] if own[-1].pos != "VERB" else None
    head = parsed.head(verb)
    if head is None or depth > 4:
        return None
    if verb.dep in ("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp") and (
        verb.dep != "ccomp" or verb.tag == "VBG"
    ):
        if head.pos in ("NOUN", "PROPN") and verb.dep != "conj":
            return subject_of_noun(parsed, head, depth)
        if verb.dep == "xcomp" and (objects := parsed.children(head, "dobj")):
            return objects[-1]  # in "asked him to say", he says; in "left him, saying", he does not
        return subject(parsed, head, depth + 1)
    if verb.dep == "acl":
        return head
    return None


def subject_of_noun(parsed: Parsed, noun: Word, depth: int) -> Word | None:
    """Who does it where a participle hangs on a noun inside of a clause."""
    up: Word | None = noun
    while up is not None and up.pos not in ("VERB", "AUX"):
        up = parsed.head(up)
    return subject(parsed, up, depth + 1) if up is not None else None


def noun_phrase(
    paragraph: Paragraph, noun: Word, cues: Cues, *, first: int = 0, last: int | None = None
) -> Span | None:
    """The whole phrase of the noun: title, name, apposition, description.

    A relative clause stays with it unless that clause is an attribution of its own. ``first`` and
    ``last`` are the indices that it may not pass.
    """
    parsed = paragraph.parsed
    left, right = noun.left, noun.right
    for clause in parsed.children(noun, "relcl", "acl"):
        speaks = clause.lemma in cues.frames and not hides(parsed, clause, cues)
        if clause.index > noun.index and speaks and clause.tag.startswith("VB"):
            right = min(right, max(noun.index, clause.left - 1))
    left, right = max(left, first), right if last is None else min(right, last)
    if not left <= noun.index <= right:
        return None
    inside = paragraph.quoted(noun.start)
    while right > noun.index and (
        _edge(parsed.words[right]) or paragraph.quoted(parsed.words[right].start) not in (inside, None)
    ):
        right -= 1
    while left < noun.index and _edge(parsed.words[left]):
        left += 1
    return _in_brackets(paragraph, parsed.span(left, right), last)


def _in_brackets(paragraph: Paragraph, span: Span, last: int | None) -> Span:
    """The span with the bracket closed that it opens ("Lee (R-Tex.)"), or left out."""
    words = paragraph.between(span.start, span.end)
    if words.count("(") <= words.count(")"):
        return span
    stop = paragraph.span.end if last is None else paragraph.parsed.words[last].end
    closing = paragraph.between(span.end, stop)[:12].find(")")
    if closing >= 0:
        return Span(span.start, span.end + closing + 1)
    kept = words[: words.rindex("(")].rstrip()
    return Span(span.start, span.start + len(kept)) if kept else span


def hides(parsed: Parsed, clause: Word, cues: Cues) -> bool:
    """Whether the clause only tells why a source has no name ("who asked not to be named")."""
    words = parsed.words[clause.left : clause.right + 1]
    return clause.dep in ("relcl", "acl") and any(w.lower in cues.anonymity for w in words)


def _edge(word: Word) -> bool:
    return (word.pos == "PUNCT" and word.text not in (")", ".")) or word.dep in ("cc", "punct")


def verb_group(parsed: Parsed, verb: Word, cues: Cues) -> tuple[int, int]:
    """The first and last word of "has repeatedly argued", "went on to say", "pointed out"."""
    first = last = verb.index
    while first > 0 and _leads(parsed, parsed.words[first - 1], verb):
        first -= 1
    head = parsed.head(verb)
    if (
        verb.dep == "xcomp"
        and head is not None
        and head.lemma in cues.carriers
        and first - head.index in (1, 2)
    ):
        first, _ = verb_group(parsed, head, cues)
    for particle in parsed.children(verb, "prt"):
        if particle.index == last + 1:
            last = particle.index
    return first, last


def _leads(parsed: Parsed, word: Word, verb: Word) -> bool:
    if word.dep not in _LEADING:
        return False
    return word.head == verb.index or parsed.words[word.head].head == verb.index
