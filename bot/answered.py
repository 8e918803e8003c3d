"""What has been answered: a platform may deliver one press twice, and it is answered once."""

from collections import OrderedDict

REMEMBERED = 4096
"""Keys that are kept in mind; a platform delivers again within a minute, if at all."""


class Answered:
    """Remembers, in this process alone, which deliveries had an answer; after a restart a second is answered too."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._remembered = remembered

    def is_first(self, key: str) -> bool:
        """Whether nothing with this key was answered yet; from now on it was. Without a key nothing can be told."""
        if key and key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._remembered:
            self._keys.popitem(last=False)
        return True
