"""The services' face for the views. Light to import: no SQLAlchemy, no requests, no keyring."""

from desktop.models.saved import SavedCopy
from desktop.models.shown import Balance, Need, NeedKind, Page, Pending, Shown, ShownPlan, Waiting
from desktop.models.trouble import PortalError, Trouble
from desktop.services.jobs import Context, Progress
from desktop.services.portal.portal import Portal
from desktop.services.portal.state import (
    Badges,
    FilesState,
    SaveAs,
    SavedFile,
    Stage,
    SyncStage,
    SyncState,
)
from desktop.services.settings import KEEP_ALL, Settings, ThemeName
from portal_protocol.session import Welcome

__all__ = [
    "KEEP_ALL",
    "Badges",
    "Balance",
    "Context",
    "FilesState",
    "Need",
    "NeedKind",
    "Page",
    "Pending",
    "Portal",
    "PortalError",
    "Progress",
    "SaveAs",
    "SavedCopy",
    "SavedFile",
    "Settings",
    "Shown",
    "ShownPlan",
    "Stage",
    "SyncStage",
    "SyncState",
    "ThemeName",
    "Trouble",
    "Waiting",
    "Welcome",
]
