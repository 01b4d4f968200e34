"""The least number of colours that a small graph takes."""

from __future__ import annotations

import networkx as nx

#: Above this many nodes the search could take too long; the largest clique found is then a safe least.
_EXACT = 60


def fewest(graph: nx.Graph) -> int:
    """The chromatic number, by branch and bound from the largest clique; 0 for no nodes.

    For graphs of more than 60 nodes a lower bound: the size of a large clique.
    """
    if not graph:
        return 0
    if graph.number_of_nodes() > _EXACT:
        return max(len(c) for _, c in zip(range(2000), nx.find_cliques(graph), strict=False))
    clique = max(nx.find_cliques(graph), key=len)
    colours = len(clique)
    while not _can(graph, {n: i for i, n in enumerate(clique)}, colours):
        colours += 1
    return colours


def _can(graph: nx.Graph, given: dict[int, int], colours: int) -> bool:
    """Whether the rest can be coloured: the node with the fewest colours left first (Brélaz, 1979)."""
    rest = [n for n in graph if n not in given]
    if not rest:
        return True
    seen = {n: {given[m] for m in graph[n] if m in given} for n in rest}
    node = max(rest, key=lambda n: (len(seen[n]), graph.degree(n), -n))
    used = max(given.values(), default=-1) + 1
    for colour in range(min(used + 1, colours)):
        if colour not in seen[node]:
            given[node] = colour
            if _can(graph, given, colours):
                return True
            del given[node]
    return False
