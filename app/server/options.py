"""What whoever starts the server may choose: where it listens, who may come in, how much it takes on.

Frozen and checked here; handed down from `serve`, so nothing else reads the environment.
"""

import ipaddress
import os
import re
from dataclasses import dataclass

from engine.errors import ConfigError

TOKEN_VARIABLE = "PYSMITH_TOKEN"
_ORIGIN = re.compile(r"https?://[^\s/?#@]+\Z", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Tell whether `host` can only be reached from this machine; a name other than localhost is not looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def url_host(host: str) -> str:
    """Return `host` as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


@dataclass(frozen=True)
class ServerOptions:
    """How to serve. Times are in seconds, sizes in bytes; `rate_limit` counts questions a minute and client, 0 is none.

    Raises ConfigError when the choices do not fit together.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    allow_origins: tuple[str, ...] = ()
    generations: int = 8
    queue_limit: int = 8
    rate_limit: int = 6000
    max_body_bytes: int = 1 << 20
    max_header_bytes: int = 64 << 10
    max_headers: int = 100
    receive_timeout_s: float = 30.0
    write_timeout_s: float = 30.0
    shutdown_timeout_s: float = 5.0

    def __post_init__(self) -> None:
        if not self.host:
            raise ConfigError("The address to listen on is empty: give one, such as 127.0.0.1.")
        if not 0 <= self.port <= 65535:
            raise ConfigError(f"Port {self.port} does not exist: choose 0 (any free one) to 65535.")
        if self.token is not None and not self.token.strip():
            raise ConfigError("The token is empty: give a secret word, or none at all.")
        if not self.token and not is_loopback(self.host):
            raise ConfigError(
                f"{self.host} lets other machines in, so it needs a token: add --token or {TOKEN_VARIABLE}."
            )
        for origin in self.allow_origins:
            if not _ORIGIN.match(origin):
                raise ConfigError(f"{origin[:100]!r} is no origin: write it like http://localhost:3000.")
        if min(self.generations, self.queue_limit + 1) < 1 or self.rate_limit < 0:
            raise ConfigError("generations must be at least 1, the queue and the rate limit at least 0.")


def token_from_environment() -> str | None:
    """Return the token in PYSMITH_TOKEN, or None when it is unset or empty."""
    return os.environ.get(TOKEN_VARIABLE) or None
