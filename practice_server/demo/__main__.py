"""`python -m practice_server.demo`: feed the demo practice, or stand at its front desk."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Event
from typing import TextIO, get_args

import requests

from practice_server.demo import FeedError, feed, write_folder
from practice_server.demo.benchmark import Kind
from practice_server.demo.desk import Desk
from practice_server.demo.door import Wanted

KEY_VARIABLE = "PRACTICE_SERVER_FEED_KEY"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0, or 1 when the feed could not be reached or refused."""
    parser = _parser()
    wanted = parser.parse_args(arguments)
    if wanted.folder is None and not (wanted.url and wanted.feed_key):
        parser.error(f"--url and --feed-key (or {KEY_VARIABLE}), or --folder, are needed")
    try:
        _work(wanted)
    except (FeedError, requests.RequestException) as error:
        _say(f"The feed at {wanted.url} did not take it: {error}", sys.stderr)
        return 1
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m practice_server.demo", description=__doc__)
    parser.add_argument("--url", help="the practice server, such as http://127.0.0.1:8080")
    parser.add_argument("--feed-key", default=os.environ.get(KEY_VARIABLE))
    parser.add_argument("--folder", type=Path, help="write a folder to import instead")
    parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD")
    parser.add_argument("--size", type=int, help="a family with so many records")
    parser.add_argument("--blob-bytes", type=int, default=0, help="with --size: bytes of PDFs")
    parser.add_argument(
        "--kind", choices=get_args(Kind), default="records", help="with --size: of what"
    )
    parser.add_argument("--attachments", action="store_true", help="patients may attach files")
    parser.add_argument("--desk", action="store_true", help="then answer as the front desk")
    parser.add_argument("--no-feed", action="store_true", help="with --desk: feed nothing first")
    return parser


def _work(wanted: Namespace) -> None:
    if wanted.folder is not None:
        practice = write_folder(wanted.folder, wanted.today, **_wanted(wanted))
        _say(f"{len(practice.items)} records and {len(practice.blobs)} documents written")
        return
    if not wanted.no_feed:
        result = feed(wanted.url, wanted.feed_key, wanted.today, **_wanted(wanted))
        _say(f"{result.changed} records changed, {result.same} as they were")
    if wanted.desk:
        desk = Desk(wanted.url, wanted.feed_key)
        with suppress(KeyboardInterrupt):
            desk.run(Event())
        desk.close()


def _wanted(asked: Namespace) -> Wanted:
    return {
        "size": asked.size,
        "blob_bytes": asked.blob_bytes,
        "kind": asked.kind,
        "attachments": asked.attachments,
    }


def _say(words: str, stream: TextIO | None = None) -> None:
    (stream or sys.stdout).write(words + "\n")


if __name__ == "__main__":
    sys.exit(main())
