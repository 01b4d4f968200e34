"""The shapes of the API's answers, as JSON Schema; those of a reading are the published ones."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sayso.views.as_json import schema as published


@cache
def schemas() -> dict[str, Any]:
    """The shapes by name; those of a reading are the published ones."""
    public = json.loads(json.dumps(published()).replace("#/$defs/", "#/components/schemas/"))
    reading = {key: public[key] for key in ("type", "properties", "required")}
    reading["properties"]["versions"] = {"type": "array", "items": ref("Version")}
    reading["required"] = [*reading["required"], "versions"]
    reading["description"] = "An article with its statements as they stand."
    reading["additionalProperties"] = True
    return {**public["$defs"], "Reading": reading, **_shapes()}


def ref(name: str) -> dict[str, str]:
    """Where a shape of that name stands."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(told: str, /, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": told,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": True,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _page(description: str, items: str, **more: Any) -> dict[str, Any]:
    following = {**_MAYBE, "description": "The address of the next page; null on the last."}
    return _object(description, items=_list(ref(items)), next=following, ledger=ref("State"), **more)


_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_TRUTH = {"type": "boolean"}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_ID = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_INSTANT = {"type": "string", "description": "An instant in UTC, as ISO 8601 writes it."}


@cache
def _shapes() -> dict[str, Any]:
    statement = {"allOf": [ref("statement"), ref("Standing")]}
    return {
        "Error": _object(
            "Why there is no answer.",
            error=_object("The reason.", status={"type": "integer"}, detail=_TEXT),
        ),
        "Linked": {"type": "object", "description": "The same as JSON-LD 1.1."},
        "JsonSchema": {"type": "object", "description": "A JSON Schema (2020-12)."},
        "State": _object("The ledger's last entry.", position=_COUNT, digest=_DIGEST),
        "Start": _object(
            "What the ledger holds, and where.",
            version=_TEXT,
            ledger=ref("State"),
            counts={"type": "object", "additionalProperties": _COUNT},
            links={"type": "object", "additionalProperties": _TEXT},
        ),
        "ArticleName": _object(
            "What names an article.",
            id=_TEXT,
            url=_MAYBE,
            path=_MAYBE,
            title=_MAYBE,
            publisher=_MAYBE,
            published=_MAYBE,
        ),
        "Version": _object(
            "An article that was found at an address.",
            document=_TEXT,
            entry=_COUNT,
            at=_INSTANT,
            url=_TEXT,
        ),
        "Article": _object(
            "An article.",
            id=_TEXT,
            url=_MAYBE,
            path=_MAYBE,
            title=_MAYBE,
            publisher=_MAYBE,
            authors=_list(_TEXT),
            published=_MAYBE,
            language=_MAYBE,
            sha256=_DIGEST,
            entry=_COUNT,
            at=_INSTANT,
        ),
        "ArticlePage": _page("Articles in the order in which they came.", "Article"),
        "DecisionMade": _object(
            "What a person decided.", entry=_COUNT, at=_INSTANT, by=_TEXT, kind=_TEXT, active=_TRUTH
        ),
        "Standing": _object(
            "How a statement stands in the ledger.",
            document=ref("ArticleName"),
            entry=_COUNT,
            current=_TRUTH,
            replaced=_TRUTH,
            retracted={"oneOf": [{"type": "null"}, ref("DecisionMade")]},
            decisions=_list(ref("DecisionMade")),
            as_read={"oneOf": [{"type": "null"}, ref("statement")]},
        ),
        "Statement": {**statement, "description": "A statement as it stands."},
        "StatementPage": _page("Statements.", "Statement"),
        "StatementRelation": _object(
            "How two statements stand to one another, with the other of the two.",
            a=_ID,
            b=_ID,
            kind=_TEXT,
            confidence=_SHARE,
            because=_list(_TEXT),
            day=_MAYBE,
            other=ref("Statement"),
        ),
        "StatementWhole": {
            "description": "A statement with its place, its relations and its history.",
            "allOf": [
                ref("Statement"),
                _object(
                    "Its place, relations and history.",
                    paragraph=_TEXT,
                    place=_TEXT,
                    bytes={
                        "oneOf": [
                            {"type": "null"},
                            {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2},
                        ]
                    },
                    relations=_list(ref("StatementRelation")),
                    history=_list(ref("Entry")),
                ),
            ],
        },
        "Change": _object(
            "What became of a statement.",
            kind=_TEXT,
            before={"oneOf": [{"type": "null"}, ref("statement")]},
            after={"oneOf": [{"type": "null"}, ref("statement")]},
        ),
        "Step": _object(
            "From one version to the next.",
            before=ref("Version"),
            after=ref("Version"),
            changes=_list(ref("Change")),
        ),
        "Steps": _object("The steps between an article's versions.", url=_TEXT, steps=_list(ref("Step"))),
        "GradeMade": _object(
            "How far an editor trusts it.", grade=_TEXT, meaning=_TEXT, by=_TEXT, at=_INSTANT, entry=_COUNT
        ),
        "Origin": _object(
            "Where a line of evidence begins.",
            number={"type": "integer", "minimum": 1},
            sort=_TEXT,
            name=_MAYBE,
            description=_MAYBE,
            outlets=_list(_TEXT),
            statements=_list(_TEXT),
            grade={"oneOf": [{"type": "null"}, ref("GradeMade")]},
        ),
        "Support": _object(
            "A statement that asserts the claim.",
            statement=ref("statement"),
            document=ref("ArticleName"),
            through=_list(_TEXT),
            origins=_list(_COUNT),
            copied_from={"oneOf": [{"type": "null"}, ref("ArticleName")]},
            withdrawn=_TRUTH,
        ),
        "Answer": _object(
            "A statement that answers the claim.",
            statement=ref("statement"),
            document=ref("ArticleName"),
            kind=_TEXT,
            confidence=_SHARE,
            because=_list(_TEXT),
        ),
        "Trace": _object(
            "Everything that is known behind a claim, and against it.",
            claim=_object("The claim.", id=_MAYBE, text=_TEXT, because=_list(_TEXT)),
            lines=_object(
                "Independent lines of evidence: at least, at most, and why.",
                least=_COUNT,
                most=_COUNT,
                because=_list(_TEXT),
            ),
            origins=_list(ref("Origin")),
            support=_list(ref("Support")),
            against=_list(ref("Answer")),
            misses=_list(ref("Answer")),
            evades=_list(ref("Answer")),
            withdrawn=_list({}),
            credibility_notes=_list({"type": "object"}),
            information_grade={"oneOf": [{"type": "null"}, ref("GradeMade")]},
            articles_left_out=_COUNT,
        ),
        "ClaimStatements": _object(
            "The statements of a claim.",
            id=_TEXT,
            statements=_list(ref("Statement")),
            because=_list(_TEXT),
            decisions=_list(ref("DecisionMade")),
            grade=_MAYBE,
        ),
        "Speaker": _object(
            "A name that statements are by.",
            key=_TEXT,
            name=_TEXT,
            kind=_TEXT,
            roles=_list(_TEXT),
            outlets=_list(_TEXT),
        ),
        "SpeakerPage": _page("Names of speakers.", "Speaker"),
        "SpeakerStatements": _page(
            "What one speaker said.",
            "Statement",
            speaker=_object("Who it is.", name=_TEXT, names=_list(_TEXT)),
            count=_COUNT,
        ),
        "Conflict": _object(
            "Two statements that stand against one another.",
            kind=_TEXT,
            confidence=_SHARE,
            because=_list(_TEXT),
            day=_MAYBE,
            a=ref("Statement"),
            b=ref("Statement"),
        ),
        "ConflictPage": _page("Conflicts, the surest first.", "Conflict"),
        "Entry": _object(
            "An entry of the ledger.",
            position={"type": "integer", "minimum": 1},
            at=_INSTANT,
            by=_TEXT,
            kind=_TEXT,
            subject=_TEXT,
            body={"type": "object"},
            previous=_DIGEST,
            digest=_DIGEST,
        ),
        "EntryPage": _page("Entries in their order.", "Entry"),
        "Failure": _object(
            "A source that could not be read.",
            position=_COUNT,
            at=_INSTANT,
            source=_TEXT,
            again=_TEXT,
            error=_TEXT,
            reason=_TEXT,
            open=_TRUTH,
        ),
        "FailurePage": _page("What could not be read.", "Failure"),
        "Question": _object(
            "Something for a person to decide.",
            key=_TEXT,
            matter=_TEXT,
            about=_list(_TEXT),
            confidence=_SHARE,
            because=_list(_TEXT),
        ),
        "QuestionPage": _page(
            "Open questions, the least sure first.",
            "Question",
            counts={"type": "object", "additionalProperties": _COUNT},
        ),
        "Added": _object(
            "What came of one article.",
            source=_TEXT,
            document=_TEXT,
            statements=_COUNT,
            new=_TRUTH,
            error=_TEXT,
        ),
        "Addition": _object(
            "How far an article is that was taken in.",
            number={"type": "integer", "minimum": 1},
            state={"enum": ["waiting", "working", "done", "failed"]},
            by=_TEXT,
            at=_INSTANT,
            name=_TEXT,
            publisher=_MAYBE,
            published=_MAYBE,
            stage=_TEXT,
            done=_COUNT,
            added=_COUNT,
            known=_COUNT,
            failed=_COUNT,
            statements=_COUNT,
            results=_list(ref("Added")),
        ),
    }
