"""The persons of the demo practice: who is whose, and who may sign in.

Logins by role: `elena.m` guarantor, `jonas.m` spouse, `theo.m` child who signs in alone, `daniel.w`
guardian of a child of another account, `margit.l` responsible party, `grace.o` guarantor of one
person of each status, `samuel.o` non-patient, `walter.o` inactive, `hanako.y` a patient alone,
`ruth.w` whose access was removed.
"""

from datetime import date
from typing import Final, TypedDict, Unpack

from msgspec.structs import replace

from portal_protocol.feed import Access, Guardian
from portal_protocol.records import PatientId, Person, PersonStatus
from practice_server.demo.days import Days

PASSWORD: Final = "harbor-demo-2026"  # noqa: S105 - stated in the README, opens only made-up records

ELENA = PatientId("marlowe-elena")
JONAS = PatientId("marlowe-jonas")
IVY = PatientId("marlowe-ivy")
THEO = PatientId("marlowe-theo")
DANIEL = PatientId("whitlock-daniel")
RUTH = PatientId("whitlock-ruth")
MARGIT = PatientId("lindqvist-margit")
WALTER = PatientId("oduya-walter")
GRACE = PatientId("oduya-grace")
SAMUEL = PatientId("oduya-samuel")
HANAKO = PatientId("yamada-hanako")

JUNIPER = ("7 Juniper Lane", "Port Alder")
TIDE = ("31 Tide Street", "Port Alder")
MILL = ("9 Mill Road", "Port Alder")
ORCHARD = ("52 Orchard Walk", "Cedar Mesa")

MARLOWE_PHONES: Final = ("(555) 555-0121",)

_STATUSES: Final = (
    ("samuel", "Samuel", PersonStatus.NON_PATIENT),
    ("walter", "Walter", PersonStatus.INACTIVE),
    ("amara", "Amara", PersonStatus.ARCHIVED),
    ("tunde", "Tunde", PersonStatus.DELETED),
    ("bisi", "Bisi", PersonStatus.DECEASED),
    ("kofi", "Kofi", PersonStatus.PROSPECTIVE),
)

_NEIGHBOURS: Final = (
    ("yamada-hanako", "花子", "山田", "ハナ"),
    ("nguyen-anh", "Ánh", "Nguyễn Thị", ""),
    ("kovalenko-olena", "Олена", "Коваленко", ""),
    ("haddad-muhammad", "محمد", "الحداد", ""),
    ("cohen-sarah", "שרה", "כהן", ""),
    ("papadaki-eleni", "Ελένη", "Παπαδάκη", ""),
    ("sharma-sunita", "सुनीता", "शर्मा", ""),
    ("kim-minjun", "민준", "김", ""),
    ("obrien-zoe", "Zoe\u0308", "O’Brien-Núñez", "Zo"),
    ("zolc-lukasz", "Łukasz", "Żółć", ""),
    ("saetang-malee", "มาลี", "แซ่ตั้ง", ""),
    ("du-yi", "𠮷", "杜", ""),
)


def marlowes(days: Days) -> tuple[Person, ...]:
    """The family of four, guarantor first."""
    born = days.age_birthdate
    ivy = _person(IVY, "Ivy Marlowe", born(9, 6, 30), gender="female", phones=MARLOWE_PHONES)
    theo = _person(THEO, "Theo Marlowe", born(16, 2, 11), gender="male", clinic="mesa")
    theo = replace(theo, phones=MARLOWE_PHONES, primary_provider="castellan")
    return (*_parents(days), ivy, theo)


def _parents(days: Days) -> tuple[Person, Person]:
    elena = _person(
        ELENA,
        "Elena Marlowe",
        days.age_birthdate(43, 4, 18),
        gender="female",
        phones=("(555) 555-0121", "(555) 555-0122"),
        email="elena@marlowe.example",
    )
    jonas = _person(
        JONAS,
        "Jonas Marlowe",
        days.age_birthdate(45, 9, 2),
        gender="male",
        phones=("(555) 555-0123",),
        email="jonas@marlowe.example",
        primary_provider="renwick",
    )
    return elena, jonas


def others(days: Days) -> tuple[Person, ...]:
    """Everybody else whom the practice knows."""
    return (*_other_accounts(days), *_oduyas(days), *_neighbours(days))


