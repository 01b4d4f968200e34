"""Run sayswho's quotations: ``python -m sayso.lab.bench.run_sayswho FOLDER OUT [plain]``.

Runs in the other tools' environment. ``SaysWho`` itself needs two pipelines, ``en_core_web_lg`` and
``en_coreference_web_trf``, and neither is on the package index. What runs here is the part that finds
quotations: its preparation of the text and its finder, over the small pipeline, without the entity
recogniser and without coreference. That makes it faster than the whole of it would be. With ``plain`` the
whole of the small pipeline is called on one article after another, as it calls its own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sayswho.helpers import prep_text_for_quote_detection  # type: ignore[import-not-found]
from sayswho.quote_finder import quote_finder  # type: ignore[import-not-found]

from sayso.lab.bench.lines import Attribution, Marks, write
from sayso.lab.bench.parsed import parsed
from sayso.lab.bench.texts import articles, moved, paragraphs, pieces, places

_BATCH = 2


def main() -> None:
    """Read every article of the folder and write what was found."""
    folder, out = Path(sys.argv[1]), sys.argv[2]
    marks = Marks()
    read = articles(folder)
    prepared = [
        (prep_text_for_quote_detection("\n".join(line for _, line in paragraphs(text))), (name, text))
        for name, text in read
    ]
    found: dict[str, list[Attribution]] = {}
    failed = 0
    for doc, (name, text) in parsed(prepared, _BATCH, sys.argv[3:]):
        triples: list[Any] = []
        try:
            triples.extend(quote_finder(doc))
        except (TypeError, IndexError):  # marks of two characters, and quotations before any sentence
            failed += 1
        with marks.conversion():
            where = _places(text, doc.text) if triples else []
            found[name] = [_attribution(triple, where) for triple in triples]
    with marks.conversion():
        write(found, out)
    print(f"sayswho: {failed} of {len(read)} articles broken off by an error in it", file=sys.stderr)
    marks.write()


def _places(text: str, prepared: str) -> list[int]:
    """Where each character of the prepared text stands in the article."""
    found: list[int] = []
    for (start, line), after in zip(paragraphs(text), prepared.split("\n"), strict=True):
        found += [start + place for place in places(line, after)]
        found.append(start + len(line))  # the line end
    return found


def _attribution(triple: Any, where: list[int]) -> Attribution:
    content = [[triple.content.start_char, triple.content.end_char]]
    return {
        "source": moved(pieces((t.idx, t.idx + len(t)) for t in triple.speaker), where),
        "cue": moved(pieces((t.idx, t.idx + len(t)) for t in triple.cue), where),
        "content": moved(content, where),
    }


if __name__ == "__main__":
    main()
