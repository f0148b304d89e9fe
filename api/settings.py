"""Settings (配置): environment variables with the prefix JIXIAO_, or a .env file; every one carries its help."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All that can be configured; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="JIXIAO_", env_file=".env", extra="ignore")

    home: Path = Field(Path(".jixiao"), description="the data directory: bundles, index, embedded graph, keys")
    graph_uri: str = Field("", description="Bolt URI of a Neo4j server; empty: the embedded engine, started on demand")
    graph_user: str = Field("neo4j", description="its user")
    graph_password: SecretStr = Field(SecretStr(""), description="its password")
    graph_database: str = Field("neo4j", description="its database")
    graph_heap: str = Field("512m", description="largest Java heap of the embedded engine")
    embed_model: str = Field("bundled", description="the bundled multilingual model, or any name or path that SentenceTransformer loads")
    model_cache: Path | None = Field(None, description="where the bundled model is unpacked; empty: models/ under the home")
    llm_base_url: str = Field("", description="an OpenAI-compatible endpoint (https://host/v1); empty: no language model is used")
    llm_model: str = Field("", description="the model to ask for there")
    llm_api_key: SecretStr = Field(SecretStr(""), description="the key for it")
    llm_timeout: float = Field(8.0, gt=0, le=120, description="seconds that one call of it may take in all; then the answer does without")
    llm_rephrase: bool = Field(False, description="whether it also puts computed answers in other words, each name and number checked")
    anonymous_read: bool = Field(True, description="whether reading needs no key; writing always needs one")
    rate_limit: int | None = Field(
        None, description="requests a minute for each key, or each address without one; 0: no limit; empty: 600, none on a loopback address"
    )
    cors_origins: tuple[str, ...] = Field((), description="origins of other sites' pages that may call the API, as a JSON list")
    max_upload: int = Field(100 * 1024 * 1024, description="largest upload in bytes, all its files together")

    @field_validator("llm_base_url")
    @classmethod
    def an_address(cls, url: str) -> str:
        """Refuse what is no address of a server: a typing error must not pass for a model that is merely silent."""
        if url and (not re.match(r"https?://[^\s/?#]+(?:/[^\s?#]*)?$", url) or urlsplit(url).port == 0):  # `port` raises beyond 65535
            raise ValueError("give an address such as https://host/v1, without ? and #, or leave it empty")
        return url