def guardians() -> tuple[Guardian, ...]:
    """Who is whose guardian; a step-parent's link gives no right (reference 48)."""
    return (
        Guardian(
            id="guardian-daniel-ivy",
            child=IVY,
            guardian=DANIEL,
            relationship="father",
            is_guardian=True,
        ),
        Guardian(
            id="guardian-jonas-ivy",
            child=IVY,
            guardian=JONAS,
            relationship="stepfather",
            is_guardian=False,
        ),
    )


def logins() -> tuple[Access, ...]:
    """Online access, one login a role."""
    names = {
        "elena.m": ELENA,
        "jonas.m": JONAS,
        "theo.m": THEO,
        "daniel.w": DANIEL,
        "margit.l": MARGIT,
        "grace.o": GRACE,
        "samuel.o": SAMUEL,
        "walter.o": WALTER,
        "hanako.y": HANAKO,
    }
    removed = Access(
        id="login-ruth-w", patient=RUTH, user_name="ruth.w", password=PASSWORD, enabled=False
    )
    return (*(login(name, patient) for name, patient in names.items()), removed)


def login(name: str, patient: PatientId) -> Access:
    """A login with the password of all demo logins."""
    return Access(
        id="login-" + name.replace(".", "-"), patient=patient, user_name=name, password=PASSWORD
    )


def _other_accounts(days: Days) -> tuple[Person, ...]:
    born = days.age_birthdate
    daniel = _person(
        DANIEL,
        "Daniel Whitlock",
        born(44, 11, 5),
        gender="male",
        phones=("(555) 555-0131",),
        email="daniel@whitlock.example",
        address=TIDE,
        guarantor=DANIEL,
    )
    margit = _person(
        MARGIT,
        "Margit Lindqvist",
        born(58, 8, 14),
        phones=("(555) 555-0150",),
        address=MILL,
        guarantor=MARGIT,
        clinic="mesa",
    )
    ruth = _person(RUTH, "Ruth Whitlock", born(71, 1, 27), address=TIDE, guarantor=DANIEL)
    return daniel, ruth, margit


def _oduyas(days: Days) -> tuple[Person, ...]:
    """A guarantor and one member of every other status; Walter has a responsible party."""
    grace = _person(
        GRACE,
        "Grace Oduya",
        days.age_birthdate(39, 5, 9),
        address=ORCHARD,
        guarantor=GRACE,
        phones=("(555) 555-0161",),
    )
    rest = (
        _person(
            PatientId(f"oduya-{key}"),
            f"{name} Oduya",
            days.age_birthdate(20 + 9 * at, 1 + at, 3 + at),
            status=status,
            address=ORCHARD,
            guarantor=GRACE,
            responsible_party=MARGIT if key == "walter" else None,
            clinic="mesa",
        )
        for at, (key, name, status) in enumerate(_STATUSES)
    )
    return (grace, *rest)


def _neighbours(days: Days) -> tuple[Person, ...]:
    return tuple(
        Person(
            id=key,
            patient=PatientId(key),
            first_name=first,
            last_name=last,
            preferred_name=preferred,
            birthdate=days.age_birthdate(22 + 3 * at, 1 + at, 4 + at),
            guarantor=PatientId(key),
            primary_provider="farrow",
            clinic="pier" if at % 2 else "mesa",
        )
        for at, (key, first, last, preferred) in enumerate(_NEIGHBOURS)
    )


class _Details(TypedDict, total=False):
    gender: str
    phones: tuple[str, ...]
    email: str
    address: tuple[str, ...]
    guarantor: PatientId
    responsible_party: PatientId | None
    primary_provider: str
    clinic: str
    status: PersonStatus


_MARLOWE: Final[_Details] = {
    "address": JUNIPER,
    "guarantor": ELENA,
    "primary_provider": "farrow",
    "clinic": "pier",
}


def _person(patient: PatientId, name: str, birthdate: date, **details: Unpack[_Details]) -> Person:
    """A person who, unless `details` say otherwise, belongs to the Marlowes' household."""
    first, last = name.split()
    filled: _Details = {**_MARLOWE, **details}
    return Person(
        id=patient,
        patient=patient,
        first_name=first,
        last_name=last,
        birthdate=birthdate,
        **filled,
    )
