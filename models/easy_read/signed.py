"""What a signature under an Easy Read paper stands for, and for which papers it counts."""

import hashlib
import json

from models.easy_read.forms import HardWord
from models.easy_read.paper import About, EasyItem

__all__ = ["covers", "fingerprint_of"]


def fingerprint_of(items: tuple[EasyItem, ...], words: tuple[HardWord, ...]) -> str:
    """Return what stands for everything that somebody signs: each word, each picture, each gap.

    Each piece of news has a mark of its own behind that of the rest. How it stands with a promise
    is not in it: that changes with the day, and nobody writes it.
    """
    everything = [
        [one.mark for one in items if one.about is not About.NEWS],
        [[one.word, one.means] for one in words],
    ]
    news = (one.mark for one in items if one.about is About.NEWS and not one.waits)
    return " ".join(map(_hashed, (everything, *news)))


def covers(signed: str, now: str) -> bool:
    """Say whether a signature counts for a paper as it is now, both as fingerprints.

    News may go, since a meeting that is not published takes its promises with it: nobody's words
    are other ones for that. News that comes is not signed.
    """
    rest, *news = signed.split()
    rest_now, *news_now = now.split()
    return rest == rest_now and set(news_now) <= set(news)


def _hashed(what: object) -> str:
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()
