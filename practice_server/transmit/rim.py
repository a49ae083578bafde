"""The parts of which metadata in ebXML RIM 3.0 consist."""

from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from practice_server.ccd.xml import clean

RIM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
LCM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
REGISTRY: Final = "urn:oasis:names:tc:ebxml-regrep"
SUBMISSION_SET: Final = "SubmissionSet"
E: Final = ElementMaker(namespace=RIM, nsmap={None: RIM})


def slot(name: str, *values: str) -> etree._Element:
    """A named list of values."""
    return E.Slot(E.ValueList(*(E.Value(clean(each)) for each in values)), name=name)


def named(words: str) -> etree._Element:
    """What something is called."""
    return E.Name(E.LocalizedString(value=clean(words)))


def coded(of: str, scheme: str, code: str, system: str, words: str) -> etree._Element:
    """A code from a code system."""
    made = classified(of, scheme, slot("codingScheme", system), named(words))
    made.set("nodeRepresentation", code)
    return made


def classified(of: str, scheme: str, *parts: etree._Element) -> etree._Element:
    """Says of a document or submission what the scheme is about."""
    return E.Classification(
        *parts,
        id=f"{of}-{scheme}",
        objectType=f"{REGISTRY}:ObjectType:RegistryObject:Classification",
        classificationScheme=f"urn:uuid:{scheme}",
        classifiedObject=of,
    )


def identified(of: str, scheme: str, value: str, name: str) -> etree._Element:
    """An id of a document or submission."""
    owner = "XDSSubmissionSet" if of == SUBMISSION_SET else "XDSDocumentEntry"
    return E.ExternalIdentifier(
        named(f"{owner}.{name}"),
        id=f"{of}-{scheme}",
        registryObject=of,
        identificationScheme=f"urn:uuid:{scheme}",
        value=value,
    )
