"""Score the meaning of statements: ``python -m sayso.lab.meaning.score FOLDER...``.

Prints for each field how often it is right, twice: with the gold's own spans given, so that only what
is made of them is measured, and from the text alone, by the extractor.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sayso import assembly
from sayso.lab.meaning.compare import Pair, alike, as_attributions, pairs, same_chain, same_speaker
from sayso.lab.meaning.gold import Golden, golden
from sayso.model.statement import Act, Statement
from sayso.settings import Settings
from sayso.statements.interpret import interpret

Row = tuple[str, int, int]


def rows(found: Sequence[Pair], extra: int) -> list[Row]:
    """Each field with how many are right and how many there are."""
    met = [(p.expected, p.found) for p in found if p.found is not None]
    nested = [(e, s) for e, s in met if len(e.chain) > 1]
    lines: list[Row] = [("statements found", len(met), len(found))]
    lines.append(("statements right to have", len(met), len(met) + extra))
    lines.append(("speaker", sum(same_speaker(e.speaker, s.speaker) for e, s in met), len(met)))
    lines.append(("speaker kind", sum(e.speaker["kind"] == s.speaker.kind for e, s in met), len(met)))
    lines.append(("chain", sum(same_chain(e.chain, s.chain) for e, s in met), len(met)))
    lines.append(("chain, nested", sum(same_chain(e.chain, s.chain) for e, s in nested), len(nested)))
    lines.append(("form", sum(e.form == s.form for e, s in met), len(met)))
    lines.append(("act", sum(e.act == s.act for e, s in met), len(met)))
    lines.append(("certainty", sum(e.certainty == s.certainty for e, s in met), len(met)))
    lines.extend(_presence("negated", [(e.negated, s.negated, True) for e, s in met]))
    lines.extend(_presence("date", [(e.said, s.said, _same_days(e.said, s)) for e, s in met]))
    lines.extend(
        _presence(
            "addressee",
            [
                (
                    e.addressee,
                    s.addressee,
                    alike(e.addressee or "", s.addressee.text if s.addressee else ""),
                )
                for e, s in met
            ],
        )
    )
    lines.extend(
        _presence("venue", [(e.venue, s.venue, alike(e.venue or "", s.venue or "")) for e, s in met])
    )
    return lines


def _presence(name: str, found: Iterable[tuple[object, object, bool]]) -> list[Row]:
    """Recall and precision of a field that is mostly absent."""
    listed = list(found)
    right = sum(bool(e and s and same) for e, s, same in listed)
    return [
        (f"{name} found", right, sum(bool(e) for e, _, _ in listed)),
        (f"{name} right to have", right, sum(bool(s) for _, s, _ in listed)),
    ]


def _same_days(expected: dict[str, str] | None, found: Statement) -> bool:
    said = found.said
    return bool(expected and said and (expected["start"], expected["end"]) == (said.start, said.end))


def acts(found: Sequence[Pair]) -> list[tuple[str, float, int]]:
    """F1 of each act over the statements that were found, and how many there are; last their mean."""
    met = [(p.expected.act, p.found.act.value) for p in found if p.found is not None]
    wanted, given = Counter(a for a, _ in met), Counter(b for _, b in met)
    right = Counter(a for a, b in met if a == b)
    lines = [
        (
            act.value,
            2 * right[act.value] / (wanted[act.value] + given[act.value]),
            wanted[act.value],
        )
        for act in Act
        if wanted[act.value]
    ]
    return [*lines, ("macro", sum(f for _, f, _ in lines) / max(1, len(lines)), len(met))]


def main() -> None:
    """Print the tables of the folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--extractor", default=None)
    parser.add_argument("--errors", action="store_true", help="print what is wrong, with gold spans given")
    options = parser.parse_args()
    read = [one for folder in options.folders for one in golden(folder)]
    given = _measured(read, None)
    settings = Settings(**({"extractor": options.extractor} if options.extractor else {}))
    alone = _measured(read, settings)
    print(f"{len(read)} articles, {sum(len(g.statements) for g in read)} statements")
    print(f"{'':26}{'gold spans given':>20}{'from the text':>20}")
    for (name, right, of), (_, right2, of2) in zip(rows(*given), rows(*alone), strict=True):
        print(f"{name:26}{_share(right, of):>20}{_share(right2, of2):>20}")
    other = {name: (f1, count) for name, f1, count in acts(alone[0])}
    for name, f1, count in acts(given[0]):
        print(
            f"act {name:22}{f1:>14.3f} ({count:3})"
            f"{other.get(name, (0.0, 0))[0]:>14.3f} ({other.get(name, (0.0, 0))[1]:3})"
        )
    if options.errors:
        _print_errors(given[0])


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f} ({right}/{of})" if of else "–"


def _measured(read: Sequence[Golden], settings: Settings | None) -> tuple[list[Pair], int]:
    """The pairs of all articles, and how many statements were found that the gold does not have."""
    extractor = assembly.extractor(settings) if settings else None
    found: list[Pair] = []
    extra = 0
    for one in read:
        attributions = (
            as_attributions(one.document, one.statements)
            if extractor is None
            else next(iter(extractor.extract([one.document])))
        )
        statements, _ = interpret(one.document, attributions)
        paired = list(pairs(one.statements, statements))
        extra += len(statements) - sum(p.found is not None for p in paired)
        found.extend(paired)
    return found, extra


def _print_errors(found: Sequence[Pair]) -> None:
    for pair in found:
        e, s = pair.expected, pair.found
        if s is None:
            print("MISSED", e.source, e.cue)
            continue
        said = (s.said.start, s.said.end, s.said.text) if s.said else None
        checks = (
            (
                "speaker",
                same_speaker(e.speaker, s.speaker),
                (e.speaker, s.speaker.name, s.speaker.description),
            ),
            ("kind", e.speaker["kind"] == s.speaker.kind, (e.speaker, s.speaker.kind.value)),
            (
                "chain",
                same_chain(e.chain, s.chain),
                (e.chain, [c.name or c.description for c in s.chain]),
            ),
            ("act", e.act == s.act, (e.act, s.act.value)),
            ("certainty", e.certainty == s.certainty, (e.certainty, s.certainty.value)),
            ("negated", e.negated == s.negated, (e.negated, s.negated)),
            ("date", _same_days(e.said, s) or not (e.said or s.said), (e.said, said)),
            (
                "addressee",
                alike(e.addressee or "", s.addressee.text if s.addressee else ""),
                (e.addressee, s.addressee),
            ),
            ("venue", alike(e.venue or "", s.venue or ""), (e.venue, s.venue)),
        )
        for name, right, detail in checks:
            if not right:
                print(f"{name}: {detail} | {s.source.text} | {s.cue.text} | {s.content.text[:80]}")


if __name__ == "__main__":
    main()
