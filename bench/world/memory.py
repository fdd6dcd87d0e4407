"""What a process has held."""

from pathlib import Path


def peak_memory(*, forget: bool = False) -> int:
    """The most kilobytes this process has held since the last time it forgot."""
    if forget:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
