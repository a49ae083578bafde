"""The settings file: kept whole, and never a reason not to start."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.settings import EndLater, Places, Settings, SettingsFile, ThemeName


def test_what_was_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    SettingsFile(tmp_path).change(theme=ThemeName.DARK, text_scale=150, user_names=("elena.m",))
    again = SettingsFile(tmp_path)
    assert again.values == Settings(theme=ThemeName.DARK, text_scale=150, user_names=("elena.m",))
    assert not again.damaged


@pytest.mark.rule("OFF-6")
@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"text_scale": "big"}', b'{"theme": "pink"}', b"\xff\xfe\x00"]
)
def test_a_damaged_file_gives_defaults_and_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    settings = SettingsFile(tmp_path)
    assert settings.damaged
    assert settings.values == Settings()
    assert (tmp_path / "settings.damaged.json").read_bytes() == content
    settings.change(text_scale=115)
    assert SettingsFile(tmp_path).values.text_scale == 115


@given(content=st.binary(max_size=200))
def test_no_content_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings.json").write_bytes(content)
    assert isinstance(SettingsFile(folder).values, Settings)


def test_a_folder_that_cannot_be_written_keeps_the_change_for_this_run(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    settings = SettingsFile(tmp_path / "config")
    settings.path = in_the_way / "settings.json"
    assert settings.change(text_scale=130).text_scale == 130


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    places = Places.under(tmp_path)
    places.make()
    settings = SettingsFile(places.config)
    settings.change(text_scale=130)
    assert stat.S_IMODE(settings.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(places.data.stat().st_mode) == 0o700


def test_an_unknown_setting_is_a_bug() -> None:
    with pytest.raises(TypeError):
        SettingsFile(Path("/nonexistent")).change(colour="red")


def test_an_end_token_is_not_in_its_repr() -> None:
    assert "secret" not in repr(EndLater("https://harbor.example", "secret"))
