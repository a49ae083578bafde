"""The settings file: how the program looks and which practice it knows. Nothing of the patient's.

One JSON file in the platform's folder for configuration, written whole (new file, fsync, rename).
A file that cannot be read gives the defaults, is kept beside as `settings.damaged.json`, and is
said so once; it never stops the program.
"""

import logging
import os
from enum import StrEnum
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from typing_extensions import override

from portal_protocol.session import Welcome

log = logging.getLogger(__name__)

KEEP_ALL = -1


class ThemeName(StrEnum):
    """EASE-3; `system` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class EndLater(Struct, frozen=True):
    """A session to end at the next contact (SIGN-13). The token can do nothing else."""

    address: str
    end: str

    @override
    def __repr__(self) -> str:
        return "EndLater(…)"


class Settings(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Everything that is remembered outside the vault.

    `address` is the practice's base URL, `welcome` what it last said of itself (public).
    `user_names` are those remembered, newest first (SIGN-5). `kept` names the folder whose key is
    in the keyring (SIGN-14). `text_scale` is per cent. `statements_kept_months` is 24, 0 for none
    or `KEEP_ALL` (ACC-7). `window` is width and height in logical pixels, `splitters` sizes by
    the splitter's name, `document_zoom` "width", "page" or a number (1.0 is 100 %). `mail_preview`
    is where a message shows: below its list or beside it (MAIL-1). `notifications` tell of new
    messages outside the window, without their content (MAIL-9). `ends` are sessions to end at the
    next contact (SIGN-13).
    """

    address: str = ""
    welcome: Welcome | None = None
    user_names: tuple[str, ...] = ()
    kept: str = ""
    theme: ThemeName = ThemeName.SYSTEM
    text_scale: int = 100
    system_font: bool = False
    reduced_motion: bool = False
    statements_kept_months: int = 24
    window: tuple[int, int] | None = None
    maximized: bool = False
    splitters: dict[str, tuple[int, ...]] = {}
    document_zoom: str | float = "width"
    mail_preview: Literal["below", "beside"] = "below"
    notifications: bool = True
    ends: tuple[EndLater, ...] = ()


class Places(Struct, frozen=True):
    """The three folders that the program may write to; tests give their own."""

    config: Path
    data: Path
    cache: Path

    @classmethod
    def of_user(cls) -> "Places":
        """The platform's own folders for this program."""
        import platformdirs  # noqa: PLC0415 - not needed when folders are given

        folders = platformdirs.PlatformDirs("patient-portal", appauthor=False)
        return cls(folders.user_config_path, folders.user_data_path, folders.user_cache_path)

    @classmethod
    def under(cls, folder: Path) -> "Places":
        """All three under one folder (`--data`)."""
        return cls(folder / "config", folder / "data", folder / "cache")

    def make(self) -> None:
        """Make the folders, readable by their owner only."""
        for folder in (self.config, self.data, self.cache):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


class SettingsFile:
    """Settings and where they are kept. `damaged` says that the file could not be read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.json"
        self.damaged = False
        self.values = self._read()

    def change(self, **changes: object) -> Settings:
        """Write the settings with these fields changed; unknown names raise TypeError.

        A full or read-only disk keeps the change for this run only and is logged.
        """
        changed = msgspec.structs.replace(self.values, **changes)
        if changed != self.values:
            self.values = changed
            try:
                self._write(msgspec.json.format(msgspec.json.encode(changed), indent=1))
            except OSError as error:
                log.warning("settings not written: %s", error.strerror)
        return self.values

    def _read(self) -> Settings:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Settings)
        except FileNotFoundError:
            return Settings()
        except (msgspec.MsgspecError, UnicodeDecodeError, OSError):
            self.damaged = True
            self._set_aside()
            return Settings()

    def _set_aside(self) -> None:
        try:
            self.path.replace(self.path.with_name("settings.damaged.json"))
        except OSError as error:
            log.warning("damaged settings stay in place: %s", error.strerror)

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.path.with_name("settings.new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self.path)
