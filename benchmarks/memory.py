"""What a process has held in memory."""

from pathlib import Path

_KILOBYTES = 1024  # in a megabyte


def peak_megabytes(process: int | str = "self") -> float:
    """The most memory that a process had so far; getrusage would count what its parent had when it was started."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / _KILOBYTES
