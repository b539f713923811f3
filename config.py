"""Every setting once: its name, default and meaning.

Read from the environment with the prefix ``MENTORMATCH_``, or from ``.env``.
"""

from pathlib import Path
from typing import Literal, Self

from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_KEY = "development-only-key-that-production-refuses"


class Config(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MENTORMATCH_", env_file=".env", extra="ignore")

    # Where it runs. "dev" lists demo people for one-click sign-in; "prod" refuses to start half configured.
    env: Literal["dev", "test", "prod"] = "dev"
    debug: bool = False
    #: The address people type. Letters link only to this, whatever a request claims.
    public_url: str = "http://127.0.0.1:8000"
    #: The address the server is bound to; demo sign-in exists only on loopback.
    host: str = "127.0.0.1"
    #: Number of reverse proxies whose X-Forwarded-For is believed.
    trusted_proxies: int = 0

    # Secrets. The salt is mixed into password hashes and signed letters.
    secret_key: str = DEVELOPMENT_KEY
    password_salt: str = DEVELOPMENT_KEY
    #: Signs the seals of the audit trail; empty: the secret key does. Whoever changes it cannot check older seals.
    audit_key: str = ""

    # Storage. An empty queue address means: beside the database, of the same kind.
    instance: Path = ROOT / "instance"
    database_url: str = ""
    queue_url: str = ""
    #: Where files that people share are kept, outside of everything a web server hands out. Default: in the instance.
    files: Path = ROOT / "instance" / "files"

    # Mail. Without a host, letters are kept and readable at /dev/mail (never in production).
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    mail_from: str = "MentorMatch <mentormatch@localhost>"

    # People. Minutes for idle and whole sign-ins; staff have shorter ones because they see more.
    sign_in_idle_minutes: int = 60 * 24 * 14
    sign_in_minutes: int = 60 * 24 * 60
    staff_sign_in_minutes: int = 60 * 12
    #: Whether staff must have a second factor; unset: in production they must.
    staff_second_factor: bool | None = None
    contact_name: str = "The career office"
    contact_email: str = "careers@example.org"

    #: Where pairs meet whose mentor has no link of their own, such as ``https://meet.example.edu/{room}``: each session
    #: gets a room with a name nobody can guess. Empty: the mentor sends a link.
    room_url: str = ""

    #: Seconds between two beats of the worker after which /healthz calls it silent.
    worker_silent_after: int = 90

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self.database_url = self.database_url or f"sqlite:///{self.instance / 'mentormatch.db'}"
        if self.database_url.startswith("postgresql://"):
            self.database_url = self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        if not self.queue_url:
            self.queue_url = f"sqlite:///{self.instance / 'queue.db'}" if self.on_sqlite else self.database_url
        if "files" not in self.model_fields_set:
            self.files = self.instance / "files"
        return self

    @field_validator("room_url")
    @classmethod
    def _with_a_room(cls, address: str) -> str:
        if address and not (address.startswith("https://") and address.count("{room}") == 1):
            raise ValueError("an https:// address with {room} in it once")
        return address

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, address: str) -> str:
        return address.rstrip("/")

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def asks_staff_for_second_factor(self) -> bool:
        return self.env == "prod" if self.staff_second_factor is None else self.staff_second_factor

    @property
    def on_loopback(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}

    def missing_for_production(self) -> list[str]:
        """What must be set before real people may use this installation, one sentence each."""
        faults = {
            "MENTORMATCH_DEBUG must be off.": self.debug,
            "MENTORMATCH_SECRET_KEY must be a secret of your own, at least 32 characters.": _weak(self.secret_key),
            "MENTORMATCH_PASSWORD_SALT must be a secret of your own, at least 32 characters.": _weak(
                self.password_salt
            ),
            "MENTORMATCH_PUBLIC_URL must start with https://.": not self.public_url.startswith("https://"),
            "MENTORMATCH_SMTP_HOST must name a mail server.": not self.smtp_host,
        }
        return [sentence for sentence, fault in faults.items() if fault]


def _weak(secret: str) -> bool:
    return secret == DEVELOPMENT_KEY or len(secret) < 32
