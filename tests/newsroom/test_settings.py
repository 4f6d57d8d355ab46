from __future__ import annotations

import pytest

from dragoman.errors import UsageError
from dragoman.newsroom.settings import load_settings, parse_settings, settings_template

WRONG = [
    ("[house]\nnaem = 'x'", ["house.naem", "did you mean `name`"]),
    ("[hause]\nname = 'x'", ["hause", "did you mean `house`"]),
    ("[serve]\nport = 99999", ["serve.port"]),
    ("[serve]\nport = 'http'", ["serve.port", "int"]),
    ("[house]\nname = x", ["not valid TOML"]),
    ("[house]\nlanguages = []", ["house.languages", "empty"]),
    ("[house]\ntimezone = 'Europe/Lisboa'", ["house.timezone", "Europe/Lisbon"]),
    ("[work]\nrunner = 'fast'", ["work.runner"]),
    ("[engines.apertium]\nadress = 'x'", ["engines.apertium.adress", "did you mean `address`"]),
    ("[engines.chat]\nmoney_per_day = -1", ["engines.chat.money_per_day"]),
    ("[engines]\nremote_for = ['chat']", ["engines.remote_for", "object"]),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_mistake_names_file_key_and_remedy(text, words):
    with pytest.raises(UsageError) as caught:
        parse_settings(text, "wire/dragoman.toml")
    message = str(caught.value)
    assert message.startswith("wire/dragoman.toml")
    for word in words:
        assert word in message


def test_the_template_is_valid_and_holds_the_defaults():
    plain = parse_settings(settings_template(), "template")
    assert plain == parse_settings("", "nothing")


def test_a_folder_without_settings_says_how_to_make_one(tmp_path):
    with pytest.raises(UsageError, match="dragoman init"):
        load_settings(tmp_path)
