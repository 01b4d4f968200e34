"""Load the files of a trained network, each verified by its digest before it is used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sayso.errors import ModelDamagedError, ModelMissingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Card = TypeVar("Card")


def card(folder: Path, kind: Callable[..., Card], *, advice: str) -> Card:
    """What is known of the weights in a folder.

    Args:
        folder: holds ``card.json``.
        kind: makes the card of that file's names and values.
        advice: what whoever reads an error's line can do.

    Raises:
        ModelMissingError: if the file is not there.
        ModelDamagedError: if it is no such card.
    """
    path = folder / "card.json"
    try:
        return kind(**json.loads(path.read_bytes()))
    except FileNotFoundError as error:
        raise ModelMissingError(f"the model's file {path.name} is missing; {advice}") from error
    except (ValueError, TypeError) as error:
        raise ModelDamagedError(f"the model's file {path.name} is damaged; {advice}") from error


def load(
    folder: Path, network: str, digests: Mapping[str, str], *, advice: str
) -> tuple[Tokenizer, InferenceSession]:
    """The tokenizer and the network, which runs on one thread.

    Args:
        folder: holds ``tokenizer.json`` and the network's file.
        network: the name of that file.
        digests: SHA-256 by the name of a file, in hexadecimal digits.
        advice: what whoever reads an error's line can do.

    Raises:
        ModelMissingError: if one of the files is not there.
        ModelDamagedError: if one is not the file that was released.
    """
    content = {name: _verified(folder / name, digest, advice) for name, digest in digests.items()}
    return _tokenizer(content["tokenizer.json"]), _session(content[network])


def _verified(path: Path, digest: str, advice: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissingError(f"the model's file {path.name} is missing; {advice}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelDamagedError(f"the model's file {path.name} is damaged; {advice}")
    return content


def _tokenizer(content: bytes) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(content: bytes) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # whoever wants more threads gives each a whole input: the sums are the same for any number of them
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # the lab writes the graph as it is to run: to look for more costs time at each start and finds nothing
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
