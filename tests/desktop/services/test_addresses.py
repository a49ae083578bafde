import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.trouble import PortalError, Trouble
from desktop.services.addresses import parse


@pytest.mark.rule("SIGN-1")
@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("harbor.example", "https://harbor.example"),
        ("  Harbor.Example/ ", "https://harbor.example"),
        ("https://harbor.example:443/portal/", "https://harbor.example/portal"),
        ("harbor.example:8443", "https://harbor.example:8443"),
        ("patientportal://harbor.example", "https://harbor.example"),
        (
            "PatientPortal://harbor.example/pier-street?invited=1",
            "https://harbor.example/pier-street",
        ),
        ("127.0.0.1:8020", "http://127.0.0.1:8020"),
        ("localhost:8020", "http://localhost:8020"),
        ("http://localhost:8020", "http://localhost:8020"),
        ("https://localhost:8020", "https://localhost:8020"),
        ("patientportal://127.0.0.1:8020", "http://127.0.0.1:8020"),
        ("http://[::1]:8020", "http://[::1]:8020"),
        ("harbor.example.", "https://harbor.example"),
        ("https://zähne.example", "https://xn--zhne-loa.example"),
        ("10.0.0.5", "https://10.0.0.5"),
    ],
)
def test_what_a_patient_types_becomes_a_checked_address(typed, base):
    assert parse(typed).base == base


@pytest.mark.rule("SIGN-1")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "harbor",
        "https://",
        "ftp://harbor.example",
        "javascript://harbor.example",
        "file:///etc/passwd",
        "https://harbor.example@evil.example",
        "https://harbor.example\\@evil.example",
        "https://harbor .example",
        "https://harbor.example/../x",
        "https://harbor.example/?next=1",
        "https://harbor.example/#x",
        "https://harbor.example:0",
        "https://harbor.example:99999",
        "https://harbor.example:x",
        "https://-harbor.example",
        "https://harbor..example",
        "https://999.1.2.3",
        "https://0x7f.0x1",
        "https://[::1",
        "https://harbor.example/%2e%2e",
        "harbor.example\u202e",
        "x" * 600 + ".example",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(PortalError) as caught:
        parse(typed)
    assert caught.value.trouble is Trouble.BAD_ADDRESS


@pytest.mark.rule("SIGN-1")
@pytest.mark.parametrize(
    "typed", ["http://harbor.example", "http://10.0.0.5", "http://127.0.0.1.example"]
)
def test_plain_http_reaches_this_computer_only(typed):
    with pytest.raises(PortalError) as caught:
        parse(typed)
    assert caught.value.trouble is Trouble.INSECURE_ADDRESS


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_trouble(text):
    try:
        address = parse(text)
    except PortalError:
        return
    assert address.base.startswith("https://") or address.loopback
    assert parse(address.base) == address


def test_a_look_alike_is_shown_in_ascii():
    assert parse("https://hаrbor.example").shown.startswith("xn--")
