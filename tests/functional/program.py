"""Run the program as a user does: another process, its streams and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from sayso.views.as_json import schema

ROOT = Path(__file__).parents[2]
STORY = sorted((ROOT / "examples" / "story").glob("*.md"))
COMMAND = (sys.executable, "-m", "sayso.cli.main")
VALIDATOR = Draft202012Validator(schema())

#: Seconds until a command that does not end is one that hangs; more of them for a busy machine.
PATIENCE = float(os.environ.get("SAYSO_PATIENCE", "60"))
#: The fallback needs no weights, so these tests say nothing of the model.
ENVIRONMENT = {**os.environ, "SAYSO_EXTRACTOR": "rules_v1", "COLUMNS": "100"}


def sayso(
    *arguments: object, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        input=stdin,
        env=ENVIRONMENT,
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )


def piped(command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which ``sayso`` is the program."""
    named = f"sayso() {{ '{sys.executable}' -m sayso.cli.main \"$@\"; }}; set -o pipefail; {command}"
    return subprocess.run(
        ["bash", "-c", named], capture_output=True, env=ENVIRONMENT, cwd=cwd, timeout=PATIENCE, check=False
    )
