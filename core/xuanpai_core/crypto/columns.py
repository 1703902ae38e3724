"""Which columns hold sealed texts, by the names that the model gives them."""

from typing import Final

from sqlalchemy import Table

_SEALED: Final = "_sealed"
_DIGEST: Final = "_digest"


def sealed_columns(table: Table) -> list[tuple[str, str | None]]:
    """Each sealed column with the column that holds the digest of the same text, if there is one."""
    names = [column.name for column in table.columns if column.name.endswith(_SEALED)]
    digests = {name: name.removesuffix(_SEALED) + _DIGEST for name in names}
    return [(name, digest if digest in table.columns else None) for name, digest in digests.items()]
