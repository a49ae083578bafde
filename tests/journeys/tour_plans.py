"""The Plan tab for the tour: a plan, the menu of a row, and the plan in a narrow window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.models.items.plans import PlanRow
from desktop.views.sections.plan import PlanView
from desktop.views.theme import look
from tests.journeys.driver import Program, settle, wait

NARROW = 700  # pixels at 100 % text


def show_plans(program: Program, take: Callable[..., None]) -> None:
    """Take the tab as it opens, and what it has where there is a plan."""
    bar = program.main.tabs.bar
    at = next(at for at in range(bar.count()) if bar.tabText(at) == "Plan")
    section = program.go_to(at)
    assert isinstance(section, PlanView)
    wait(lambda: section.model.loaded, "plans")
    settle()
    take("plan")
    rows = [row for row in section.model.rows if isinstance(row, PlanRow)]
    if rows:
        section.panel.list.opened.emit(rows[0])
        take("plan-open")
        take("plan-row-menu", row_menu(program, section))
        before = program.window.size()
        program.window.resize(round(NARROW * look.scale), before.height())
        take("plan-narrow")
        program.window.resize(before)
        settle()


def row_menu(program: Program, section: PlanView) -> QWidget:
    """The menu of the first row that has one."""
    table = section.page.table
    row = next(row for row in table.model.rows if table.list.row_actions(row))
    menu = table.list.menu_for(row)
    menu.popup(program.window.geometry().center())
    settle()
    return menu
