"""The demo practice's logo: a tooth with a wave, drawn once for the screen and for paper."""

from base64 import b64encode
from typing import Any

TEAL = "#0B5D6B"
CROWN = (
    "M 13.2 15.6 C 13.2 12.2 15.6 10 18.9 10 C 21 10 22.4 11.3 24 11.3 C 25.6 11.3 27 10 29.1 10 "
    "C 32.4 10 34.8 12.2 34.8 15.6 C 34.8 17.7 34.4 19.4 33.8 20.9 C 30.4 24.6 27.5 18.2 23.9 20.6 "
    "C 20.4 23 17.6 24.4 14.3 21.2 C 13.6 19.6 13.2 17.8 13.2 15.6 Z"
)
ROOTS = (
    "M 15.1 24.2 C 18.4 26.3 21.2 25.2 24.6 22.9 C 27.3 21.1 30 25.6 33.1 23.8 "
    "C 32.3 27 32.1 29.4 31.6 32.5 C 31.2 35.2 30.5 38 28.9 38 C 27 38 26.9 34.9 26.3 32.4 "
    "C 25.9 30.6 25.4 29.1 24 29.1 C 22.6 29.1 22.1 30.6 21.7 32.4 C 21.1 34.9 21 38 19.1 38 "
    "C 17.5 38 16.8 35.2 16.4 32.5 C 16 29.8 15.7 27 15.1 24.2 Z"
)
SIDE = 48.0


def data_uri() -> str:
    """The logo as an SVG in a data URI."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">'
        f'<rect width="48" height="48" rx="10" fill="{TEAL}"/>'
        f'<path fill="#ffffff" d="{CROWN}"/><path fill="#ffffff" d="{ROOTS}"/></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def draw(canvas: Any, x: float, y: float, side: float) -> None:
    """The logo on a page, its lower left corner at (x, y) in points."""
    canvas.saveState()
    canvas.translate(x, y + side)
    canvas.scale(side / SIDE, -side / SIDE)
    canvas.setFillColor(TEAL)
    canvas.roundRect(0, 0, SIDE, SIDE, 10, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    for outline in (CROWN, ROOTS):
        canvas.drawPath(_path(canvas, outline), stroke=0, fill=1)
    canvas.restoreState()


def _path(canvas: Any, outline: str) -> Any:
    path, words = canvas.beginPath(), iter(outline.split())
    for word in words:
        match word:
            case "M":
                path.moveTo(float(next(words)), float(next(words)))
            case "C":
                path.curveTo(*(float(next(words)) for _ in range(6)))
            case "Z":
                path.close()
    return path
