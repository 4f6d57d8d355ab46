"""The shape of a student, read from its own configuration; what cannot run is refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.translation.engines.student.problem import BrokenModelError

Config = Mapping[str, str | tuple[str, ...]]

# Keys that change the equations, with the values that this engine implements. A key that is absent
# has Marian's default, which is among the values.
IMPLEMENTED: dict[str, tuple[str, ...]] = {
    "type": ("transformer",),
    "transformer-decoder-autoreg": ("rnn",),
    "dec-cell": ("ssru",),
    "dec-cell-base-depth": ("2",),
    "transformer-preprocess": ("",),
    "transformer-postprocess": ("dan", "an"),
    "transformer-postprocess-emb": ("d", ""),
    "transformer-postprocess-top": ("",),
    "transformer-ffn-activation": ("relu",),
    "transformer-ffn-depth": ("2",),
    "transformer-no-projection": ("false",),
    "transformer-pool": ("false",),
    "transformer-train-position-embeddings": ("false",),
    "transformer-depth-scaling": ("false",),
    "lemma-dim-emb": ("0",),
    "factors-dim-emb": ("0",),
    "right-left": ("false",),
    "layer-normalization": ("false",),
    "skip": ("false",),
    "ulr": ("false",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Dimensions of a student. Layers are named by number, so tied layers repeat a number.

    `aligned_layer` is the index (from 0) of the decoder layer whose first head is the aligned one.
    """

    dims: int
    heads: int
    ffn: int
    encoder_layers: tuple[int, ...]
    decoder_layers: tuple[int, ...]
    source_words: int
    target_words: int
    source_embedding: str
    target_embedding: str
    output_matrix: str
    output_bias: bool
    aligned_layer: int


def read_shape(path: Path, config: Config) -> Shape:
    """Read a shape from a model's configuration; raises BrokenModelError for what cannot be run."""
    for key, allowed in IMPLEMENTED.items():
        value = config.get(key, allowed[0])
        if value not in allowed:
            wanted = " or ".join(repr(one) for one in allowed)
            raise BrokenModelError(path, f"has {key} {value!r} where this engine runs {wanted}")
    vocabs = config.get("dim-vocabs", ())
    if not isinstance(vocabs, tuple) or len(vocabs) != 2:
        raise BrokenModelError(path, f"has dim-vocabs {vocabs!r} where two numbers belong")
    source_words, target_words = (_number(path, "dim-vocabs", one) for one in vocabs)
    dims, heads = _read(path, config, "dim-emb"), _read(path, config, "transformer-heads")
    if dims % heads or dims % 2:
        raise BrokenModelError(path, f"has dim-emb {dims}, which {heads} heads cannot share")
    tied_all = config.get("tied-embeddings-all") == "true"
    tied_source = tied_all or config.get("tied-embeddings-src") == "true"
    tied_output = tied_all or config.get("tied-embeddings") == "true"
    target_embedding = "Wemb" if tied_source else "decoder_Wemb"
    decoder_depth = _read(path, config, "dec-depth")
    return Shape(
        dims=dims,
        heads=heads,
        ffn=_read(path, config, "transformer-dim-ffn"),
        encoder_layers=_layers(path, config, _read(path, config, "enc-depth")),
        decoder_layers=_layers(path, config, decoder_depth),
        source_words=source_words,
        target_words=target_words,
        source_embedding="Wemb" if tied_source else "encoder_Wemb",
        target_embedding=target_embedding,
        output_matrix=target_embedding if tied_output else "decoder_ff_logit_out_W",
        output_bias=config.get("output-omit-bias", "false") != "true",
        aligned_layer=_aligned_layer(path, config, decoder_depth),
    )


def _layers(path: Path, config: Config, depth: int) -> tuple[int, ...]:
    tied = config.get("transformer-tied-layers", ())
    if not tied:
        return tuple(range(1, depth + 1))
    if isinstance(tied, str) or len(tied) < depth:
        raise BrokenModelError(path, f"has transformer-tied-layers {tied!r} for {depth} layers")
    return tuple(_number(path, "transformer-tied-layers", one) for one in tied[:depth])


def _aligned_layer(path: Path, config: Config, depth: int) -> int:
    stated = config.get("transformer-guided-alignment-layer", "last")
    if stated == "last":
        return depth - 1
    layer = _number(path, "transformer-guided-alignment-layer", stated)
    if layer > depth:
        raise BrokenModelError(path, f"aligns by decoder layer {layer} but has {depth}")
    return layer - 1


def _read(path: Path, config: Config, key: str) -> int:
    if key not in config:
        raise BrokenModelError(path, f"does not state {key}")
    return _number(path, key, config[key])


def _number(path: Path, key: str, value: str | tuple[str, ...]) -> int:
    # 1,000,000 is far above any dimension of a student and keeps sizes from overflowing.
    if isinstance(value, str) and value.isascii() and value.isdigit() and 0 < int(value) < 10**6:
        return int(value)
    raise BrokenModelError(path, f"has {key} {value!r}, which is not a sensible number")
