"""The relations of a new article's statements to those of a ledger."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.reading import Reading
from sayso.model.relation import Relation
from sayso.relations.between import alike, between, judges
from sayso.relations.compare import Comparer
from sayso.relations.near import Near
from sayso.relations.placed import of_reading
from sayso.relations.relate import within

#: Candidates of a statement that are judged, of those that are near.
_JUDGED = 12


class Relater:
    """Tells how articles stand to a ledger, one after the other."""

    def __init__(self, near: Near, comparer: Comparer) -> None:
        self._near = near
        self._judges = judges(comparer)
        self.name = comparer.name

    def related(self, reading: Reading) -> Reading:
        """The reading with its relations, and the judge among those that had a hand in it."""
        readers = (*reading.readers, self.name)
        return replace(reading, relations=self.relate(reading), readers=readers)

    def relate(self, reading: Reading) -> tuple[Relation, ...]:
        """How the article's statements stand to one another and to those of other articles."""
        statements = list(of_reading(reading))
        found = list(within(statements, self._judges))
        for one in statements:
            if not one.statement.content:
                continue
            close = [p for p in self._near.near(one) if alike(one, p)][:_JUDGED]
            told = (between(one, other, self._judges) for other in close)
            found.extend(relation for relation in told if relation)
        return tuple(found)
