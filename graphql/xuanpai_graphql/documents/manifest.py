"""The documents of this release and of those before it, whose pages people still have open.

``manifests/<version>.json`` maps the SHA-256 of each document's text to the text; the front end's ``npm run codegen``
writes that of its own version, and the files of earlier versions stay until they are no longer supported.
"""

from collections.abc import ItemsView, Mapping
from importlib import resources
from importlib.resources.abc import Traversable

import orjson

from xuanpai_graphql.documents.errors import DocumentUnknown

FOLDER = "manifests"


class Documents:
    """Documents by hash."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._known = frozenset(texts.values())

    @classmethod
    def shipped(cls) -> "Documents":
        """What this installation carries."""
        texts: dict[str, str] = {}
        for file in sorted(resources.files(__package__).joinpath(FOLDER).iterdir(), key=_version):
            texts |= orjson.loads(file.read_bytes())
        return cls(texts)

    def items(self) -> ItemsView[str, str]:
        """Each hash with its text, those of the newest release last."""
        return self._texts.items()

    def text_of(self, digest: str) -> str:
        """The document with this SHA-256 in hex; raises ``DocumentUnknown``."""
        text = self._texts.get(digest)
        if text is None:
            raise DocumentUnknown
        return text

    def __contains__(self, text: object) -> bool:
        """Whether ``text`` is, letter for letter, a document of ours: pages of old releases send it whole."""
        return text in self._known


def _version(file: Traversable) -> tuple[int, ...]:
    return tuple(int(part) for part in file.name.removesuffix(".json").split("."))
