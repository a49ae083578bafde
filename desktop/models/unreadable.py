"""A record whose body this version cannot read, as lists show it: a disabled row with a text."""

from portal_protocol.records import Record


class Unreadable(Record, tag="unreadable", kw_only=True, frozen=True, omit_defaults=True):
    """Stands in a list for a record that does not decode; `kind_of` is the kind it claims."""

    kind_of: str = ""
