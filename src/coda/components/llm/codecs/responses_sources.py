"""The sources that a Responses answer names: annotations of its text (API reference, "output_text")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, cast

from coda.components.messages import Citation


class ResponsesSources:
    """Gives each source once. Files that the answer made are none; they are counted."""

    def __init__(self, ignored: Counter[str]) -> None:
        self._ignored = ignored
        self._given: set[Citation] = set()

    def new(self, annotations: Iterable[Any]) -> Iterator[Citation]:
        for annotation in annotations:
            source = self._source(cast("dict[str, Any]", annotation if isinstance(annotation, dict) else {}))
            if source is not None and source not in self._given:
                self._given.add(source)
                yield source

    def _source(self, annotation: dict[str, Any]) -> Citation | None:
        match annotation.get("type"):
            case "url_citation":
                return Citation(_text(annotation.get("url")), _text(annotation.get("title")))
            case "file_citation":
                return Citation(title=_text(annotation.get("filename")) or _text(annotation.get("file_id")))
            case kind:
                self._ignored[f"annotation {kind}"] += 1
                return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
