"""What can go wrong with a file."""

from xuanpai_core.errors import Conflict, Invalid, NotFound

REFUSALS = {
    "DOCUMENT_DAMAGED": "文档没有传完整或已损坏。请重新导出 PDF 后再上传。",
    "IMAGE_DAMAGED": "照片没有传完整或已损坏,打不开。请重新拍照或重新选择后再上传。",
    "IMAGE_TOO_LARGE": "照片的像素太高,无法处理。请把相机分辨率调低(JPG 5000 万、HEIC 2500 万像素以内)后重新拍照。",
    "MALWARE_FOUND": "文件里查出病毒,已被删除。请先给手机或电脑杀毒,再换一个文件上传。",
    "NOT_AN_IMAGE": "这个文件不是照片。请上传 JPG、PNG、WebP 或 HEIC 格式的照片。",
    "NOT_A_PDF": "这个文件不是 PDF 文档。请导出为 PDF 后再上传。",
    "NOT_A_SPREADSHEET": "这个文件不是 Excel 工作簿。请另存为 .xlsx 格式后再上传。",
    "UPLOAD_EXPIRED": "上传已超过时限。请重新选择文件上传。",
    "UPLOAD_TOO_LARGE": "文件超过了登记的大小或大小上限。请压缩后重新上传。",
    "UPLOAD_TOO_LARGE_TO_SCAN": "文件太大,无法做病毒检查。请压缩后重新上传。",
}
"""Why a file is refused for good, by code; the record keeps the code, and a second question gets the same answer."""


class UploadRefused(Invalid):
    """The uploaded file failed a check and was removed; a new upload is needed."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code], code=code)


class UploadMissing(Conflict):
    """Nothing has arrived yet, or not every part: send the file, then complete again."""

    code = "UPLOAD_MISSING"

    def __init__(self, message: str = "文件还没有传到。请等上传完成后再提交;如果上传中断,请重新上传。") -> None:
        super().__init__(message)


class UploadAltered(UploadMissing):
    """Other bytes have arrived than were announced; they were removed, and the file may be sent again."""

    code = "UPLOAD_ALTERED"

    def __init__(self) -> None:
        super().__init__("传到的文件与原来的不一致,可能在传输中损坏。请重新上传一次。")


class UploadIdUnusable(Conflict):
    """The id that a client chose stands for another file, or is nobody's to choose."""

    code = "UPLOAD_ID_UNUSABLE"

    def __init__(self) -> None:
        super().__init__("这个上传编号不能使用,它可能已用于另一个文件。请由客户端换一个新的随机编号后重试。")


class NotInParts(Conflict):
    """The upload was begun as a whole file."""

    code = "NOT_IN_PARTS"

    def __init__(self) -> None:
        super().__init__("这个文件不是分片上传的。请重新开始上传。")


class NotHoldable(Conflict):
    """Only a checked file can be held."""

    code = "NOT_HOLDABLE"

    def __init__(self) -> None:
        super().__init__("这份资料还没有通过检查,不能封存。请等检查完成后再操作。")


class EvidenceNotFound(NotFound):
    """No such file, or none that the caller may know of."""

    code = "EVIDENCE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这份佐证资料,或它还没有上传完成,或您无权使用。请重新上传后再试。")
