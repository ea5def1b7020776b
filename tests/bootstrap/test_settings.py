"""Settings from the environment and from one file; keys from nowhere else than environment and keyring."""

from pathlib import Path

import pytest

from coda.bootstrap import read_settings
from coda.bootstrap.settings import data_directory
from coda.components.llm import LLMProvider
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

SECRET = "sk-canary-1234"


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that is not there yet, and an environment that says nothing."""
    for name in (
        *(variable for profile in PROFILES.values() for variable in profile.key_variables),
        *(f"{provider.upper()}_{what}" for provider in LLMProvider for what in ("MODEL", "BASE_URL")),
        "AZURE_OPENAI_ENDPOINT",
        "AZURE_OPENAI_DEPLOYMENT",
        "OPENAI_API_VERSION",
        "CODA_API_BASE",
        "CODA_MODEL",
        "CODA_PROVIDER",
        "CODA_DATA",
        "LOCAL_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("CODA_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path / "config.toml"


def test_with_nothing_said_the_offline_provider_answers():
    settings = read_settings()
    assert (settings.llm.providers, settings.llm.default_provider) == ({}, "offline")
    assert settings.host == "127.0.0.1"


def test_the_data_directory_is_the_one_given_else_the_environments(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CODA_DATA", "/somewhere")
    assert data_directory() == Path("/somewhere")
    assert data_directory(Path("/here")) == Path("/here")


def test_an_address_in_the_environment_makes_a_provider_that_needs_no_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CODA_API_BASE", "http://localhost:8000/v1/")
    llm = read_settings().llm
    assert llm.default_provider == "openai_compatible"
    provider = llm.providers["openai_compatible"]
    assert (provider.api_base, provider.model, provider.api_key) == (
        "http://localhost:8000/v1",
        "default",
        None,
    )


def test_a_key_in_the_environment_makes_its_provider(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("OPENAI_MODEL", "some-model")
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    openai = read_settings().llm.providers["openai"]
    assert (openai.model, openai.api_base) == ("some-model", None)
    assert openai.api_key is not None
    assert openai.api_key.get_secret_value() == SECRET


def test_openais_key_is_never_for_another_server(monkeypatch: pytest.MonkeyPatch):
    """Security test 37."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("CODA_API_BASE", "http://localhost:8000/v1")
    assert read_settings().llm.providers["openai_compatible"].api_key is None


def test_the_file_names_providers_and_the_default(config: Path, monkeypatch: pytest.MonkeyPatch):
    config.write_text(
        'default_provider = "local/other"\n[providers.local]\nprovider = "openai_compatible"\n'
        'api_base = "http://localhost:8000/v1"\nmodel = "qwen3"\n'
    )
    monkeypatch.setenv("LOCAL_API_KEY", SECRET)
    llm = read_settings().llm
    assert llm.default_provider == "local/other"
    assert llm.providers["local"].api_key is not None
    monkeypatch.setenv("CODA_PROVIDER", "offline")
    assert read_settings().llm.default_provider == "offline"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("providers = 5", "providers"),
        ("[providers]\nlocal = 5", "providers"),
        ("[provider.local]\nmodel = 'x'", "provider"),
        ("default_provider = 5", "default_provider"),
        ("default_provider = 'nobody'", "nobody"),
        ("= broken", "line 1"),
        ("[providers.local]\nprovider = 'openai'", "[providers.local]: model"),
        ("[providers.local]\nprovider = 'skynet'\nmodel = 'x'", "[providers.local]: provider"),
        ("[providers.local]\nprovider = 'openai'\nmodel = 'x'\nbogus = 1", "bogus"),
        ("[providers.local]\nprovider = 'openai_compatible'\nmodel = 'x'", "api_base"),
        ("[providers.local]\nprovider = 'openai'\nmodel = 'x'\napi_base = 'ftp://x'", "api_base"),
        ("[providers.offline]\nprovider = 'openai'\nmodel = 'x'", "another name"),
        ("[providers.'a/b']\nprovider = 'openai'\nmodel = 'x'", "another name"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(config: Path, text: str, words: str):
    config.write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        read_settings()
    assert words in str(refused.value)
    assert str(config) in str(refused.value)


def test_a_key_in_the_file_is_refused_and_not_repeated(config: Path):
    """Security tests 37 and 38."""
    config.write_text(f"[providers.local]\nprovider = 'openai'\nmodel = 'x'\napi_key = '{SECRET}'")
    with pytest.raises(ConfigurationError, match="coda keys set local") as refused:
        read_settings()
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CODA_API_BASE", "not an address"), ("CODA_API_BASE", f"http://user:{SECRET}@host/v1")],
)
def test_an_environment_that_makes_no_sense_is_told_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=variable) as refused:
        read_settings()
    assert SECRET not in str(refused.value)


