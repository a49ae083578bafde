"""Finding words in a clinical document; what is folded is unfolded for it."""

from typing_extensions import override

from desktop.views.viewers.pdf.finding import FoundStrip
from desktop.views.viewers.summary.paper import SummaryPaper
from desktop.views.viewers.text_finding import TextFinding


class SummaryFinding(TextFinding):
    """Looks as soon as all of the text is written, and again when it was written anew."""

    def __init__(self, paper: SummaryPaper, strip: FoundStrip) -> None:
        super().__init__(paper, strip)
        self._paper = paper
        paper.rewritten.connect(self._on_rewritten)
        paper.ended.connect(self._on_ended)

    @override
    def _look(self) -> None:
        self._paper.fold_all(folded=False)
        if not self._paper.writer.busy:
            super()._look()

    def _on_rewritten(self) -> None:
        """Places of the text before mean nothing any more."""
        self.places, self.current = (), -1

    def _on_ended(self) -> None:
        if self._words and not self._wait.isActive():
            super()._look()
