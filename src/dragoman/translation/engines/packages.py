"""Packages of models for CTranslate2: Argos `.argosmodel` files, and folders such as OPUS models.

A package is looked over and identified here; it is loaded by the engine. Nothing is unpacked.
Argos' format: https://github.com/argosopentech/argos-translate (metadata.json beside model/ and
sentencepiece.model, in a zip file or a folder). A converted OPUS folder has model.bin, source.spm
and target.spm side by side.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dragoman.language.codes import base_language, normalise_tag

ARGOS_CODES = {"pb": "pt-BR", "zt": "zh-Hant"}
"""Codes of Argos and LibreTranslate that are no BCP 47 tags."""

LARGEST = 4 << 30
"""Bytes that a package may have when unpacked; the largest of Argos has 0.3 thousand million."""

_PAIR = re.compile(r"(?<![a-z\d])(?=([a-z]{2,3})[-_]([a-z]{2,3})(?![a-z\d]))")
_VOCABULARIES = tuple(
    f"{side}_vocabulary.{kind}" for side in ("shared", "source") for kind in ("json", "txt")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One direction, in one file or folder.

    `files` are the names of CTranslate2's files and where they are in the package. `end` is put
    behind the pieces of the source where the model was trained so and does not add it itself;
    `source_prefix` and `target_prefix` are pieces that name the target language ("" for none).
    """

    source: str
    target: str
    variant: str
    path: Path
    files: tuple[tuple[str, str], ...]
    source_pieces: str
    target_pieces: str
    sha256: str
    end: str = ""
    source_prefix: str = ""
    target_prefix: str = ""

    @property
    def name(self) -> str:
        """The file's or folder's name without its ending."""
        return self.path.stem if self.path.suffix == ".argosmodel" else self.path.name

    def read(self, member: str) -> bytes:
        """The bytes of one file of the package."""
        return _Shelf(self.path).read(member)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageProblem:
    """What looks like a package and cannot be used: one line with file and reason."""

    path: Path
    reason: str


class _Shelf:
    """The files of a package by name, in a zip file or a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zipped = path.is_file()
        if self._zipped:
            with zipfile.ZipFile(path) as archive:
                self.names = [one.filename for one in archive.infolist() if not one.is_dir()]
                size = sum(one.file_size for one in archive.infolist())
            if size > LARGEST:
                raise ValueError(f"would be {size >> 20} MB unpacked")
        else:
            inner = (one for pattern in ("*", "*/*") for one in path.glob(pattern))
            self.names = [one.relative_to(path).as_posix() for one in inner if one.is_file()]

    def read(self, name: str) -> bytes:
        """The bytes of one file; a zip file's checksum is looked at."""
        if self._zipped:
            with zipfile.ZipFile(self._path) as archive:
                return archive.read(name)
        return (self._path / name).read_bytes()

    def blocks(self, names: Sequence[str]) -> Iterator[bytes]:
        """The bytes of the files one after the other, a megabyte at a time."""
        archive = zipfile.ZipFile(self._path) if self._zipped else None
        try:
            for name in names:
                opened = archive.open(name) if archive else (self._path / name).open("rb")
                with opened as stream:
                    while block := stream.read(1 << 20):
                        yield block
        finally:
            if archive:
                archive.close()


def find_packages(places: Sequence[Path]) -> list[Package | PackageProblem]:
    """Every package in the given files and folders (one level deep), broken ones named."""
    found: list[Package | PackageProblem] = []
    for place in places:
        if not place.exists():
            reason = f"{place}: no such package of CTranslate2"
            found.append(PackageProblem(path=place, reason=reason))
            continue
        inner = sorted(place.glob("*")) if place.is_dir() else []
        candidates = [one for one in (place, *inner) if _looks_like_one(one)]
        found += [read_package(one) for one in candidates]
        if not candidates:
            reason = f"{place}: holds neither an .argosmodel file nor a folder with a model.bin"
            found.append(PackageProblem(path=place, reason=reason))
    return found


