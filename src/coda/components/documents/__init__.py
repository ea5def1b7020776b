"""An application's versioned state: typed entities in collections, edited only by Changes.

`DocumentType` is what an application declares, `Document` is the live state, a `Draft` is a fork
that gathers Changes, and `Documents` commits them, undoes them and remembers.
"""

from coda.components.documents.document import Document
from coda.components.documents.draft import Draft
from coda.components.documents.history import History, HistoryState
from coda.components.documents.model import DocumentType, Index
from coda.components.documents.no_document import NO_DOCUMENT, NoDocumentType
from coda.components.documents.no_index import NoIndex
from coda.components.documents.ordering import Ordering
from coda.components.documents.service import Committed, Documents, WritesBeside, system_clock_ms

__all__ = [
    "NO_DOCUMENT",
    "Committed",
    "Document",
    "DocumentType",
    "Documents",
    "Draft",
    "History",
    "HistoryState",
    "Index",
    "NoDocumentType",
    "NoIndex",
    "Ordering",
    "WritesBeside",
    "system_clock_ms",
]
