from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sayso import assembly
from sayso.errors import ModelError, ModelMissingError, UsageError
from sayso.settings import Settings
from sayso.statements.model_v1.extractor import ModelExtractor
from unit.readings import document


@pytest.mark.parametrize("name", assembly.EXTRACTORS)
def test_an_extractor_is_called_what_the_settings_call_it(name: str) -> None:
    assert assembly.extractor(Settings(extractor=name)).name == name


@pytest.mark.parametrize("name", ["", "rules", "rules_v2", "RULES_V1"])
def test_an_extractor_that_is_none_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError, match="there are model_v1 and rules_v1"):
        assembly.extractor(Settings(extractor=name))


@pytest.mark.parametrize("name", assembly.EXTRACTORS)
def test_a_model_is_loaded_when_it_first_reads(name: str) -> None:
    code = (
        "import sys; from sayso import assembly; from sayso.settings import Settings;"
        f"assembly.extractor(Settings(extractor={name!r}));"
        "print(sorted({'spacy', 'onnxruntime', 'numpy', 'tokenizers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout == b"[]\n"


def test_weights_that_are_not_there_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    made = document("Ana Ruiz said the pier is safe.")
    with pytest.raises(ModelMissingError, match="rules_v1"):
        list(ModelExtractor(weights=tmp_path).extract([made]))


def test_weights_that_are_damaged_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "card.json").write_text("{]")
    with pytest.raises(ModelError, match=r"card\.json is damaged.*rules_v1"):
        list(ModelExtractor(weights=tmp_path).extract([document("Ana Ruiz said it.")]))
