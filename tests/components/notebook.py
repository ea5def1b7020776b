"""A tiny third application for the spine's tests: notes on numbered lines, one note to a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec

from coda.components.documents import Draft
from coda.components.documents.model import EntityStruct
from coda.components.llm import Application, Skill
from coda.components.tools import Effect, HistoryActionAPI, ToolContext, ToolManager, tool
from coda.errors import InvariantError, ToolExecutionError, ToolValidationError


class Note(msgspec.Struct, frozen=True):
    line: Annotated[int, msgspec.Meta(ge=0)]
    text: str


class LineIndex:
    """Which note is on which line."""

    def __init__(self, lines: Mapping[int, str] | None = None) -> None:
        self.lines = dict(lines or {})

    def update(
        self, collection: str, id: str, before: EntityStruct | None, after: EntityStruct | None
    ) -> None:
        if isinstance(before, Note) and self.lines.get(before.line) == id:
            del self.lines[before.line]
        if isinstance(after, Note):
            self.lines.setdefault(after.line, id)

    def fork(self) -> LineIndex:
        return LineIndex(self.lines)


class NotebookType:
    """A new note on a taken line wins: the old one goes."""

    kind = "notebook"
    collections: Mapping[str, type[EntityStruct]] = {"notes": Note}

    def make_index(self) -> LineIndex:
        return LineIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        note = draft.get("notes", id)
        if isinstance(note, Note):
            for other, old in list(draft.entities("notes")):
                if other != id and isinstance(old, Note) and old.line == note.line:
                    draft.delete("notes", other)

    def check(self, draft: Draft) -> None:
        lines = [note.line for _, note in draft.entities("notes") if isinstance(note, Note)]
        if len(lines) != len(set(lines)):
            raise InvariantError("Two notes are on one line.")

    def title(self, draft: Draft) -> str:
        return "Notebook"

    def describe(self, collection: str, entity: EntityStruct) -> str:
        assert isinstance(entity, Note)
        return f"the note on line {entity.line}"


class Bell:
    """The outside world of the notebook: it can ring."""

    def __init__(self) -> None:
        self.rung = 0
        self.ring_once: Callable[[], None] = self._ring

    def break_down(self) -> None:
        raise RuntimeError("the clapper fell off")

    def _ring(self) -> None:
        self.rung += 1


class NotebookAPI:
    def __init__(self, context: ToolContext) -> None:
        self._draft = context.draft

    @tool(effect=Effect.MINOR)
    def write(self, line: int, text: str) -> dict[str, Any]:
        """Write a note on a line.

        Args:
            line: From 0.
            text: What to write.
        """
        if line < 0:
            raise ToolValidationError(f"line {line} must not be negative", "line")
        self._draft.put("notes", self._draft.new_id(), Note(line, text))
        return {"success": True, "line": line}

    @tool(effect=Effect.MAJOR)
    def wipe(self) -> dict[str, Any]:
        """Erase every note."""
        ids = [id for id, _ in self._draft.entities("notes")]
        for id in ids:
            self._draft.delete("notes", id)
        return {"success": True, "erased": len(ids)}

    @tool(effect=Effect.READ)
    def read(self) -> dict[str, Any]:
        """Read all notes."""
        notes = [note for _, note in self._draft.entities("notes") if isinstance(note, Note)]
        return {"lines": {str(note.line): note.text for note in notes}}


class BellAPI:
    def __init__(self, context: ToolContext) -> None:
        self._bell = context.services

    @tool(effect=Effect.EXTERNAL)
    async def ring(self) -> dict[str, Any]:
        """Ring the bell."""
        if not isinstance(self._bell, Bell):
            raise ToolExecutionError("There is no bell.")
        self._bell.ring_once()
        return {"success": True}


def sentence(name: str, arguments: dict[str, Any], draft: Draft) -> str:
    del draft
    return f"{name.capitalize()} {' '.join(str(value) for value in arguments.values())}".strip()


def notebook(bell: Bell | None = None, skill: Skill | None = None) -> Application:
    tools = ToolManager(sentence)
    tools.add(NotebookAPI, BellAPI, HistoryActionAPI)
    return Application(
        "notebook",
        NotebookType(),
        tools,
        instructions="You keep a notebook.",
        services=lambda _: bell,
        skill=skill,
    )
