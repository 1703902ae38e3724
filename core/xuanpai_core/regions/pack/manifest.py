"""What ``national.json`` says of the pack: where it comes from, under which licence, what each file holds."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from xuanpai_core.regions.errors import RegionPackDamaged

DATA_FOLDER = Path(__file__).with_name("data")
MANIFEST_NAME = "national.json"


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many regions of each level."""

    provinces: int
    cities: int
    counties: int
    townships: int
    villages: int

    @property
    def total(self) -> int:
        """Regions of all levels."""
        return self.provinces + self.cities + self.counties + self.townships + self.villages


@dataclass(frozen=True, slots=True)
class PackSource:
    """The published package the pack was built from; ``files`` maps each file read to its sha256."""

    package: str
    version: str
    homepage: str
    origin: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class PackLicence:
    """The licence of the source: what its licence file says, what its metadata says, where our copy is."""

    name: str
    declared: str
    file: str


@dataclass(frozen=True, slots=True)
class ProvinceFile:
    """One province's file: sha256 of the compressed bytes and of the table inside."""

    code: str
    name: str
    file: str
    sha256: str
    table_sha256: str
    counts: LevelCounts


@dataclass(frozen=True, slots=True)
class PackManifest:
    """The whole of ``national.json``; ``command`` rebuilds the folder it lies in."""

    source: PackSource
    licence: PackLicence
    command: str
    counts: LevelCounts
    provinces: tuple[ProvinceFile, ...]


_MANIFEST = TypeAdapter(PackManifest)


def read_manifest(folder: Path) -> PackManifest:
    """Read the manifest of the pack in ``folder``; raises ``RegionPackDamaged``."""
    try:
        return _MANIFEST.validate_json((folder / MANIFEST_NAME).read_bytes())
    except (FileNotFoundError, ValidationError):
        raise RegionPackDamaged(f"区划数据的目录文件 {MANIFEST_NAME} 缺失或已损坏，请重新安装本程序。") from None


def write_manifest(manifest: PackManifest, folder: Path) -> None:
    """Write ``national.json``; equal manifests give equal bytes."""
    (folder / MANIFEST_NAME).write_bytes(_MANIFEST.dump_json(manifest, indent=2) + b"\n")
