"""The tones of chips, banners and tinted circles; always beside a word or an icon."""

from enum import StrEnum


class Tone(StrEnum):
    """What a colour says."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    BARE = "bare"

    @property
    def ground(self) -> str:
        """The token of the fill; `BARE` has none and is not to be filled."""
        match self:
            case Tone.NEUTRAL | Tone.BARE:
                return "chip"
            case Tone.ACCENT:
                return "accentSoft"
        return f"{self.value}Bg"

    @property
    def ink(self) -> str:
        """The token of text and icon on that fill."""
        match self:
            case Tone.NEUTRAL:
                return "text"
            case Tone.BARE:
                return "text2"
            case Tone.ACCENT:
                return "accentText"
        return f"{self.value}Text"
