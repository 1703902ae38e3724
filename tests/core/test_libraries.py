"""What a library brings and we never use stays out of the process, and whoever asks for it still gets it whole."""

import subprocess
import sys

SEEN = """
import sys
import xuanpai_core.db.connections
import xuanpai_core.evidence.storage
print(*(name in sys.modules for name in ("rich", "Crypto", "minio.minioadmin")))
import minio
print(hasattr(minio, "MinioAdmin"))
import rich.console
from minio.minioadmin import MinioAdmin
print(isinstance(rich.console.Console, type), isinstance(MinioAdmin, type))
"""


def test_colours_and_the_second_cipher_library_stay_out_until_somebody_imports_them() -> None:
    said = subprocess.run([sys.executable, "-c", SEEN], capture_output=True, text=True, check=True)

    assert said.stdout.splitlines() == ["False False False", "False", "True True"]
