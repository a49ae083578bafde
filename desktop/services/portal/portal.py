"""The services' face on the GUI thread: the one object that views get."""

from PySide6.QtCore import QObject, Signal

from desktop.services.portal.account import AccountFace
from desktop.services.portal.appointments import AppointmentsFace
from desktop.services.portal.core import Core
from desktop.services.portal.documents import DocumentsFace
from desktop.services.portal.session import SessionFace
from desktop.services.portal.state import Badges, Stage, SyncState
from desktop.services.settings import Places, Settings, SettingsFile
from portal_protocol.records import Login, PatientId, Person, Practice


class Portal(QObject):
    """What the program knows now, and what a person can do with it; GUI thread only.

    The attributes are read by views and written here alone; the signal named beside each tells
    of a change. Before sign-in `practice` is what the practice says to anybody. `people` are all
    persons that this login sees, the signed-in person first. `chosen` filters the lists of every
    tab, None for everyone (HEAD-4).
    """

    changed = Signal(object)  # frozenset[str] of kinds; practice, login, people follow it
    stage_changed = Signal(object)  # Stage
    sync_changed = Signal(object)  # SyncState
    files_changed = Signal(object)  # FilesState, None when nothing is being saved
    badges_changed = Signal(object)  # Badges
    chosen_changed = Signal(object)  # PatientId, None for everyone
    settings_changed = Signal(object)  # Settings
    failed = Signal(object)  # PortalError that nobody handled
    lock_warned = Signal(int)  # seconds left; 0 when the warning no longer holds
    signed_out = Signal(object)  # Trouble that was the reason, None when asked for

    def __init__(
        self,
        settings: SettingsFile,
        places: Places,
        *,
        invited: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._core = Core(settings, places, self)
        self._core.failed.connect(self.failed)
        welcome = settings.values.welcome
        self.stage = Stage.SIGNED_OUT if welcome else Stage.NO_PRACTICE
        self.sync_state = SyncState()
        self.badges = Badges()
        self.practice: Practice | None = welcome.practice if welcome else None
        self.login: Login | None = None
        self.people: tuple[Person, ...] = ()
        self.chosen: PatientId | None = None
        self.session = SessionFace(self._core, self, invited)
        self.appointments = AppointmentsFace(self._core)
        self.account = AccountFace(self._core)
        self.documents = DocumentsFace(self._core)

    @property
    def settings(self) -> Settings:
        """The settings as they are now; a frozen value."""
        return self._core.settings.values

    def change_settings(self, **changes: object) -> None:
        """Keep changed settings (`theme=…`, `text_scale=…`); `settings_changed` follows."""
        self.settings_changed.emit(self._core.settings.change(**changes))

    def person(self, patient: PatientId | None) -> Person | None:
        """The person with this id, if this login sees them."""
        return next((person for person in self.people if person.id == patient), None)

    def choose(self, patient: PatientId | None) -> None:
        """Filter all lists to one person, or None for everyone (HEAD-4)."""
        if patient != self.chosen:
            self.chosen = self._core.chosen = patient
            self.chosen_changed.emit(patient)

    def refresh(self) -> None:
        """Sync now (HEAD-1)."""

    def lock(self) -> None:
        """Drop the key, close the copy; the stage becomes LOCKED (SIGN-14)."""

    def sign_out(self) -> None:
        """End the session here and at the practice, later when offline (SIGN-13)."""

    def stay_awake(self) -> None:
        """A person is here: the idle time starts anew (SIGN-14)."""

    def close(self) -> None:
        """Stop everything before the program ends; safe to call twice."""
        self._core.jobs.close()
