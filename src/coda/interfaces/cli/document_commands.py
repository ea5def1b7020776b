"""What every application's files can do on the command line: say something about one, and step back."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from coda.bootstrap import Coda
from coda.components.documents import Committed
from coda.errors import FileFormatError
from coda.interfaces.cli.document_file import DocumentFile
from coda.interfaces.cli.exits import DONE
from coda.interfaces.cli.say import Saying
from coda.interfaces.cli.terminal import plain


async def say(whole: Coda, file: DocumentFile, document_id: str, options: argparse.Namespace) -> int:
    """Tell the copilot what to do with an open file; what it changed is saved, also when it broke off."""
    saying = Saying(whole, document_id, options)
    try:
        code = await saying.say(options.text)
    finally:
        if saying.changed:
            await file.save(document_id)
    saying.tell_the_end(code)
    return code


async def step_back(whole: Coda, file: DocumentFile, options: argparse.Namespace) -> int:
    """`undo` and `redo`."""
    document_id = await file.open()
    committed: Committed = await whole.runs.undo_step(document_id, redo=options.action == "redo")
    await file.save(document_id)
    note, revision = committed.transaction.note, committed.transaction.revision
    tell(options, {"status": "done", "note": note, "revision": revision}, f"{note}.")
    return DONE


async def refuse_existing(file: DocumentFile) -> None:
    if await asyncio.to_thread(file.path.exists):
        raise FileFormatError("this file exists already; choose another name", str(file.path))


async def read(path: Path) -> bytes:
    try:
        return await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise FileFormatError(str(error.strerror), str(path)) from error


def tell(options: argparse.Namespace, value: Any, told: str) -> None:
    """One JSON object with `--json`, otherwise words."""
    print(json.dumps(value, ensure_ascii=False) if options.json else plain(told))
    sys.stdout.flush()
