"""What can be wrong with a roster, row by row or as a whole, and what refuses the request for an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from xuanpai_core.errors import Conflict, Invalid, NotFound


class ProblemCode(StrEnum):
    """Why a row, or the file, cannot be imported."""

    ALREADY_POSTED = "ALREADY_POSTED"
    BAD_DATE = "BAD_DATE"
    BAD_HEADER = "BAD_HEADER"
    BAD_ID_NUMBER = "BAD_ID_NUMBER"
    BAD_PHONE = "BAD_PHONE"
    BAD_TEXT = "BAD_TEXT"
    CADRE_CONFLICT = "CADRE_CONFLICT"
    DATE_ORDER = "DATE_ORDER"
    DUPLICATE_IN_FILE = "DUPLICATE_IN_FILE"
    FILE_ALREADY_IMPORTED = "FILE_ALREADY_IMPORTED"
    FILE_CHANGED = "FILE_CHANGED"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FORMULA_CELL = "FORMULA_CELL"
    GENDER_MISMATCH = "GENDER_MISMATCH"
    ID_BIRTH_DATE = "ID_BIRTH_DATE"
    ID_CHECK_DIGIT = "ID_CHECK_DIGIT"
    ID_NUMBER_NOT_TEXT = "ID_NUMBER_NOT_TEXT"
    IMPORT_INTERRUPTED = "IMPORT_INTERRUPTED"
    MERGED_CELLS = "MERGED_CELLS"
    NOT_A_WORKBOOK = "NOT_A_WORKBOOK"
    NO_ROWS = "NO_ROWS"
    QUOTA_EXCEEDED = "QUOTA_EXCEEDED"
    REGION_ABOLISHED = "REGION_ABOLISHED"
    REGION_NAME_MISMATCH = "REGION_NAME_MISMATCH"
    REQUIRED = "REQUIRED"
    RIGHTS_ENDED = "RIGHTS_ENDED"
    TOO_MANY_COLUMNS = "TOO_MANY_COLUMNS"
    TOO_MANY_ROWS = "TOO_MANY_ROWS"
    UNKNOWN_REGION = "UNKNOWN_REGION"
    UNKNOWN_WORD = "UNKNOWN_WORD"
    WRONG_LEVEL = "WRONG_LEVEL"
    WRONG_TOWNSHIP = "WRONG_TOWNSHIP"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: ``row`` counts the sheet's rows from 1, and is empty when the file as a whole is meant."""

    code: ProblemCode
    message: str
    row: int | None = None
    column: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The form in which ``RosterImport.problems`` keeps it."""
        return {"row": self.row, "column": self.column, "code": str(self.code), "message": self.message}


class FileRefused(Invalid):
    """The file cannot be read as a roster at all; ``problems`` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].message, code=str(self.problems[0].code))


def refusal(code: ProblemCode, message: str, row: int | None = None, column: str | None = None) -> FileRefused:
    """The refusal of a file for one reason."""
    return FileRefused([Problem(code, message, row, column)])


class RosterFileNotFound(NotFound):
    """No such upload of the caller's own."""

    code = "ROSTER_FILE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到您上传的名册文件，请重新上传后再导入。")


class RosterFileNotReady(Conflict):
    """The upload has not been completed, or failed its check."""

    code = "ROSTER_FILE_NOT_READY"

    def __init__(self) -> None:
        super().__init__("名册文件还没有上传完成或没有通过检查，请完成上传后再导入。")


class NotARoster(Invalid):
    """The upload was declared as something else."""

    code = "NOT_A_ROSTER"

    def __init__(self) -> None:
        super().__init__("这个文件不是作为名册上传的，请在导入名册处重新上传。")
