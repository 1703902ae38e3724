"""How much memory a process holds, as the kernel counts it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident now, and at the most so far."""

    resident_mb: float
    peak_mb: float


def memory(pid: int) -> Memory:
    """Read ``/proc``."""
    lines = (line.split() for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines())
    kilobytes = {words[0]: float(words[1]) for words in lines if words[0] in {"VmRSS:", "VmHWM:"}}
    return Memory(kilobytes["VmRSS:"] / 1024, kilobytes["VmHWM:"] / 1024)


def cpu_seconds(pid: int) -> float:
    """How long the process has kept a processor busy."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / 100
