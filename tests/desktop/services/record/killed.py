"""Takes a record and dies at the n-th look whether it should stop: `killed.py VAULT PLACE N zip`.

The key comes on the standard input. No clean-up runs, as when the power goes.
"""

import os
import sys
from pathlib import Path

from typing_extensions import override

from desktop.models.vault.folder import VaultFolder
from desktop.models.vault.key import VaultKey
from desktop.models.vault.vault import Vault
from desktop.services.context import Context
from tests.desktop.services.record.making import Copy

DIED = 9


class Dies(Context):
    """Ends the process instead of the job."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    @override
    def check_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            os._exit(DIED)


if __name__ == "__main__":
    key = VaultKey.from_bytes(sys.stdin.buffer.read())
    opened = Vault.open(VaultFolder(Path(sys.argv[1])), key)
    place, zipped = Path(sys.argv[2]), sys.argv[4] == "zip"
    Copy(opened).take(place, Dies(int(sys.argv[3])), zipped=zipped)
