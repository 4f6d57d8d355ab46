"""Small random student models in Marian's format, with vocabularies trained on the spot."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

from dragoman.translation.models import Model

SENTENCES = [
    "the council met on monday and voted for the bridge",
    "a river runs through the old town near the market",
    "she said that 1,000 people came to the square in 2024",
    "o conselho reuniu na segunda-feira e votou pela ponte",
    "um rio atravessa a cidade velha perto do mercado",
    "prices rose by 3.5% , the bank said : nobody knows why .",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeShape:
    """Dimensions of a fake; `split` gives each side its own vocabulary and embeddings."""

    dims: int = 32
    heads: int = 4
    ffn: int = 64
    encoder: int = 2
    decoder: int = 1
    split: bool = False
    tied_layers: tuple[int, ...] = ()
    shortlist: bool = True


def write_vocabulary(path: Path, words: int, seed: int) -> None:
    """A vocabulary of exactly `words` pieces with `</s>` 0 and `<unk>` 1."""
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES[seed:] + SENTENCES[:seed] * 2),
        model_writer=made,
        vocab_size=words,
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
        character_coverage=1.0,
        hard_vocab_limit=True,
    )
    path.write_bytes(made.getvalue())


def write_student(folder: Path, shape: FakeShape, words: int = 64, seed: int = 1) -> Model:
    """A model of random numbers: it babbles, but every kernel must babble alike."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabularies = [folder / "srcvocab.xxyy.spm", folder / "trgvocab.xxyy.spm"]
    if not shape.split:
        vocabularies = [folder / "vocab.xxyy.spm"] * 2
    for number, path in enumerate(dict.fromkeys(vocabularies)):
        write_vocabulary(path, words, number)
    model = folder / "model.xxyy.intgemm.alphas.bin"
    model.write_bytes(container(tensors(shape, words, np.random.default_rng(seed))))
    lexicon = None
    if shape.shortlist:
        lexicon = folder / "lex.50.50.xxyy.s2t.bin"
        lexicon.write_bytes(shortlist(words))
    return Model(
        source="xx",
        target="yy",
        variant="yy",
        folder=folder,
        model_path=model,
        source_vocab=vocabularies[0],
        target_vocab=vocabularies[1],
        shortlist=lexicon,
        sha256="0" * 64,
    )


def tensors(shape: FakeShape, words: int, rng: np.random.Generator) -> list[tuple]:
    """(name, kind, array) of every tensor, quantised ones with their multiplier behind them."""
    made: list[tuple] = []

    def dense(name: str, rows: int, columns: int, alpha: bool = True) -> None:
        real = rng.standard_normal((rows, columns)) * 0.4
        multiplier = 127 / np.abs(real).max()
        made.append((name, "q", np.round(real * multiplier).astype(np.int8), float(multiplier)))
        if alpha:
            made.append((f"{name}_QuantMultA", "f", np.full((1, 1), 12.0, np.float32)))

    def row(name: str, columns: int, around: float = 0.0) -> None:
        values = (rng.standard_normal((1, columns)) * 0.1 + around).astype(np.float32)
        made.append((name, "f", values))

    def norm(stem: str) -> None:
        row(f"{stem}_ln_scale", shape.dims, 1.0)
        row(f"{stem}_ln_bias", shape.dims)

    def attention(stem: str) -> None:
        for one in "qkvo":
            dense(f"{stem}_W{one}", shape.dims, shape.dims)
            row(f"{stem}_b{one}", shape.dims)
        norm(f"{stem}_Wo")

    def feed(stem: str) -> None:
        dense(f"{stem}_W1", shape.dims, shape.ffn)
        row(f"{stem}_b1", shape.ffn)
        dense(f"{stem}_W2", shape.ffn, shape.dims)
        row(f"{stem}_b2", shape.dims)
        norm(f"{stem}_ffn")

    for name in ("encoder_Wemb", "decoder_Wemb") if shape.split else ("Wemb",):
        dense(name, words, shape.dims)
    made.append(("none_QuantMultA", "f", np.full((1, 1), 9.0, np.float32)))
    row("decoder_ff_logit_out_b", words)
    for layer in sorted(set(shape.tied_layers)) or range(1, shape.encoder + 1):
        attention(f"encoder_l{layer}_self")
        feed(f"encoder_l{layer}_ffn")
    for layer in range(1, shape.decoder + 1):
        stem = f"decoder_l{layer}"
        dense(f"{stem}_rnn_W", shape.dims, shape.dims)
        dense(f"{stem}_rnn_Wf", shape.dims, shape.dims)
        row(f"{stem}_rnn_bf", shape.dims)
        norm(f"{stem}_rnn_ffn")
        attention(f"{stem}_context")
        feed(f"{stem}_ffn")
    made.append(("special:model.yml", "t", config(shape, words).encode() + b"\0"))
    return made


