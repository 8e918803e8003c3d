"""What has been answered, or has taken effect, so that a press that a platform delivers twice counts once."""

from collections import OrderedDict
from threading import Lock

REMEMBERED = 4096
"""Keys that are kept in mind; a platform delivers again within a minute, if at all."""


class Answered:
    """Remembers, in this process alone, which deliveries had an answer; after a restart a second is answered too."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._remembered = remembered
        self._lock = Lock()

    def is_first(self, key: str) -> bool:
        """Say whether nothing with this key was answered yet; from now on it was. Without a key nothing can be told."""
        if self.knows(key):
            return False
        self.remember(key)
        return True

    def knows(self, key: str) -> bool:
        """Say whether what has this key was answered."""
        return bool(key) and key in self._keys

    def remember(self, key: str) -> None:
        """Note that what has this key has been answered."""
        with self._lock:
            self._keys[key] = None
            if len(self._keys) > self._remembered:
                self._keys.popitem(last=False)
