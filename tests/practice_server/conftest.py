"""The standard that care summaries must meet, compiled once."""

import pytest

from tests.practice_server.ccd.standard import FOLDER, RULES, SCHEMA, Standard, standard


@pytest.fixture(scope="session")
def hl7(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """HL7's schema and the rules of C-CDA R2.1."""
    if not (SCHEMA.exists() and RULES.exists()):
        pytest.skip(f"the standard is not part of the repository: no {FOLDER.name} beside it")
    return standard(tmp_path_factory.mktemp("standard"))
