"""The least number of colours is exact."""

from __future__ import annotations

from itertools import combinations, product

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.relations.colours import fewest


def _by_trying(graph: nx.Graph) -> int:
    nodes = list(graph)
    for count in range(len(nodes) + 1):
        for colours in product(range(count), repeat=len(nodes)):
            given_to = dict(zip(nodes, colours, strict=True))
            if all(given_to[a] != given_to[b] for a, b in graph.edges):
                return count
    return 0


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 6).flatmap(
        lambda n: st.tuples(st.just(n), st.sets(st.sampled_from(list(combinations(range(n), 2)) or [(0, 0)])))
    )
)
def test_it_is_what_trying_every_colouring_finds(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    nodes, edges = drawn
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(e for e in edges if e[0] != e[1])
    assert fewest(graph) == _by_trying(graph)


def test_an_odd_ring_takes_three_although_its_largest_clique_is_two() -> None:
    assert fewest(nx.cycle_graph(7)) == 3


def test_a_large_graph_gets_a_safe_least() -> None:
    graph = nx.complete_graph(70)
    graph.remove_edge(0, 1)
    assert 2 <= fewest(graph) <= 69
