"""A statement as a proposition with its attribution known."""

from __future__ import annotations

import re

from sayso.model.attribution import Form
from sayso.model.statement import Act, Statement
from sayso.relations.lexicon import patterns, plain
from sayso.relations.unwrap import Unwrapped

#: Characters of a content that are read: nobody says more in one go, whatever a page pretends.
LONGEST = 4000


def denying(statement: Statement) -> bool:
    """Whether the words that signal it deny ("denied that …")."""
    return patterns("cues.toml", "denying").search(plain(statement.cue.text)) is not None


def of_statement(statement: Statement) -> Unwrapped:
    """The statement's proposition: what the text attributes, without "that" and quotation marks."""
    content = re.sub(r"^(?:that|whether|if)\s+", "", statement.content.text[:LONGEST].strip("“”\"' ,."))
    speaker = (statement.speaker.name or statement.speaker.description or statement.source.text)[:LONGEST]
    return Unwrapped(
        text=" ".join(p for p in (speaker, statement.cue.text, content) if p),
        content=content,
        speaker=speaker,
        cue=statement.cue.text,
        denied=statement.act is Act.DENY and denying(statement),
        quoted=statement.form is Form.DIRECT,
    )
