"""A strict parser, and what it may pass over: nothing is fetched, looked up or expanded."""

from lxml import etree

from desktop.cda.refusal import MALFORMED, NOT_A_SUMMARY, TOO_LARGE, Refusal
from desktop.cda.texts import CUT, text_of, with_names_as_text, without_large_files
from desktop.models.summary import Note

HL7 = "urn:hl7-org:v3"
MOST_BYTES = 32 << 20
MOST_MARKS = 2_000_000  # of "<": about twice the elements
FOREIGN = etree.XPath("descendant::*[not(self::h:*)]", namespaces={"h": HL7})
Errors = etree.ErrorTypes
NAMESPACES = frozenset(
    {
        Errors.WAR_NS_URI,
        Errors.WAR_NS_URI_RELATIVE,
        Errors.NS_ERR_XML_NAMESPACE,
        Errors.NS_ERR_UNDEFINED_NAMESPACE,
        Errors.NS_ERR_QNAME,
        Errors.NS_ERR_COLON,
        Errors.NS_ERR_EMPTY,
    }
)
BEARABLE = dict.fromkeys(NAMESPACES, Note.NAMESPACES) | {Errors.ERR_DOCUMENT_END: Note.TRAILING}


def root_of(data: bytes | bytearray, notes: set[Note]) -> etree._Element:
    """The document's root, everything in HL7's namespace; adds to `notes`, raises `Refusal`."""
    if len(data) > MOST_BYTES or data.count(b"<") > MOST_MARKS:
        raise Refusal(TOO_LARGE)
    text, files = without_large_files(text_of(data, notes))
    root = _parsed(text, notes)
    name = etree.QName(root)
    if name.localname.rpartition(":")[2] != "ClinicalDocument":
        raise Refusal(NOT_A_SUMMARY)
    _rename(root, name.namespace, notes)
    cut = (element for element in root.iter() if element.text == CUT) if files else ()
    for element, file in zip(cut, files, strict=False):
        element.text = file
    return root


def _parsed(text: str, notes: set[Note]) -> etree._Element:
    try:
        return etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if error.code == Errors.ERR_RESOURCE_LIMIT:
            raise Refusal(TOO_LARGE) from None
        if error.code == Errors.ERR_UNDECLARED_ENTITY and Note.ENTITIES not in notes:
            plain = with_names_as_text(text, notes)
            if Note.ENTITIES in notes:
                return _parsed(plain, notes)
        return _recovered(text, notes)


def _recovered(text: str, notes: set[Note]) -> etree._Element:
    """What can be read although its namespaces are odd or something follows its end."""
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        raise Refusal(MALFORMED) from None
    errors = {entry.type for entry in parser.error_log}
    if Errors.ERR_RESOURCE_LIMIT in errors:
        raise Refusal(TOO_LARGE)
    if not errors <= BEARABLE.keys():
        raise Refusal(MALFORMED)
    notes.update(BEARABLE[error] for error in errors)
    return root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )


def _rename(root: etree._Element, namespace: str | None, notes: set[Note]) -> None:
    """Put a document of another namespace into HL7's, and all that stands in a narrative."""
    if namespace != HL7:
        notes.add(Note.NAMESPACES)
        for element in root.iter():
            name = etree.QName(element)
            if name.namespace == namespace:
                element.tag = f"{{{HL7}}}{name.localname.rpartition(':')[2]}"
    for text in root.iter(f"{{{HL7}}}text"):
        for element in FOREIGN(text):
            element.tag = f"{{{HL7}}}{etree.QName(element).localname.rpartition(':')[2]}"
