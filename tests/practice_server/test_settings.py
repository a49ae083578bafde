"""Settings: a file, the environment over it, and a clear word about what is bad."""

from pathlib import Path

import pytest

from practice_server.settings import EXPECTED, BadSetting, Settings, load

KEY = "k" * 32


def written(folder: Path, text: str) -> Path:
    path = folder / "server.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_file_and_environment_are_laid_over_the_defaults(tmp_path: Path) -> None:
    path = written(tmp_path, f'feed_key = "{KEY}"\nport = 9000\nhost = "::1"\n')

    settings = load(path, {"PRACTICE_SERVER_PORT": "9001", "HOME": "/x"})

    assert (settings.host, settings.port, settings.workers) == ("::1", 9001, 1)
    assert settings.database_url == f"sqlite:///{tmp_path}/practice.db"
    assert settings.blobs_url == str(tmp_path / "blobs")


def test_environment_alone_is_enough() -> None:
    proxies = {"PRACTICE_SERVER_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2"}

    settings = load(None, {"PRACTICE_SERVER_FEED_KEY": KEY, **proxies})

    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2")
    assert settings.database_url == f"sqlite:///{Path.cwd()}/practice.db"


def test_absolute_paths_and_other_stores_stay_as_they_are(tmp_path: Path) -> None:
    lines = f'feed_key = "{KEY}"\nblobs = "s3://bucket/x"\n'
    postgresql = "postgresql+psycopg://portal@db/portal"
    path = written(tmp_path, lines + f'database = "{postgresql}"\nworkers = 4\n')

    settings = load(path, {})

    assert (settings.database_url, settings.blobs_url) == (postgresql, "s3://bucket/x")
    assert load(path, {"PRACTICE_SERVER_BLOBS": "/srv/blobs"}).blobs_url == "/srv/blobs"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("feed_key", '"short"'),
        ("feed_key", "7"),
        ("port", "65536"),
        ("port", '"many"'),
        ("host", '""'),
        ("workers", "0"),
        ("workers", "2"),
        ("database", '"mysql://x"'),
        ("database", '"practice.db"'),
        ("blobs", '"ftp://x"'),
        ("blobs", '"s3://"'),
        ("log_level", '"loud"'),
        ("public_address", '"portal.example"'),
        ("s3_endpoint", '"minio:9000"'),
        ("trusted_proxies", "[1]"),
        ("max_blob_mib", "0"),
        ("access_minutes", "61"),
        ("refresh_days", "0"),
        ("tls_certificate", '"none.pem"'),
        ("tls_key", '"none.pem"'),
        ("unheard_of", "1"),
    ],
)
def test_bad_setting_is_refused_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    lines = {"feed_key": f'"{KEY}"', name: value}
    path = written(tmp_path, "".join(f"{key} = {text}\n" for key, text in lines.items()))

    with pytest.raises(BadSetting) as caught:
        load(path, {})

    assert caught.value.name in {name, *({"tls_key", "tls_certificate"} if "tls" in name else ())}
    assert "expected" in str(caught.value) or name == "unheard_of"
    assert "short" not in str(caught.value).replace("too short", "")


def test_missing_key_is_refused() -> None:
    with pytest.raises(BadSetting, match="feed_key: is missing; expected a secret of at least 32"):
        load(None, {})


def test_unknown_name_in_the_environment_is_refused() -> None:
    with pytest.raises(BadSetting, match="prot: is not a setting; there are host, port"):
        load(None, {"PRACTICE_SERVER_FEED_KEY": KEY, "PRACTICE_SERVER_PROT": "1"})


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe"])
def test_file_that_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "server.toml"
    path.write_bytes(content)

    with pytest.raises(BadSetting, match="config: the file is not TOML"):
        load(path, {})


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="config: the file cannot be read"):
        load(tmp_path / "none.toml", {})


def test_every_setting_says_what_is_expected() -> None:
    assert set(EXPECTED) == set(Settings.__struct_fields__) - {"base"}


def test_secrets_do_not_show() -> None:
    assert KEY not in repr(Settings(feed_key=KEY, database="postgresql+psycopg://a:secret@b/c"))