def read_package(path: Path) -> Package | PackageProblem:
    """The package in one file or folder, or what is wrong with it."""
    try:
        return _read(path, _Shelf(path))
    except (ValueError, OSError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        why = getattr(error, "strerror", "") or str(error) or type(error).__name__
        return PackageProblem(path=path, reason=f"{path}: {' '.join(why.split())}")


def _looks_like_one(path: Path) -> bool:
    """True for a file or folder that is meant to be a package."""
    if path.is_file():
        return path.suffix == ".argosmodel"
    return (path / "model.bin").is_file() or (path / "metadata.json").is_file()


def _read(path: Path, shelf: _Shelf) -> Package:
    """The work of `read_package`; raises ValueError with a reason."""
    metadata = next((name for name in shelf.names if _ends(name, "metadata.json")), "")
    model = next((name for name in shelf.names if _ends(name, "model.bin")), "")
    if not model:
        raise ValueError("has no model.bin of CTranslate2")
    beside = model.rpartition("/")[0]
    files = {
        name: f"{beside}/{name}".lstrip("/")
        for name in ("model.bin", "config.json", *_VOCABULARIES, *_target_vocabularies())
    }
    files = {name: place for name, place in files.items() if place in shelf.names}
    said = _document(shelf.read(metadata)) if metadata else {}
    source, variant = _pair(path, said)
    pieces = _pieces(shelf.names)
    chosen = sorted({*files.values(), *pieces})
    digest = hashlib.sha256()
    for block in shelf.blocks(chosen):
        digest.update(block)
    config = _document(shelf.read(files["config.json"])) if "config.json" in files else {}
    converted = not metadata and not config.get("add_source_eos")
    return Package(
        source=source,
        target=base_language(variant),
        variant=variant,
        path=path,
        files=tuple(files.items()),
        source_pieces=pieces[0],
        target_pieces=pieces[1],
        sha256=digest.hexdigest(),
        end=str(config.get("eos_token") or "</s>") if converted else "",
        source_prefix="" if metadata else _language_piece(shelf, files, variant),
        target_prefix=str(said.get("target_prefix") or ""),
    )


def _ends(name: str, last: str) -> bool:
    """True for a file called `last`, at most two folders deep."""
    path = PurePosixPath(name)
    return path.name == last and len(path.parts) <= 3


def _target_vocabularies() -> tuple[str, ...]:
    return ("target_vocabulary.json", "target_vocabulary.txt", "vmap.txt")


def _pieces(names: Sequence[str]) -> tuple[str, str]:
    """The SentencePiece files of source and target; often the same one."""
    for one, other in (("source.spm", "target.spm"), ("sentencepiece.model",) * 2):
        first = next((name for name in names if _ends(name, one)), "")
        second = next((name for name in names if _ends(name, other)), "")
        if first and second:
            return first, second
    if any(_ends(name, "bpe.model") for name in names):
        raise ValueError("cuts words with bpe.model; only SentencePiece is read")
    raise ValueError(
        "has no SentencePiece file (sentencepiece.model, or source.spm and target.spm)"
    )


def _pair(path: Path, said: dict[str, Any]) -> tuple[str, str]:
    """Source language and target variant, from the metadata, else from the name."""
    codes = str(said.get("from_code") or ""), str(said.get("to_code") or "")
    if not all(codes):
        named = [(found[1], found[2]) for found in _PAIR.finditer(path.name.lower())]
        known = [pair for pair in named if normalise_tag(pair[0]) and normalise_tag(pair[1])]
        if not known:
            raise ValueError("neither metadata nor name tells the pair, such as opus-mt-en-es")
        codes = known[-1]
    tags = [normalise_tag(ARGOS_CODES.get(code, code)) for code in codes]
    if not all(tags):
        raise ValueError(f"translates {codes[0]!r} into {codes[1]!r}, which are no languages")
    return base_language(tags[0]), tags[1]


def _language_piece(shelf: _Shelf, files: dict[str, str], variant: str) -> str:
    """The piece by which a model of many targets is told the language, such as >>por<<."""
    place = next((files[name] for name in _VOCABULARIES if name in files), "")
    text = shelf.read(place).decode("utf-8", "replace") if place else ""
    tags = re.findall(r">>([A-Za-z_\-]{2,20})<<", text)
    if not tags:
        return ""
    for exact in (True, False):
        for tag in tags:
            same = (
                normalise_tag(tag) == variant
                if exact
                else base_language(tag) == base_language(variant)
            )
            if same:
                return f">>{tag}<<"
    raise ValueError(f"translates into {', '.join(sorted(set(tags))[:8])}, not into {variant}")


def _document(raw: bytes) -> dict[str, Any]:
    """A JSON object."""
    read = json.loads(raw.decode("utf-8"))
    if not isinstance(read, dict):
        raise ValueError("its JSON is no object")
    return read
