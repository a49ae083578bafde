"""The demo practice, Harbor Family Dental: made-up persons whose records come in by the feed.

Every demo login has the password `harbor-demo-2026` (see `people` for who is who). Of the PDFs one
is encrypted and opens with `marlowe-4471`, and one is damaged on purpose (see `documents`).
"""

from practice_server.demo.door import FeedError, feed, write_folder
from practice_server.demo.people import PASSWORD
from practice_server.demo.practice import DemoPractice, build

__all__ = ["PASSWORD", "DemoPractice", "FeedError", "build", "feed", "write_folder"]
