"""A ledger of the bundled story, in which each page has something to show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sayso import assembly
from sayso.adding.add import add
from sayso.adding.sources import ways_of
from sayso.model.statement import Act
from sayso.settings import Settings
from sayso.views.search import search

STORY = Path(__file__).parents[4] / "examples" / "story"
#: An article that its outlet altered without saying so: what stood there, and what came of it.
_ALTERED = "6-beacon-works-chief.md"
_EDITS = (
    ("told Lomm in September to “find them a dry roof”", "told Lomm to “find them some room”"),
    ("“Nobody gave me an order,” Lomm said.\n\n", ""),
)


def make(place: Path, *, extractor: str = "model_v1") -> None:
    """Make the ledger at that path: the story's articles, and one of them once more as it was altered.

    Raises:
        LedgerError: if it can't be made there.
    """
    settings = replace(Settings(), ledger=str(place), extractor=extractor)
    with TemporaryDirectory() as folder, assembly.ledger(settings, make=True) as ledger:
        later = Path(folder) / _ALTERED
        later.write_text(_altered((STORY / _ALTERED).read_text("utf-8")), "utf-8")
        sources = [*sorted(STORY.glob("*.md")), later]
        ways = ways_of(ledger, called=lambda path: Path(path).name)
        made = assembly.extractor(settings)
        for outcome in add(ledger, map(str, sources), made, ways, assembly.relater(ledger)):
            if outcome.error is not None:
                raise outcome.error


def _altered(text: str) -> str:
    for before, after in _EDITS:
        if before not in text:
            raise ValueError(f"the story has changed: {before!r} is not in {_ALTERED}")
        text = text.replace(before, after)
    return text


#: The claim that the pages are shown with.
CLAIM = "Orrin Cold Stores was allowed to keep goods in the pumping station at Tarn Lock."


def addresses(place: Path) -> dict[str, str]:
    """The address of a page of each sort, by its name."""
    settings = replace(Settings(), ledger=str(place))
    with assembly.ledger_reader(settings) as ledger:
        (denial,) = (
            one
            for one in search(ledger, '"had sold a disused pumping station"', limit=5)
            if one.statement.act is Act.DENY and one.publisher == "Kestrian Wire"
        )
        (altered,) = {one.url for one in search(ledger, '"some room"', limit=5)}
    return {
        "front": "/",
        "article": f"/articles/{denial.document}",
        "statement": f"/statements/{denial.statement.id}",
        "claim": f"/claims?q={quote(CLAIM)}",
        "trace": "/claims",
        "speaker": "/speakers/Ilse%20Marren",
        "conflicts": "/conflicts?misses=true",
        "search": "/search?q=pumping+station&act=deny",
        "changes": f"/changes?url={quote(altered or '', safe='')}",
        "altered": "/changes",
        "review": "/review",
        "names": "/review?matter=speakers",
        "claims": "/review?matter=claim",
        "add": "/add",
        "rendered": "/add/rendered",
    }
