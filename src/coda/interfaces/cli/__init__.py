"""`coda`: the server, light shows and films without a browser, keys. `exits` lists the exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from coda.errors import CodaError
from coda.interfaces.cli.exits import DONE, INTERRUPTED, NEEDS_ANSWER, code_of

LAST_PORT = 65_535
PROTOCOLS = ("openai-chat", "openai-responses", "anthropic", "gemini", "ollama", "bedrock-converse")
"""The values of `WireProtocol`, which is not imported for every command."""


class Commands(Protocol):
    """What `add_subparsers` returns; argparse keeps the class to itself."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except CodaError as error:
        return _tell(error, as_json=getattr(options, "json", False))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough: `coda models | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _tell(error: CodaError, *, as_json: bool) -> int:
    from coda.interfaces.cli.terminal import plain

    code = code_of(error)
    print(plain(f"coda: {error}"), file=sys.stderr)
    if as_json:
        import json

        status = "refused" if code == NEEDS_ANSWER else "failed"
        told = {"status": status, "error": error.code, "message": str(error)}
        print(json.dumps(told, ensure_ascii=False))
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coda", description="A copilot inside a creative application.")
    parser.add_argument("--data", type=Path, help="where shows and songs are kept (default: $CODA_DATA)")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    # Each command imports what it needs when it is used: `coda keys` must not load a web server.
    serve = commands.add_parser("serve", help="start the studio's server")
    serve.add_argument("--port", type=_port, default=None, help="default 8787; 0 takes a free one")
    serve.add_argument("--open", action="store_true", help="open the studio in the browser")
    serve.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    serve.set_defaults(run=_serve)
    openapi = commands.add_parser("openapi", help="print the server's OpenAPI document")
    openapi.set_defaults(run=_openapi)
    _add_keys(commands)
    _add_models(commands)
    _add_replay(commands)
    _add_sequence(commands)
    _add_video(commands)
    return parser


def _add_keys(commands: Commands) -> None:
    keys = commands.add_parser("keys", help="keep a provider's key in the system's keyring")
    keys.add_argument("action", choices=["set", "forget", "list"])
    keys.add_argument("provider", nargs="?", help="not for list")
    keys.set_defaults(run=_keys)


def _add_models(commands: Commands) -> None:
    models = commands.add_parser("models", help="the models that can be asked, and what they cost")
    models.add_argument("--provider", help="only of this one, also when it has no key yet")
    models.add_argument("--check", action="store_true", help="ask the providers whether they answer")
    models.add_argument("--json", action="store_true", help="print one JSON object")
    models.set_defaults(run=_models)


def _add_replay(commands: Commands) -> None:
    replay = commands.add_parser("replay", help="show what Coda understands of a recorded answer")
    replay.add_argument("protocol", choices=PROTOCOLS)
    replay.add_argument("file", type=Path, nargs="?", help="the answer's body; standard input without one")
    replay.add_argument("--summary", action="store_true", help="print one JSON object about the whole")
    replay.set_defaults(run=_replay)


def _add_sequence(commands: Commands) -> None:
    sequence = commands.add_parser("sequence", help="light shows without a browser")
    actions = sequence.add_subparsers(metavar="ACTION", required=True)
    new = actions.add_parser("new", help="make a show file")
    new.add_argument("show", type=Path)
    new.add_argument("--audio", type=Path, help="WAV, MP3, FLAC or Ogg")
    new.add_argument("--balls", type=int, default=3)
    new.add_argument("--name")
    say = actions.add_parser("say", help="tell the copilot what to do")
    say.add_argument("show", type=Path)
    say.add_argument("text")
    _add_saying(say)
    show = actions.add_parser("show", help="print a show")
    show.add_argument("show", type=Path)
    undo = actions.add_parser("undo", help="undo the last step")
    undo.add_argument("show", type=Path)
    redo = actions.add_parser("redo", help="redo what was undone last")
    redo.add_argument("show", type=Path)
    analyze = actions.add_parser("analyze", help="tempo, beats, onsets and sections of a song")
    analyze.add_argument("song", type=Path)
    for action, parser in (
        ("new", new),
        ("say", say),
        ("show", show),
        ("undo", undo),
        ("redo", redo),
        ("analyze", analyze),
    ):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(run=_sequence, action=action)


def _add_video(commands: Commands) -> None:
    video = commands.add_parser("video", help="films without a browser")
    actions = video.add_subparsers(metavar="ACTION", required=True)
    make = actions.add_parser("make", help="make a film of one sentence")
    make.add_argument("idea", nargs="?")
    make.add_argument("-o", "--output", type=Path, required=True, help="the film, .mp4")
    make.add_argument("--episode", type=Path, help="keep the episode in this file too")
    make.add_argument("--provider", help="a provider, or provider/model")
    new = actions.add_parser("new", help="make an episode file")
    new.add_argument("film", type=Path)
    new.add_argument("idea", nargs="?")
    for one in (make, new):
        _add_film_options(one)
    say = actions.add_parser("say", help="tell the copilot what to do")
    say.add_argument("film", type=Path)
    say.add_argument("text")
    _add_saying(say)
    show = actions.add_parser("show", help="print an episode")
    show.add_argument("film", type=Path)
    plan = actions.add_parser("plan", help="say what a render would make, and how long it takes")
    plan.add_argument("film", type=Path)
    render = actions.add_parser("render", help="make the film of an episode")
    render.add_argument("film", type=Path)
    render.add_argument("-o", "--output", type=Path, required=True, help="the film, .mp4")
    undo = actions.add_parser("undo", help="undo the last step")
    undo.add_argument("film", type=Path)
    redo = actions.add_parser("redo", help="redo what was undone last")
    redo.add_argument("film", type=Path)
    for action, parser in {
        "make": make,
        "new": new,
        "say": say,
        "show": show,
        "plan": plan,
        "render": render,
        "undo": undo,
        "redo": redo,
    }.items():
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.set_defaults(run=_video, action=action)


def _film_seconds(text: str) -> float:
    from coda.apps.idea2video.entities import MAX_SECONDS, MIN_SECONDS

    seconds = float(text)
    if not MIN_SECONDS <= seconds <= MAX_SECONDS:
        raise argparse.ArgumentTypeError(
            f"a film lasts from {MIN_SECONDS} to {MAX_SECONDS} seconds, not {text}"
        )
    return seconds


def _add_film_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--script", type=Path, help="a script instead of an idea")
    parser.add_argument("--seconds", type=_film_seconds, default=30.0, help="6 to 180, default 30")
    parser.add_argument("--aspect", choices=["16:9", "9:16"], default="16:9")
    parser.add_argument("--style", choices=["cinematic", "anime", "realistic"], default="cinematic")
    parser.add_argument("--seed", type=int, default=0, help="another number tells and draws it another way")
    parser.add_argument("--language", help="of the film, such as en, es, zh; by default that of the idea")
    parser.add_argument("--no-voice", action="store_true", help="nobody reads the lines aloud")


def _add_saying(say: argparse.ArgumentParser) -> None:
    mode = say.add_mutually_exclusive_group()
    mode.add_argument("--yes", action="store_true", help="approve everything")
    mode.add_argument("--confirm", action="store_true", help="ask, also when this is no terminal")
    say.add_argument("--provider", help="a provider, or provider/model")


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{port} is not from 0 to {LAST_PORT}")
    return port


def _serve(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.serve import serve

    return serve(options.data, options.port, open_browser=options.open)


def _openapi(options: argparse.Namespace) -> int:
    del options
    from coda.interfaces.cli.serve import print_openapi

    return print_openapi()


def _keys(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.keys import keys

    return keys(options.action, options.provider)


def _models(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.models import models

    return models(options.provider, check=options.check, as_json=options.json)


def _replay(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.replay import replay

    return replay(options.protocol, options.file, summary=options.summary)


def _video(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.video import video

    return video(options)


def _sequence(options: argparse.Namespace) -> int:
    from coda.interfaces.cli.sequence import sequence

    return sequence(options)
