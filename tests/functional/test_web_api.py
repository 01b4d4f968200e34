"""The API against its own description: whatever is sent, the answer is one that was described."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

import served

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
)
#: The operations with their examples; the same ones each time.
EXAMPLES = 12
CHOSEN = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """The description as the server gives it, and the server's address."""
    place: Path = served.story(tmp_path_factory.mktemp("api") / "story.db")
    with served.listening(place) as address:
        yield schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json"), address


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_was_described(mode: Any, described: tuple[Any, str]) -> None:
    schema, address = described
    count = 0
    for found in schema.get_all_operations():
        strategy = found.ok().as_strategy(generation_mode=mode)

        @CHOSEN
        @given(case=strategy)
        def holds(case: Any) -> None:
            nonlocal count
            count += 1
            case.call_and_validate(base_url=address, checks=CHECKS, timeout=30)

        # nothing wrong can be sent where nothing is asked for
        with suppress(Unsatisfiable):
            holds()
    assert count >= EXAMPLES * 10
