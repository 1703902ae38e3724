"""Refusals of exports and imports."""

from xuanpai_core.errors import Conflict, Invalid


class WeakPassphrase(Invalid):
    """A passphrase that would be guessed."""

    code = "WEAK_PASSPHRASE"

    def __init__(self, length: int) -> None:
        super().__init__(f"导出口令至少 {length} 个字符,请换一个更长的。")


class WrongPassphrase(Invalid):
    """The archive was sealed under another passphrase."""

    code = "WRONG_PASSPHRASE"

    def __init__(self) -> None:
        super().__init__("导出口令不正确,请向导出人核对。")


class ExportDamaged(Invalid):
    """No export of ours, or not as it was written."""

    code = "EXPORT_DAMAGED"

    def __init__(self, what: str) -> None:
        super().__init__(f"导出文件不完整或已损坏({what}),没有导入。请重新取得一份。")


class WrongSchemaRevision(Conflict):
    """The archive comes from another release."""

    code = "WRONG_SCHEMA_REVISION"

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(f"导出文件的数据结构版本是 {theirs},本系统是 {ours}。请先把两边升级到同一版本。")
