"""The services' face for the views. Light to import: no SQLAlchemy, no requests, no keyring."""

from desktop.models.activity import Asked, Choices, Entry
from desktop.models.attachment import Attachment, Viewing
from desktop.models.draft import Draft
from desktop.models.found import Findings, Hit, SearchState
from desktop.models.mail import NEW_MESSAGE, UNCOUNTED, Folder, Folders, Outgoing
from desktop.models.picture import Picture
from desktop.models.record import Taken, TakeWish
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
    "NEW_MESSAGE",
    "UNCOUNTED",
    "Asked",
    "Attachment",
    "Badges",
    "Balance",
    "Choices",
    "Context",
    "Draft",
    "Entry",
    "FilesState",
    "Findings",
    "Folder",
    "Folders",
    "Hit",
    "Need",
    "NeedKind",
    "Outgoing",
    "Page",
    "Pending",
    "Picture",
    "Portal",
    "PortalError",
    "Progress",
    "SaveAs",
    "SavedCopy",
    "SavedFile",
    "SearchState",
    "Settings",
    "Shown",
    "ShownPlan",
    "Stage",
    "SyncStage",
    "SyncState",
    "TakeWish",
    "Taken",
    "ThemeName",
    "Trouble",
    "Viewing",
    "Waiting",
    "Welcome",
]
