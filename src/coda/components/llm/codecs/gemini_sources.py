"""The sources that Gemini names: what it found with its own tools, and what it recites.

The fields are those of the API references' "GroundingMetadata" and "CitationMetadata".
"""

from __future__ import annotations

import msgspec

from coda.components.messages import Citation, ModelEvent


class _Found(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A web page, a place on the map, an image or a passage of a document."""

    uri: str | None = None
    source_uri: str | None = None
    title: str | None = None
    document_name: str | None = None
    text: str | None = None


class _GroundingChunk(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    web: _Found | None = None
    retrieved_context: _Found | None = None
    maps: _Found | None = None
    image: _Found | None = None


class GroundingMetadata(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    grounding_chunks: list[_GroundingChunk] | None = None


class CitationMetadata(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    citation_sources: list[_Found] | None = None
    """AI Studio's name for them."""
    citations: list[_Found] | None = None
    """Vertex's."""


class Sources:
    """Gives each source once: a stream repeats the list of them as it grows."""

    def __init__(self) -> None:
        self._given: set[Citation] = set()

    def grounding(self, metadata: GroundingMetadata) -> list[ModelEvent]:
        chunks = metadata.grounding_chunks or ()
        found = (chunk.web or chunk.retrieved_context or chunk.maps or chunk.image for chunk in chunks)
        return self._new([source for source in found if source is not None])

    def recited(self, metadata: CitationMetadata) -> list[ModelEvent]:
        return self._new([*(metadata.citation_sources or ()), *(metadata.citations or ())])

    def _new(self, found: list[_Found]) -> list[ModelEvent]:
        new: list[ModelEvent] = []
        for source in found:
            title = source.title or source.document_name or ""
            citation = Citation(source.uri or source.source_uri or "", title, source.text or "")
            if citation != Citation() and citation not in self._given:
                self._given.add(citation)
                new.append(citation)
        return new
