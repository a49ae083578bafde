"""What the window shows first, read in one transaction right after the copy was opened."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from desktop.models.vault import queries
from desktop.services.portal.reads import visits
from desktop.services.portal.reads.overview import Overview, overview
from portal_protocol.records import Appointment


class First(NamedTuple):
    """The overview, and answers to what the first tab will ask, by question (`Core.ready`)."""

    overview: Overview
    ready: dict[str, Any]


def first(conn: Connection, now: datetime) -> First:
    """Read it within the caller's transaction."""
    laid = visits.overlay(conn)
    asked = visits.needed(conn, now, laid)
    everybody = queries.patients_of(conn, Appointment)
    ready = {
        "needed": asked,
        "upcoming": visits.upcoming(conn, now, everybody, laid=laid),
        "past": visits.past(conn, now, everybody),
    }
    return First(overview(conn, now, asked), ready)