def config(shape: FakeShape, words: int, **changed: str) -> str:
    """The configuration that a model of this shape carries, with values changed at will."""
    tied = f"[{', '.join(map(str, shape.tied_layers))}]"
    values = {
        "type": "transformer",
        "dec-cell": "ssru",
        "dec-cell-base-depth": "2",
        "dec-depth": str(shape.decoder),
        "dim-emb": str(shape.dims),
        "dim-vocabs": f"\n  - {words}\n  - {words}",
        "enc-depth": str(shape.encoder),
        "tied-embeddings": "true" if shape.split else "false",
        "tied-embeddings-all": "false" if shape.split else "true",
        "tied-embeddings-src": "false",
        "transformer-decoder-autoreg": "rnn",
        "transformer-dim-ffn": str(shape.ffn),
        "transformer-ffn-activation": "relu",
        "transformer-ffn-depth": "2",
        "transformer-guided-alignment-layer": "last",
        "transformer-heads": str(shape.heads),
        "transformer-postprocess": "dan",
        "transformer-preprocess": '""',
        "transformer-tied-layers": tied,
        **{key.replace("_", "-"): value for key, value in changed.items()},
    }
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def container(made: list[tuple]) -> bytes:
    """Marian's binary container of these tensors."""
    kinds = {"f": 0x404, "q": 0x4101, "t": 0x101}
    contents, shapes = [], []
    for name, kind, value, *multiplier in made:
        if kind == "t":
            contents.append(value)
            shapes.append((len(value),))
            continue
        stored = value if kind == "f" or name.endswith("Wemb") else value.T
        raw = np.ascontiguousarray(stored).tobytes()
        raw += b"".join(struct.pack("<f", one) for one in multiplier)
        contents.append(raw + b"\0" * (-len(raw) % 256))
        shapes.append(value.shape)
    names = [name.encode() + b"\0" for name, *_ in made]
    head = struct.pack("<QQ", 1, len(made))
    for name, content, shape, (_, kind, *_) in zip(names, contents, shapes, made, strict=True):
        head += struct.pack("<QQQQ", len(name), kinds[kind], len(shape), len(content))
    head += b"".join(names)
    head += b"".join(struct.pack(f"<{len(shape)}i", *shape) for shape in shapes)
    gap = -(len(head) + 8) % 256
    return head + struct.pack("<Q", gap) + b"\0" * gap + b"".join(contents)


def shortlist(words: int, first: int = 10) -> bytes:
    """A shortlist that lets piece s become s, s + 1 and s + 2."""
    lists = [sorted({(piece + step) % words for step in range(3)}) for piece in range(words)]
    offsets = np.cumsum([0] + [len(one) for one in lists]).astype("<u8")
    ids = np.array([one for part in lists for one in part], "<u4")
    head = struct.pack("<6Q", 0xF11A48D5013417F5, 0, first, first, len(offsets), len(ids))
    return head + offsets.tobytes() + ids.tobytes()
