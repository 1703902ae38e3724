"""Runs a program that ends when its supervisor ends, however that one ends.

Started as a script (``python -I -S tether.py SIGNAL PARENT UID GID -- PROGRAM …``) between the supervisor and the
program, because code of our own between fork and exec is unsafe in a process with threads. It drops privileges, asks
the kernel to send SIGNAL when the parent dies, and becomes the program: same process, same process number.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
NOT_RUNNABLE = 126


def main(arguments: list[str]) -> None:
    """Become the program; exits with 126 when it cannot be run."""
    death_signal, parent, uid, gid = (int(each) for each in arguments[:4])
    program = arguments[5:]
    os.umask(0o077)
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After the change of user, which would clear it; exec keeps it.
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    # The parent may have died before the request reached the kernel.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    try:
        os.execv(program[0], program)  # noqa: S606 - no shell is what we want
    except OSError as error:
        sys.stderr.write(f"cannot run {program[0]}: {error.strerror}\n")
        sys.exit(NOT_RUNNABLE)


if __name__ == "__main__":
    main(sys.argv[1:])
