"""Every document that is made meets the standard: HL7's schema and C-CDA R2.1 (SUM-1)."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from practice_server.ccd.document import document
from practice_server.ccd.sources import Sources
from practice_server.summaries.making import summary_of
from tests.practice_server.ccd import generated
from tests.practice_server.ccd.charts import MADE_AT, sources
from tests.practice_server.ccd.standard import Standard

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
WITHOUT_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]  # each try takes a second

pytestmark = pytest.mark.rule("SUM-1")


@pytest.mark.parametrize(
    "made",
    [
        sources(),
        sources(entries=(), referrals=()),
        *(sources(entries=(entry,)) for entry in sources().entries),
    ],
    ids=lambda made: ",".join(type(entry).__name__ for entry in made.entries)[:40] or "nothing",
)
def test_documents_meet_the_standard(hl7: Standard, made: Sources) -> None:
    assert hl7.complaints(document(made, MADE_AT)) == []


@given(made=generated.complete)
@settings(max_examples=25, deadline=None, suppress_health_check=QUIET, phases=WITHOUT_SHRINKING)
def test_any_document_meets_the_standard(hl7: Standard, made: Sources) -> None:
    assert hl7.complaints(document(made, MADE_AT)) == []


@given(made=generated.sources)
@settings(max_examples=200, deadline=None, suppress_health_check=QUIET)
def test_a_summary_has_its_document_or_says_why_not(made: Sources) -> None:
    summary = summary_of(made, MADE_AT)

    assert (summary.data is None) == (summary.record.blobs == ())
    assert summary.data is not None or summary.record.missing
    if summary.data is not None:
        etree.fromstring(summary.data)
        assert summary_of(made, MADE_AT).data == summary.data
