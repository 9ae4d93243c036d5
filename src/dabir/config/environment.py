"""What an installation sets: one typed module over `DABIR_*` environment variables.

State lives in `var/` (``DABIR_VAR``); its secret key is generated there on first use.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_BYTES = 48


class Environment(BaseSettings):
    """The settings of an installation, with defaults for one machine."""

    model_config = SettingsConfigDict(env_prefix="DABIR_", extra="ignore")

    var: Path = Field(default=Path("var"), description="Folder of database, files and secret key.")
    database_url: str = Field(
        default="", description="postgresql://user:password@host:port/name; empty: SQLite in var/."
    )
    debug: bool = Field(default=False, description="Developers only: error pages with code.")
    hosts: list[str] = Field(
        default=["localhost", "127.0.0.1", "[::1]"], description="Host names that are served."
    )
    base_url: str = Field(
        default="http://localhost:8000", description="Address printed on documents and in mails."
    )
    behind_https: bool = Field(
        default=False, description="Served over HTTPS: secure cookies and HSTS."
    )
    language: str = Field(default="fa", description="Language of a first visit: fa or en.")
    time_zone: str = Field(default="Asia/Tehran", description="Time zone of the installation.")
    smtp_url: str = Field(
        default="", description="smtp://user:password@host:port; empty: mail stays in the tray."
    )
    mail_from: str = Field(default="dabir@localhost", description="Sender of mails.")
    mail_domain: str = Field(
        default="",
        description="What stands after the @ of calls' addresses; empty: the host of the base URL.",
    )
    listen_smtp: str = Field(
        default="", description="host:port on which mail is taken over SMTP; empty: nowhere."
    )
    listen_lmtp: str = Field(
        default="", description="host:port on which a mail server hands mail over LMTP."
    )
    imap_servers: list[str] = Field(
        default=[],
        description="Mail servers that may be looked into though they are in the own network, or "
        "speak unencrypted.",
    )
    upload_limit: int = Field(default=20_000_000, description="Largest file, in bytes.")
    import_limit: int = Field(
        default=1_000_000_000, description="Largest file of a bulk import, in bytes."
    )
    anybody_constitutes: bool = Field(
        default=False,
        description="Whether every signed-in person may let a group constitute itself.",
    )
    address_header: str = Field(
        default="",
        description="Behind a proxy: the header in which it says who asks, as X-Forwarded-For.",
    )
    proof_attempts: int = Field(
        default=200_000,
        ge=1,
        description="Hashes a visitor's browser computes before it sends: 200,000 take a phone a "
        "second or two.",
    )
    workers: int = Field(default=2, description="Processes that do background work.")

    def secret_key(self) -> str:
        """Return the installation's secret, made on first use and readable by its owner only."""
        path = self.var / "secret-key"
        if not path.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(SECRET_BYTES), encoding="ascii")
        return path.read_text(encoding="ascii")


environment = Environment()
