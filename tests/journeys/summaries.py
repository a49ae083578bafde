"""The Summary tab in journeys: what shows, and what a person opens."""

from desktop.models.items.care import PersonRow
from desktop.views.sections.summary import SummaryView
from tests.journeys.driver import Program, wait


def summaries(program: Program, *, opened: bool = True) -> SummaryView:
    """The Summary tab; with `opened`, once the first person's newest summary shows."""
    bar = program.main.tabs.bar
    at = next(at for at in range(bar.count()) if bar.tabText(at) == "Summary")
    section = program.go_to(at)
    assert isinstance(section, SummaryView)
    wait(section.model.rowCount, "persons")
    if opened:
        wait(lambda: written(section), "the newest summary")
    return section


def written(section: SummaryView) -> bool:
    """Whether a document shows, to its end."""
    viewer = section.page.viewer
    busy = section.page.reading or viewer.paper.writer.busy
    return viewer.summary is not None and not busy


def person(section: SummaryView, name: str) -> PersonRow:
    """The row of a person."""
    rows = [row for row in section.model.rows if isinstance(row, PersonRow)]
    return next(row for row in rows if row.title.startswith(name))


def open_person(section: SummaryView, name: str) -> PersonRow:
    """Choose a person, and wait for their newest summary."""
    row = person(section, name)
    section.panel.list.opened.emit(row)
    wait(lambda: section.page.row is not None and section.page.row.key == row.key, name)
    wait(lambda: written(section), f"the summary of {name}")
    return row


def open_received(section: SummaryView) -> None:
    """Open the summary of the signed-in person that another practice sent."""
    which = section.page.head.which
    at = next(at for at in range(which.count()) if "received" in which.itemText(at))
    which.setCurrentIndex(at)
    wait(lambda: section.page.shown is not None and section.page.shown.record.received)
    wait(lambda: written(section), "the summary that was received")