def test_a_key_that_fits_no_header_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch):
    """Security test 37."""
    monkeypatch.setenv("OPENAI_API_KEY", f"{SECRET} and a word")
    with pytest.raises(ConfigurationError, match="OPENAI_API_KEY") as refused:
        read_settings()
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


def test_settings_show_no_key(monkeypatch: pytest.MonkeyPatch):
    """Security test 37."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert SECRET not in repr(read_settings())


def test_a_template_in_the_file_reads_no_environment(config: Path, monkeypatch: pytest.MonkeyPatch):
    """Security test 22."""
    monkeypatch.setenv("CANARY", SECRET)
    config.write_text(
        "[providers.local]\nprovider = 'openai'\nmodel = '${CANARY} {CANARY} %(CANARY)s $CANARY'"
    )
    assert SECRET not in read_settings().llm.providers["local"].model


KEYED = [provider for provider, profile in PROFILES.items() if profile.needs_key]


@pytest.mark.parametrize("provider", KEYED)
def test_every_provider_whose_key_is_there_can_be_asked(
    provider: LLMProvider, monkeypatch: pytest.MonkeyPatch
):
    for variable in PROFILES[provider].key_variables:
        monkeypatch.setenv(variable, SECRET)
        llm = read_settings().llm
        assert (list(llm.providers), llm.default_provider) == ([provider], provider)
        assert llm.providers[provider].model
        monkeypatch.delenv(variable)
    monkeypatch.setenv(PROFILES[provider].key_variables[0], SECRET)
    monkeypatch.setenv(f"{provider.upper()}_MODEL", "my-model")
    assert read_settings().llm.providers[provider].model == "my-model"


def test_of_several_keys_the_order_is_fixed_and_the_default_can_be_named(
    config: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GEMINI_API_KEY", SECRET)
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    llm = read_settings().llm
    assert (list(llm.providers), llm.default_provider) == (["anthropic", "google"], "anthropic")
    config.write_text('default_provider = "google/gemini-2.5-pro"')
    assert read_settings().llm.default_provider == "google/gemini-2.5-pro"


def test_a_server_without_keys_is_there_when_its_model_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VLLM_MODEL", "qwen3")
    monkeypatch.setenv("VLLM_BASE_URL", "http://gpu:8000/v1")
    vllm = read_settings().llm.providers["vllm"]
    assert (vllm.model, vllm.api_base, vllm.api_key) == ("qwen3", "http://gpu:8000/v1", None)


def test_azure_is_there_with_its_endpoint_and_a_deployment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com")
    assert not read_settings().llm.providers
    monkeypatch.setenv("AZURE_OPENAI_DEPLOYMENT", "my-gpt")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    azure = read_settings().llm.providers["azure_openai"]
    assert (azure.model, azure.api_base) == ("my-gpt", "https://mine.openai.azure.com")
    assert azure.extra_params == {"api_version": "2024-10-21"}
    assert azure.api_key is not None


def test_a_providers_key_is_never_for_a_server_that_borrows_its_name(
    config: Path, monkeypatch: pytest.MonkeyPatch
):
    """Security test 37."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    config.write_text(
        '[providers.anthropic]\nprovider = "openai_compatible"\nmodel = "x"\napi_base = "http://elsewhere/v1"'
    )
    assert read_settings().llm.providers["anthropic"].api_key is None


def test_fallback_and_caching_of_the_file_are_passed_on(config: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    config.write_text(
        "enable_caching = true\ncache_ttl_seconds = 60\n"
        '[fallback]\nproviders = ["openai/gpt-4o", "offline"]\nafter_first_token = true\n'
    )
    llm = read_settings().llm
    assert (llm.enable_caching, llm.cache_ttl_seconds) == (True, 60)
    assert llm.fallback.providers == ["openai/gpt-4o", "offline"]
    assert llm.fallback.after_first_token


def test_the_file_says_how_much_of_films_is_kept(config: Path):
    config.write_text("[films]\nkeep_gb = 2.5\n")
    assert read_settings().films_bytes == 2_500_000_000
    config.write_text("")
    assert read_settings().films_bytes == 10_000_000_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[films]\nkeep_gb = 0", "films.keep_gb"),
        ("[fallback]\nbogus = 1", "bogus"),
        ("[fallback]\nproviders = ['nobody']", "nobody"),
        ("[fallback]\nopen_seconds = -1", "open_seconds"),
        ("cache_ttl_seconds = 0", "cache_ttl_seconds"),
        ("enable_caching = 'perhaps'", "enable_caching"),
    ],
)
def test_a_fallback_or_a_limit_that_makes_no_sense_is_told_with_its_place(
    config: Path, text: str, words: str
):
    config.write_text(text)
    with pytest.raises(ConfigurationError) as refused:
        read_settings()
    assert words in str(refused.value)
    assert str(config) in str(refused.value)
