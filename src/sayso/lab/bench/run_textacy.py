"""Run textacy's direct quotations: ``python -m sayso.lab.bench.run_textacy FOLDER OUT [plain]``.

Runs in the other tools' environment. Its quickest ordinary configuration: one spaCy pipeline without the
entity recogniser, which it does not read; paragraph by paragraph, so that one unclosed quotation mark
costs a paragraph and not the article; the paragraphs of all articles in one batched stream. With
``plain`` as its documentation shows it: the whole pipeline, called on one paragraph after another.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from textacy.extract.triples import direct_quotations  # type: ignore[import-not-found]

from sayso.lab.bench.lines import Attribution, Marks, write
from sayso.lab.bench.parsed import parsed
from sayso.lab.bench.texts import articles, paragraphs, pieces

_BATCH = 64


def main() -> None:
    """Read every article of the folder and write what was found."""
    folder, out = Path(sys.argv[1]), sys.argv[2]
    marks = Marks()
    found: dict[str, list[Attribution]] = {}
    stream = []
    for name, text in articles(folder):
        found[name] = []
        stream += [(line, (name, start)) for start, line in paragraphs(text)]
    unclosed = 0
    for doc, (name, start) in parsed(stream, _BATCH, sys.argv[3:]):
        try:
            triples = list(direct_quotations(doc))
        except ValueError:  # its own answer to an odd number of quotation marks
            unclosed += 1
            continue
        with marks.conversion():
            found[name] += [_attribution(triple, start) for triple in triples]
    with marks.conversion():
        write(found, out)
    print(f"textacy: {unclosed} of {len(stream)} paragraphs refused (unclosed quotation)", file=sys.stderr)
    marks.write()


def _attribution(triple: Any, start: int) -> Attribution:
    speaker, cue, content = triple
    return {
        "source": pieces((start + t.idx, start + t.idx + len(t)) for t in speaker),
        "cue": pieces((start + t.idx, start + t.idx + len(t)) for t in cue),
        "content": [[start + content.start_char, start + content.end_char]],
    }


if __name__ == "__main__":
    main()
