"""The sources that a Chat Completions answer names, in the ways in which servers do it.

OpenAI's search models and OpenRouter put `annotations` of type `url_citation` into the message
(API reference, "The chat completion object"). Perplexity and xAI send `citations`, a list of
addresses, and `search_results` beside the choices, again with each chunk. Groq's Compound tells in
`executed_tools` what its searches found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

from coda.components.messages import Citation


class Sources:
    """Gives each address once; what stands beside the text is held until the end."""

    def __init__(self, ignored: Counter[str]) -> None:
        self._ignored = ignored
        self._given: set[str] = set()
        self._held: dict[str, Citation] = {}

    def annotations(self, annotations: list[Any]) -> list[Citation]:
        found: list[Citation] = []
        for annotation in map(_fields, annotations):
            if annotation.get("type") != "url_citation":
                self._ignored[f"annotation {annotation.get('type')}"] += 1
                continue
            source = _citation(_fields(annotation.get("url_citation", annotation)))
            if source.url not in self._given:
                self._given.add(source.url)
                found.append(source)
        return found

    def beside(self, citations: Any, search_results: Any) -> None:
        for found in _items(search_results):
            self._hold(_citation(_fields(found)))
        for found in _items(citations):
            self._hold(Citation(url=found) if isinstance(found, str) else _citation(_fields(found)))

    def tools(self, executed: list[Any]) -> None:
        for tool in executed:
            for found in _items(_fields(_fields(tool).get("search_results")).get("results")):
                self._hold(_citation(_fields(found)))

    def rest(self) -> Iterator[Citation]:
        """Those that were told beside the text and not in it."""
        return (source for url, source in self._held.items() if url not in self._given)

    def _hold(self, source: Citation) -> None:
        if source.url:
            self._held.setdefault(source.url, source)


def _citation(fields: dict[str, Any]) -> Citation:
    quote = fields.get("content") or fields.get("snippet")
    return Citation(_text(fields.get("url")), _text(fields.get("title")), _text(quote))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _fields(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []
