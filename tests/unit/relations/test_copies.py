"""Copies and rewrites are found, likeness by chance is not."""

from __future__ import annotations

from sayso.relations.copies import copies, shingles

WIRE = (
    "The council voted on Tuesday to close the old swimming hall after inspectors found rust in its roof, "
    "the building officer Greta Lunn told Northline Wire. “We could put a finger through the beam,” "
    "she said. "
    "The hall, which opened in 1964, has been used by four schools. Repairs would cost nine million, and the "
    "council has set aside two. A decision on a new hall is expected in the autumn."
)
OTHER = (
    "A new swimming hall will open in the harbour next summer, its owners said on Friday. It will have three "
    "pools, a sauna and a roof of glass. Tickets are to cost eight crowns. The old hall was closed last year "
    "after rust was found in its roof, and schools have since used the lake."
)


def test_the_same_text_is_a_copy_of_the_first() -> None:
    (found,) = copies([WIRE, OTHER, WIRE])
    assert (found.later, found.earlier, found.share) == (2, 0, 1.0)


def test_wire_copy_that_was_cut_and_wrapped_is_found_by_containment() -> None:
    cut = WIRE[: WIRE.index("Repairs")] + " Parents in the valley were dismayed. " + OTHER
    mine = shingles(cut)
    jaccard = len(mine & shingles(WIRE)) / len(mine | shingles(WIRE))
    assert jaccard < 0.5
    assert [(c.later, c.earlier) for c in copies([WIRE, cut])] == [(1, 0)]


def test_another_report_of_the_same_matter_is_no_copy() -> None:
    assert copies([WIRE, OTHER]) == []


def test_short_sentences_that_share_a_phrase_are_no_copies() -> None:
    one = "The spy was arrested in Lom, a security official told the Courier."
    other = "A security official told the Gazette that the spy was arrested in Lom."
    assert copies([one, other]) == []


def test_empty_texts_are_nobodys_copies() -> None:
    assert copies(["", "", "word"]) == []
