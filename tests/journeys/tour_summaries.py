"""The Summary tab for the tour: a summary, one that was received, dates, the history."""

from collections.abc import Callable

from desktop.views.dialogs.received import ReceivedDialog
from desktop.views.dialogs.transmit import TransmitDialog
from desktop.views.sections.summary import SummaryView
from desktop.views.theme import look
from tests.journeys.driver import Program, settle, wait
from tests.journeys.summaries import open_received, summaries, written

NARROW = 700  # pixels at 100 % text


def show_summaries(program: Program, take: Callable[..., None]) -> None:
    """Take the tab as it opens, what else it shows, and both shapes of the window."""
    section = summaries(program, opened=False)
    row = section.model.rows[0]
    section.panel.list.opened.emit(row)
    wait(lambda: written(section), "the summary")
    settle()
    take("summary")
    open_received(section)
    take("summary-received")
    bar = section.page.bar
    bar.since.setText("2026-01-01")
    bar.since.editingFinished.emit()
    wait(lambda: written(section), "what is of these dates")
    take("summary-dates")
    bar.until.setText("someday")
    bar.until.editingFinished.emit()
    take("summary-no-date")
    section.show_history()
    dialog = program.dialog()
    program.shows("Viewed by", dialog)
    settle()
    take("summary-history", dialog)
    dialog.reject()
    _show_source(program, section, take)
    _show_transmit(program, section, take)
    before = program.window.size()
    program.window.resize(round(NARROW * look.scale), before.height())
    settle()
    take("summary-narrow")
    program.window.resize(before)
    settle()


def _show_source(program: Program, section: SummaryView, take: Callable[..., None]) -> None:
    section.page.head.source_wanted.emit()
    source = program.dialog()
    assert isinstance(source, ReceivedDialog)
    wait(lambda: source.reader is not None, "the text")
    settle()
    take("summary-source", source)
    source.reject()


def _show_transmit(program: Program, section: SummaryView, take: Callable[..., None]) -> None:
    section.show_transmit()
    transmit = program.dialog()
    assert isinstance(transmit, TransmitDialog)
    wait(transmit.form.way.providers.count, "the referral")
    settle()
    take("transmit", transmit)
    transmit.form.way.any.setChecked(True)
    transmit.form.way.to.setText("chen@endo.example")
    settle()
    take("transmit-encrypted", transmit)
    transmit.form.way.plain.setChecked(True)
    settle()
    take("transmit-plain", transmit)
    transmit.go_on()
    settle()
    take("transmit-review", transmit)
    transmit.reject()
    transmit.reject()
