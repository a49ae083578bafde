"""What sections say in a toast; another tab takes it away."""

from PySide6.QtCore import QObject

from desktop.views.section import SectionView
from desktop.views.tabs import PortalTabs
from desktop.views.widgets.toast import Toast


class Toasts(QObject):
    """Lets the sections of `tabs` speak through `toast`."""

    def __init__(self, tabs: PortalTabs, toast: Toast) -> None:
        super().__init__(tabs)
        self._toast = toast
        tabs.built.connect(self._on_built)
        tabs.turned.connect(self._on_turned)

    def _on_built(self, section: SectionView) -> None:
        section.said.connect(self._toast.say)
        section.unsaid.connect(self._toast.unsay)

    def _on_turned(self, _section: SectionView | None) -> None:
        self._toast.leave()
