"""Why a document is not run at all."""

from xuanpai_core.errors import Invalid


class DocumentUnknown(Invalid):
    """No document of a supported release has this hash."""

    code = "DOCUMENT_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("页面版本已更新,请刷新页面后再试。")


class DocumentsOnly(Invalid):
    """Text was sent where only the release's own documents are run."""

    code = "DOCUMENTS_ONLY"

    def __init__(self) -> None:
        super().__init__("这里只接受随版本发布的查询;程序调用请使用访问令牌。")
