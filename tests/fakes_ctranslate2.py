"""Tiny packages for CTranslate2 with random numbers in them: they babble, always alike."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np

from fakes_student import write_vocabulary

WORDS, DIMS, HEADS, FFN = 64, 16, 2, 32


def write_opus(folder: Path, *, seed: int = 3, languages: tuple[str, ...] = ()) -> Path:
    """A folder as ct2-transformers-converter makes of an OPUS model; gives the folder.

    `languages` are pieces such as >>spa<< that a model of many targets has.
    """
    folder.mkdir(parents=True)
    write_vocabulary(folder / "source.spm", WORDS, 1)
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    _write_model(folder, _pieces(folder / "source.spm", languages), seed)
    return folder


def write_argos(path: Path, *, seed: int = 4) -> Path:
    """An .argosmodel file from English into Spanish, as argostranslate's packages are laid out."""
    folder = path.parent / f"{path.stem}-laid-out"
    folder.mkdir(parents=True)
    write_vocabulary(folder / "sentencepiece.model", WORDS, 2)
    (folder / "model").mkdir()
    _write_model(folder / "model", _pieces(folder / "sentencepiece.model", ()), seed)
    about = {"package_version": "1.0", "from_code": "en", "from_name": "English", "to_code": "es"}
    (folder / "metadata.json").write_text(json.dumps(about), encoding="utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(folder.rglob("*")):
            if one.is_file():
                archive.write(one, f"translate-en_es-1_0/{one.relative_to(folder)}")
    return path


def _pieces(vocabulary: Path, languages: tuple[str, ...]) -> list[str]:
    from sentencepiece import SentencePieceProcessor

    read = SentencePieceProcessor(model_file=str(vocabulary))
    pieces = [read.id_to_piece(place) for place in range(read.get_piece_size())]
    # CTranslate2 wants its three marks first.
    return ["<unk>", "<s>", "</s>", *languages, *(p for p in pieces if p not in ("<unk>", "</s>"))]


def _write_model(folder: Path, pieces: list[str], seed: int) -> None:
    from ctranslate2.specs import TransformerSpec

    rng = np.random.default_rng(seed)
    spec = TransformerSpec.from_config(1, HEADS, pre_norm=False)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return rng.normal(0, columns**-0.5, (rows, columns)).astype(np.float32)

    def linear(layer: object, rows: int, columns: int) -> None:
        layer.weight = matrix(rows, columns)
        layer.bias = rng.normal(0, 0.1, rows).astype(np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(DIMS, np.float32), np.zeros(DIMS, np.float32)

    def attention(layer: object, *, own: bool) -> None:
        sizes = [3 * DIMS, DIMS] if own else [DIMS, 2 * DIMS, DIMS]
        for part, rows in zip(layer.linear, sizes, strict=True):
            linear(part, rows, DIMS)
        norm(layer.layer_norm)

    def feed_forward(layer: object) -> None:
        linear(layer.linear_0, FFN, DIMS)
        linear(layer.linear_1, DIMS, FFN)
        norm(layer.layer_norm)

    for side in (spec.encoder, spec.decoder):
        embedding = side.embeddings[0] if side is spec.encoder else side.embeddings
        embedding.weight = matrix(len(pieces), DIMS)
        side.position_encodings.encodings = matrix(512, DIMS)
        attention(side.layer[0].self_attention, own=True)
        feed_forward(side.layer[0].ffn)
    attention(spec.decoder.layer[0].attention, own=False)
    linear(spec.decoder.projection, len(pieces), DIMS)
    # A mind of its own to end: else it babbles to the limit of every sentence.
    spec.decoder.projection.bias[pieces.index("</s>")] = 1.5
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.save(str(folder))
