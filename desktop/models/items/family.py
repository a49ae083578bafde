"""Names of persons, providers and clinics as lists and cards say them. No Qt widgets, no I/O."""

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.models.items import format as written
from portal_protocol.records import Clinic, PatientId, Person, Practice, Provider

translate = QCoreApplication.translate

UTC = "UTC"


def first_name(person: Person) -> str:
    """The preferred name, else the first name."""
    return person.preferred_name or person.first_name


def full_name(person: Person) -> str:
    """Preferred or first name, and last name."""
    return f"{first_name(person)} {person.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Family:
    """Whoever this login may see, the signed-in person first, and the practice that treats them."""

    people: tuple[Person, ...] = ()
    practice: Practice | None = None
    _by_id: dict[str, Person] = field(init=False, repr=False, default_factory=dict)
    _providers: dict[str, Provider] = field(init=False, repr=False, default_factory=dict)
    _clinics: dict[str, Clinic] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update((person.id, person) for person in self.people)
        if self.practice is not None:
            self._providers.update((one.id, one) for one in self.practice.providers)
            self._clinics.update((one.id, one) for one in self.practice.clinics)

    @property
    def me(self) -> Person | None:
        """The signed-in person."""
        return self.people[0] if self.people else None

    def is_me(self, patient: str | None) -> bool:
        """Whether this is the signed-in person."""
        return self.me is not None and self.me.id == patient

    def name(self, patient: str | None) -> str:
        """First name, "" for nobody that is known."""
        person = self._by_id.get(patient or "")
        return first_name(person) if person else ""

    def label(self, patient: PatientId) -> str:
        """The name on a chip: Elena (you)."""
        name = self.name(patient)
        return translate("Family", "%1 (you)").replace("%1", name) if self.is_me(patient) else name

    def initial(self, patient: str | None) -> str:
        """The letter in a person's circle."""
        return self.name(patient)[:1].upper()

    def tint(self, patient: str | None) -> int:
        """The person's place in the family: which of the tints their circle has."""
        return next((at for at, one in enumerate(self.people) if one.id == patient), 0)

    def provider(self, provider: str) -> str:
        """Name and suffix, "" for nobody that is known."""
        known = self._providers.get(provider)
        if known is None:
            return ""
        return f"{known.name}, {known.suffix}" if known.suffix else known.name

    def provider_name(self, provider: str) -> str:
        """The name alone."""
        known = self._providers.get(provider)
        return known.name if known else ""

    def clinic(self, clinic: str | None) -> Clinic | None:
        """The clinic with this id; the practice's first for an unknown or missing one."""
        if clinic in self._clinics:
            return self._clinics[clinic or ""]
        return next(iter(self._clinics.values()), None)

    def zone(self, clinic: str | None) -> str:
        """The IANA zone that the clinic's clock keeps."""
        known = self.clinic(clinic)
        return known.time_zone if known else UTC

    def home(self, patient: str | None) -> Clinic | None:
        """The clinic that a person goes to."""
        person = self._by_id.get(patient or "") or self.me
        return self.clinic(person.clinic if person else None)

    def elsewhere(self, clinic: str) -> str:
        """The clinic's name when the practice has several and it is not the signed-in person's."""
        known, home = self._clinics.get(clinic), self.home(None)
        return known.name if known and home and known.id != home.id else ""


def facts(person: Person, family: Family, today: date) -> list[tuple[str, tuple[str, ...]]]:
    """What the practice has on file about a person: labels, and lines under each (HEAD-4)."""
    provider = family.provider(person.primary_provider or "")
    clinic = family.clinic(person.clinic) if person.clinic else None
    lines: list[tuple[str, tuple[str, ...]]] = [
        (translate("Family", "Full name"), (_legal_name(person),)),
        (translate("Family", "Born"), (born_words(person.birthdate, today),)),
        (translate("Family", "Phone"), person.phones),
        (translate("Family", "E-mail"), (person.email,)),
        (translate("Family", "Address"), person.address),
        (translate("Family", "Usual provider"), (provider,)),
        (translate("Family", "Usual office"), (clinic.name if clinic else "",)),
        (translate("Family", "Account"), (_account(person, family),)),
    ]
    return [(name, tuple(filter(None, said))) for name, said in lines if any(said)]


def _legal_name(person: Person) -> str:
    name = f"{person.first_name} {person.last_name}".strip()
    return f"{name} ({person.preferred_name})" if person.preferred_name else name


def born_words(birthdate: date | None, today: date) -> str:
    """Mar 14, 1984 (42 years), "" for nothing that is known."""
    if birthdate is None:
        return ""
    had = (today.month, today.day) >= (birthdate.month, birthdate.day)
    age = today.year - birthdate.year - (not had)
    if age < 0:
        return written.day(birthdate)
    said = translate("Family", "1 year") if age == 1 else translate("Family", "%n years", "", age)
    return f"{written.day(birthdate)} ({said})"


def _account(person: Person, family: Family) -> str:
    if person.guarantor is None:
        return ""
    if person.guarantor == person.id:
        return translate("Family", "Pays for this account")
    name = family.name(person.guarantor)
    return translate("Family", "%1 pays for this account").replace("%1", name) if name else ""
