"""Why the practice did not take an answer, in the words of `notices`."""

from desktop.services.portal import Trouble
from desktop.views.notices import wording


def refusal(code: str, practice: str = "") -> str:
    """The sentence for the code of a refused action; codes unknown here get a general one."""
    try:
        trouble = Trouble(code)
    except ValueError:
        trouble = Trouble.BUG
    return wording(trouble, practice=practice).text
