from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from sayso.statements.model_v1.decode import link, tagged
from sayso.statements.model_v1.tags import TAGS, may_follow, may_start

N = len(TAGS)
TRANSITIONS = np.array([[0.3 if may_follow(a, b) else -1e4 for b in TAGS] for a in TAGS], dtype=np.float32)
STARTS = np.array([0.1 if may_start(tag) else -1e4 for tag in TAGS], dtype=np.float32)


def scores(*lengths: int, seed: int = 3) -> list[np.ndarray]:
    draw = np.random.default_rng(seed)
    return [draw.normal(0, 2, (length, N + 1)).astype(np.float32) for length in lengths]


def every_path(tags: np.ndarray) -> dict[tuple[int, ...], float]:
    found = {}
    for path in product(range(N), repeat=len(tags)):
        moves = sum(TRANSITIONS[a, b] for a, b in pairwise(path))
        found[path] = float(STARTS[path[0]] + moves + sum(tags[i, tag] for i, tag in enumerate(path)))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_best_path_and_its_chances_are_those_of_all_paths(seed: int) -> None:
    (window,) = scores(4, seed=seed)
    paths = every_path(window)
    best = max(paths, key=paths.__getitem__)
    (found,) = tagged([window], TRANSITIONS, STARTS)
    words = {w: s.role for s in found.segments for w in range(s.first, s.last)}
    assert [words.get(w, "") for w in range(4)] == [TAGS[tag][2:] for tag in best]
    weights = np.exp(np.array(list(paths.values())) - max(paths.values()))
    cue = [
        sum(w for w, path in zip(weights, paths, strict=True) if TAGS[path[word]].endswith("-cue"))
        for word in range(4)
    ]
    assert found.chances["cue"] == pytest.approx(np.array(cue) / weights.sum(), abs=1e-4)


def test_a_window_is_read_alike_alone_and_beside_longer_ones() -> None:
    windows = scores(3, 9, 1, 17)
    together = tagged(windows, TRANSITIONS, STARTS)
    for window, beside in zip(windows, together, strict=True):
        (alone,) = tagged([window], TRANSITIONS, STARTS)
        assert alone.segments == beside.segments
        assert all(np.array_equal(alone.chances[role], beside.chances[role]) for role in alone.chances)


def emissions(*names: str, second: dict[int, str] | None = None) -> np.ndarray:
    made = np.zeros((len(names), N + 1), dtype=np.float32)
    for word, name in enumerate(names):
        made[word, TAGS.index(name)] = 6
    for word, name in (second or {}).items():
        made[word, TAGS.index(name)] = 5
    return made


def test_the_sign_of_a_segment_is_that_of_its_likeliest_word() -> None:
    # Lee said she thought it fell
    tags = emissions("B-source", "B-cue", "B-content", "I-content", "I-content", "I-content")
    tags[:, -1] = [5, 9, -4, 2, -6, -6]
    source, cue, content = tagged([tags], TRANSITIONS, STARTS)[0].segments
    for segment, score in ((source, 5), (cue, 9), (content, 2)):
        assert segment.sign == pytest.approx(1 / (1 + np.exp(-score)))


def pointing(words: int, heads: dict[int, int]) -> np.ndarray:
    made = np.zeros((words, words + 1), dtype=np.float32)
    for word, head in heads.items():
        made[word, head + 1] = 8
    return made


def test_contents_go_to_the_cue_and_the_cue_to_the_source_that_they_point_to() -> None:
    # Lee said it fell ; Kim denied this
    tags = emissions("B-source", "B-cue", "B-content", "I-content", "O", "B-source", "B-cue", "B-content")
    (found,) = tagged([tags], TRANSITIONS, STARTS)
    made = link(found, pointing(8, {2: 1, 3: 1, 7: 6}), pointing(8, {1: 0, 6: 5}))
    assert [(m.cue.first, m.contents[0].first, m.source.first) for m in made if m.cue and m.source] == [
        (1, 2, 0),
        (6, 7, 5),
    ]


def test_a_source_that_the_tags_missed_is_taken_with_its_neighbours() -> None:
    tags = emissions("O", "O", "B-cue", "B-content", second={0: "B-source", 1: "I-source"})
    (found,) = tagged([tags], TRANSITIONS, STARTS)
    (made,) = link(found, pointing(4, {3: 2}), pointing(4, {2: 1}))
    assert made.source is not None
    assert (made.source.first, made.source.last) == (0, 2)


def test_a_cue_that_points_to_none_has_no_source() -> None:
    tags = emissions("B-source", "B-cue", "B-content")
    (found,) = tagged([tags], TRANSITIONS, STARTS)
    (made,) = link(found, pointing(3, {2: 1}), pointing(3, {1: -1}))
    assert made.source is None
