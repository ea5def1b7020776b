"""The process that draws the panels of a storyboard, so that the server's loop never waits for a picture.

    python -m coda.apps.idea2video.pipeline.painter --directory DIR --pictures '[PictureRecipe, …]'

One JSON line for each picture, in their order: `{"number", "path"}`, or `{"number", "error"}`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.film import panel_poster
from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.components.jobs.child import end_with_parent, private_stdout, say
from coda.errors import CodaError


class Painted(msgspec.Struct, frozen=True, omit_defaults=True):
    number: int
    path: str = ""
    error: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="pipeline.painter", description="Draw the panels of a storyboard.")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--pictures", required=True, help="JSON")
    parser.add_argument("--while-stdin-is-open", action="store_true", help="end when the parent process ends")
    options = parser.parse_args(arguments)
    if options.while_stdin_is_open:
        end_with_parent()
    stdout = private_stdout()
    artifacts = Artifacts(options.directory)
    pictures = msgspec.json.decode(options.pictures, type=list[PictureRecipe])
    for number, picture in enumerate(pictures):
        say(painted(number, picture, artifacts), stdout)
    return 0


def painted(number: int, picture: PictureRecipe, artifacts: Artifacts) -> Painted:
    try:
        return Painted(number, str(panel_poster(picture, artifacts)))
    except CodaError as error:
        return Painted(number, error=str(error))


if __name__ == "__main__":
    sys.exit(main())
