"""Logs are JSON lines without anything of a patient's."""

import io
import json
import logging
import os
from collections.abc import Iterator

import pytest

from practice_server import log

SECRET = "Ann-Marie O’Malley"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.JsonLines())
    log.logger.addHandler(handler)
    log.logger.setLevel(logging.INFO)
    yield stream
    log.logger.removeHandler(handler)


def test_record_is_one_line_of_json(written: io.StringIO) -> None:
    log.record("call", route="/v1/sync", status=200, ms=1.5)

    [line] = written.getvalue().splitlines()
    said = json.loads(line)
    assert {said["level"], said["event"], said["route"]} == {"info", "call", "/v1/sync"}
    assert said["at"].endswith("+00:00")


def test_level_that_is_off_writes_nothing(written: io.StringIO) -> None:
    log.record("detail", level=logging.DEBUG)

    assert written.getvalue() == ""


@pytest.mark.parametrize("through", ["fault", "exception"])
def test_fault_is_logged_by_type_and_place_without_its_message(
    written: io.StringIO, through: str
) -> None:
    try:
        os.environ[SECRET]
    except KeyError as error:
        if through == "fault":
            log.fault("fault", error, reference="r")
        else:
            log.logger.exception("fault")

    said = json.loads(written.getvalue())
    assert said["error"] == "KeyError"
    assert "test_log.py" in said["where"]
    assert "Malley" not in written.getvalue()


def test_traceback_that_another_library_logs_is_cut_to_its_head(written: io.StringIO) -> None:
    log.logger.error("Exception in ASGI application\n%s", f"Traceback: {SECRET}")

    assert json.loads(written.getvalue())["event"] == "Exception in ASGI application"
