"""``sayso schema`` as a user runs it."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from functional.program import sayso
from sayso.views.as_json import schema


def test_the_schema_is_printed_as_it_is_published() -> None:
    done = sayso("schema")
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    Draft202012Validator.check_schema(found)
    assert found == schema()


def test_it_names_all_that_is_printed() -> None:
    found = json.loads(sayso("schema").stdout)
    assert set(found["required"]) == set(found["properties"])
    statement = found["$defs"]["statement"]
    assert set(statement["required"]) == set(statement["properties"])
