"""Which addresses may be called: only Microsoft's, whoever names others. Another would be given our token."""

from urllib.parse import urlsplit

_SERVICES = ("smba.trafficmanager.net", ".teams.microsoft.com")
"""Where the Bot Connector of Teams is, the public cloud's and that of government tenants in it."""

_FILES = (".sharepoint.com",)
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def may_be_service(url: object, is_insecure: bool) -> bool:
    """Whether this may be a `serviceUrl`; `is_insecure` allows this machine instead of Microsoft."""
    return _is_at(url, _SERVICES, is_insecure)


def may_take_files(url: object, is_insecure: bool) -> bool:
    """Whether a file may be put there: into somebody's own OneDrive."""
    return _is_at(url, _FILES, is_insecure)


def _is_at(url: object, hosts: tuple[str, ...], is_insecure: bool) -> bool:
    try:
        parts = urlsplit(str(url))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    if is_insecure:
        return parts.scheme in ("http", "https") and host in _THIS_MACHINE
    is_theirs = any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
    return parts.scheme == "https" and port in (None, 443) and is_theirs
