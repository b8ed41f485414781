"""A kiosk that is only its disk and its link: it says each id once that is safe on its disk.

Run as a program: the address of its server, how many a second, and after how many it dies at the
worst instant, when the server has saved and the disk does not know it yet (0: never).
"""

import os
import random
import sys
import time
from uuid import UUID

from models.contribution.contribution import capture
from models.outbox import forwarding
from models.outbox.kiosk_store import open_kiosk_store
from models.space.space import find_space

_let_go = forwarding._let_go


def main() -> None:
    """Save and say so, until somebody kills it."""
    address, rate, dies_after = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])

    def let_go(uids: list[UUID]) -> None:
        if dies_after and said >= dies_after:
            os._exit(9)
        _let_go(uids)

    said = 0
    forwarding._let_go = let_go  # type: ignore[assignment]
    open_kiosk_store(address)
    space = find_space().uid
    while True:
        time.sleep(random.expovariate(rate))
        one = capture(space, f"words {said} " * random.randint(1, 20), face="kiosk")
        os.write(1, f"{one.uid}\n".encode())
        said += 1


if __name__ == "__main__":
    main()
