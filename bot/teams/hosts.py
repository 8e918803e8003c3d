"""Which addresses may be called: only Microsoft's, whoever names others. Another would be given our token."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings.values import LOOPBACK


@dataclass(frozen=True)
class Hosts:
    """Names of hosts; one that begins with a dot means all below it.

    `services`: where the Bot Connector is; `files`: where people's own OneDrive is.
    """

    services: tuple[str, ...]
    files: tuple[str, ...]
    needs_tls: bool = True

    def may_serve(self, url: object) -> bool:
        """Say whether this may be a `serviceUrl`."""
        return self._is_at(url, self.services)

    def may_take_files(self, url: object) -> bool:
        """Say whether a file may be put there."""
        return self._is_at(url, self.files)

    def _is_at(self, url: object, hosts: tuple[str, ...]) -> bool:
        try:
            parts = urlsplit(str(url))
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None:
            return False
        if self.needs_tls and (parts.scheme != "https" or port not in (None, 443)):
            return False
        is_theirs = any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
        return parts.scheme in ("http", "https") and is_theirs


MICROSOFTS = Hosts(services=("smba.trafficmanager.net", ".teams.microsoft.com"), files=(".sharepoint.com",))

THIS_MACHINES = Hosts(services=LOOPBACK, files=LOOPBACK, needs_tls=False)
"""For a rehearsal."""
