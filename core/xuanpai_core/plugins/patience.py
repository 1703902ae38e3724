"""Not waiting for ever: a plugin's function that does not return is interrupted."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class PluginHung(BaseException):
    """Raised inside a plugin's own code when its time is over; ``except Exception`` there does not stop it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise ``PluginHung`` in the block when it runs longer than ``seconds``.

    The main thread, where servers and workers answer, is interrupted by the kernel's timer, also while it sleeps.
    Another thread is interrupted between two steps of Python code.
    """
    if threading.current_thread() is threading.main_thread():
        with _timed(seconds):
            yield
        return
    alarm = threading.Timer(seconds, _interrupt_thread, (threading.get_ident(),))
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    """By the process's one timer; whoever else had set it gets it back, with what is left of his time."""
    handler = signal.getsignal(signal.SIGALRM)
    if handler is not _interrupt:
        signal.signal(signal.SIGALRM, _interrupt)
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds)
    began = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        # With nobody else's timer running our handler stays: setting it costs more than the timer.
        if left:
            signal.signal(signal.SIGALRM, handler)
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - began)), interval)


def _interrupt(*_: object) -> None:
    raise PluginHung


def _interrupt_thread(thread: int) -> None:
    # Seldom needed, and a server never does: its plugins answer in the main thread.
    import ctypes  # noqa: PLC0415

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(PluginHung))
