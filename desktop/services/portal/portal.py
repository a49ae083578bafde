"""The services' face on the GUI thread: the one object that views get."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.services.jobs import Lane
from desktop.services.portal import heavy
from desktop.services.portal.account import AccountFace
from desktop.services.portal.activity import ActivityFace
from desktop.services.portal.appointments import AppointmentsFace
from desktop.services.portal.attachments import AttachmentsFace
from desktop.services.portal.care import CareFace
from desktop.services.portal.core import Core, nothing
from desktop.services.portal.documents import DocumentsFace
from desktop.services.portal.gallery import GalleryFace
from desktop.services.portal.life import Life
from desktop.services.portal.mail import MailFace
from desktop.services.portal.opening import OpeningFace
from desktop.services.portal.plans import PlansFace
from desktop.services.portal.reading import Reading
from desktop.services.portal.record import RecordFace
from desktop.services.portal.renewal import RenewalFace
from desktop.services.portal.search import SearchFace
from desktop.services.portal.session import SessionFace
from desktop.services.portal.state import Badges, Stage, SyncStage, SyncState
from desktop.services.portal.transmit import TransmitFace
from desktop.services.settings import Places, Settings, SettingsFile
from portal_protocol.records import Kind, Login, PatientId, Person, Section

if TYPE_CHECKING:
    from desktop.services.portal.reads.overview import Overview


class Portal(Reading, QObject):
    """What the program knows now, and what a person can do with it; GUI thread only.

    The attributes are read by views and written here alone; the signal named beside each tells
    of a change. Before sign-in `practice` is what the practice says to anybody. `people` are all
    persons that this login sees, the signed-in person first. `chosen` filters the lists of every
    tab, None for everyone (HEAD-4). `opens_files` is whether files of a person's own are opened: a
    kiosk, which is many people's, must not; it is the one thing that decides.
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
    entering = Signal()  # a copy is about to be opened: build its page meanwhile
    closing = Signal()  # the last moment to keep what is written; the copy is still open
    signed_out = Signal(object)  # Trouble that was the reason, None when asked for

    def __init__(
        self,
        settings: SettingsFile,
        places: Places,
        *,
        invited: str = "",
        opens_files: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        welcome = settings.values.welcome
        self._core = self._lanes = core = Core(settings, places, self)
        self._life = Life(core, Stage.SIGNED_OUT if welcome else Stage.NO_PRACTICE)
        self.sync_state = SyncState()
        self.badges = Badges()
        self.practice = core.practice = welcome.practice if welcome else None
        self.login: Login | None = None
        self.locked_as = ""  # the user name at the lock, if it is remembered on this computer
        self.people: tuple[Person, ...] = ()
        self._unsent = False
        self.chosen: PatientId | None = None
        self.session = SessionFace(core, self._life, invited)
        self.appointments = AppointmentsFace(core)
        self.account = AccountFace(core)
        self.plans = PlansFace(core)
        self.gallery = GalleryFace(core, lambda: self.images.pool)
        self.care = CareFace(core, lambda: self.summaries)
        self.transmit = TransmitFace(core)
        self.mail = MailFace(core)
        self.attachments = AttachmentsFace(core)
        self.documents = DocumentsFace(core)
        self.renewal = RenewalFace(core, self._life)
        self.search = SearchFace(core)
        self.activity = ActivityFace(core)
        self.opening = OpeningFace(self)
        self.opens_files = opens_files
        self.record = RecordFace(core)
        self._connect(core, self._life)

    def _connect(self, core: Core, life: Life) -> None:
        core.failed.connect(self.failed)
        core.entering.connect(self.entering)
        core.touched.connect(self._on_arrived)
        core.acted.connect(life.loop.soon)
        life.stage_changed.connect(self.stage_changed)
        life.files_changed.connect(self.files_changed)
        life.lock_warned.connect(self.lock_warned)
        life.left.connect(self.signed_out)
        life.closing.connect(self.closing)
        self.search.follow(life)
        life.entered.connect(self._on_entered)
        life.closed.connect(self._on_closed)
        life.loop.state_changed.connect(self._on_state)
        life.loop.arrived.connect(self._on_arrived)
        core.practice_changed.connect(self._on_practice)

    @property
    def stage(self) -> Stage:
        """Which page of the window is right."""
        return self._life.stage

    @property
    def settings(self) -> Settings:
        """The settings as they are now; a frozen value."""
        return self._core.settings.values

    @property
    def settings_damaged(self) -> bool:
        """Whether the settings file could not be read at the start, and defaults are used."""
        return self._core.settings.damaged

    def change_settings(self, **changes: object) -> None:
        """Keep changed settings (`theme=…`, `text_scale=…`); `settings_changed` follows."""
        before = self.settings.statements_kept_months
        self.settings_changed.emit(self._core.settings.change(**changes))
        if self.settings.statements_kept_months != before:
            self._life.keep_files(anew=True)

    def person(self, patient: PatientId | None) -> Person | None:
        """The person with this id, if this login sees them."""
        return next((person for person in self.people if person.id == patient), None)

    def offers(self, section: Section) -> bool:
        """Whether a part of the portal has its place: the practice offers it, or messages of the
        patient's own wait in it to be sent or thrown away (HEAD-3). Told with Kind.PRACTICE,
        Folder.DRAFTS and Folder.OUTBOX."""
        own = section is Section.WEBMAIL and self._unsent
        return own or self.practice is None or section in self.practice.sections

    def choose(self, patient: PatientId | None) -> None:
        """Filter all lists to one person, or None for everyone (HEAD-4)."""
        if patient != self.chosen:
            self.chosen = self._core.chosen = patient
            self.chosen_changed.emit(patient)

    def refresh(self) -> None:
        """Sync now (HEAD-1), and tell practices of sessions that ended while away."""
        if self.stage is Stage.OPEN:
            self._life.loop.now()
        self._life.end_sessions()

    def lock(self) -> None:
        """Drop the key, close the copy; the stage becomes LOCKED (SIGN-14)."""
        self._life.lock()

    def sign_out(self) -> None:
        """End the session here and at the practice, later when offline (SIGN-13)."""
        self._life.sign_out()

    def stay_awake(self) -> None:
        """A person is here: the idle time starts anew (SIGN-14)."""
        self._life.touch()

    def warm_up(self) -> None:
        """Load in a lane what opening a copy needs, then try it; for after the first paint."""

        def loaded(_none: None) -> None:
            self._core.run(Lane.READ, heavy.rehearse, owner=self, done=nothing)

        self._core.run(Lane.READ, heavy.warm_up, owner=self, done=loaded)

    def close(self) -> None:
        """Stop everything before the program ends; safe to call twice."""
        self._stop_readers()  # now, so that nothing is waited for
        self.opening.close()
        self._life.close()
        self._stop_readers()

    def _on_entered(self, overview: "Overview") -> None:
        self._take(overview)
        self.changed.emit(frozenset(Kind))

    def _on_closed(self) -> None:
        """Nothing of the patient's stays in this process's view of the world."""
        welcome, name = self.settings.welcome, self.login.user_name if self.login else ""
        self.practice = self._core.practice = welcome.practice if welcome else None
        self.locked_as = name if name in self.settings.user_names else ""
        self.login, self.people, self._unsent = None, (), False
        self._core.people = ()
        self.choose(None)
        self._stop_readers()
        self._show_badges(Badges())
        self.changed.emit(frozenset(Kind))

    def _on_practice(self) -> None:
        welcome = self.settings.welcome
        self.practice = self._core.practice = welcome.practice if welcome else None
        self.changed.emit(frozenset({Kind.PRACTICE}))

    def _on_state(self, state: SyncState) -> None:
        self.sync_state = state
        self._core.offline = state.stage is SyncStage.OFFLINE
        self.sync_changed.emit(state)

    def _on_arrived(self, kinds: frozenset[str]) -> None:
        """Read the overview again, then tell everybody which kinds changed."""
        opened = self._core.opened
        self._core.ready.clear()
        if opened is None:
            return

        def tell(overview: "Overview") -> None:
            self._take(overview)
            self.changed.emit(kinds)

        self._core.run(Lane.READ, opened.overview, owner=self, done=tell)
        if kinds & {Kind.STATEMENT, Kind.IMAGE, Kind.CARE_SUMMARY}:
            self._life.keep_files()

    def _take(self, overview: "Overview") -> None:
        self.login, self.people = overview.login, overview.people
        self._core.people = overview.people
        if overview.practice is not None:
            self.practice = self._core.practice = overview.practice
            self._life.set_idle_minutes(overview.practice.idle_lock_minutes)
        on = self.practice is None or Section.WEBMAIL in self.practice.sections
        # where it is off, its place outlasts the last message: throwing that away can be undone
        self._unsent = overview.unsent or (self._unsent and not on)
        if self.chosen is not None and self.person(self.chosen) is None:
            self.choose(None)
        self._life.loop.count(overview.waiting, overview.failed)
        self._show_badges(overview.badges)

    def _show_badges(self, badges: Badges) -> None:
        if badges != self.badges:
            self.badges = badges
            self.badges_changed.emit(badges)
