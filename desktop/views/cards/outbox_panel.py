"""The outbox and the drafts: what is not sent, why, and what can be done (MAIL-1, MAIL-6)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from typing_extensions import override

from desktop.models.items.absence import Situation, no_messages
from desktop.models.items.mail_reading import queue_words
from desktop.models.items.mail_words import list_words, title_of
from desktop.models.items.messages import Wording
from desktop.models.items.outgoing import DraftRow, OutgoingRow, draft_rows, outgoing_rows
from desktop.models.items.row_list import RowListModel
from desktop.models.mail import Folder, Folders
from desktop.services.portal import Draft, Outgoing, Waiting
from desktop.views.cards.list_panel import ListPanel
from desktop.views.cards.refusals import refusal
from desktop.views.lists.outgoing_delegate import OutgoingDelegate
from desktop.views.lists.row_menu import RowAction
from desktop.views.lists.row_view import RowView
from desktop.views.theme import look
from desktop.views.widgets.buttons import secondary

translate = QCoreApplication.translate
LEAST = 150


def outgoing_actions(row: object) -> Sequence[RowAction]:
    """What can be done with a message that is not sent yet."""
    if not isinstance(row, OutgoingRow) or not row.editable:
        return ()
    actions = [RowAction("edit", "undo-2", translate("Mail", "Edit"), "text")]
    if row.outgoing.state is Waiting.FAILED:
        actions.append(RowAction("retry", "refresh-cw", translate("Mail", "Try again"), "text"))
    return [*actions, RowAction("delete", "trash-2", translate("Mail", "Delete"), "icon")]


def draft_actions(row: object) -> Sequence[RowAction]:
    """What can be done with a draft."""
    if not isinstance(row, DraftRow):
        return ()
    return (
        RowAction("edit", "undo-2", translate("Mail", "Write on"), "text"),
        RowAction("delete", "trash-2", translate("Mail", "Delete"), "icon"),
    )


class OutboxPanel(ListPanel):
    """`send_all_wanted` tries everything now."""

    send_all_wanted = Signal()

    def __init__(self) -> None:
        model: RowListModel[OutgoingRow] = RowListModel()
        paper, title = OutgoingDelegate(chips=True), title_of(Folder.OUTBOX)
        super().__init__(title, RowView(title, model, paper, outgoing_actions))
        self.model, self.paper = model, paper
        model.setParent(self)
        self.send_all = secondary(translate("Mail", "Send all now"), "send")
        self.send_all.clicked.connect(self.send_all_wanted)
        self.header_layout.addWidget(self.send_all)
        self.send_all.hide()
        self.header_layout.setStretch(1, 9)  # the words beside the title stay on one line

    def show_messages(
        self, messages: Sequence[Outgoing], wording: Wording, situation: Situation
    ) -> None:
        """What waits now."""
        known = wording.family.practice
        rows = outgoing_rows(
            messages, wording, partial(refusal, practice=known.name if known else "")
        )
        offline = situation.offline
        self.paper.explain({row.key: queue_words(row, offline=offline) for row in rows})
        self.model.show_rows(rows)
        self.list.scheduleDelayedItemsLayout()
        self.list.viewport().update()
        self.set_count(list_words(Folder.OUTBOX, len(rows), Folders(), all_here=True))
        self.send_all.setVisible(bool(rows))
        if rows:
            self.show_list()
        else:
            self.show_absence(no_messages(situation, Folder.OUTBOX))

    @override
    def _fit_height(self) -> None:
        self.setMinimumHeight(look.px(LEAST))


class DraftsPanel(ListPanel):
    """Opening a row writes on."""

    def __init__(self) -> None:
        model: RowListModel[DraftRow] = RowListModel()
        title = title_of(Folder.DRAFTS)
        super().__init__(title, RowView(title, model, OutgoingDelegate(chips=False), draft_actions))
        self.model = model
        model.setParent(self)

    def show_drafts(self, drafts: Sequence[Draft], wording: Wording, situation: Situation) -> None:
        """What is kept now."""
        rows = draft_rows(drafts, wording)
        self.model.show_rows(rows)
        self.set_count(list_words(Folder.DRAFTS, len(rows), Folders(), all_here=True))
        if rows:
            self.show_list()
        else:
            self.show_absence(no_messages(situation, Folder.DRAFTS))
