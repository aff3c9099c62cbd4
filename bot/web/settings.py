"""What an operator may set, read from the environment once; docs/operating.md lists it all."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

ON_OR_OFF = {"on": True, "off": False}
SHORTEST_KEY = 16


class SettingError(ValueError):
    """Raised when a setting cannot be used; it names the setting and says what to write."""


@dataclass(frozen=True)
class Settings:
    """How the page is served. Every member has a default that is safe on one's own machine.

    `idle_seconds`: a chat is forgotten this long after its last message. `turn_seconds`: how long
    one message may wait for its answer. `turns_at_once` run side by side and `queue` more may
    wait. The rates are messages a minute. `exit_page`: where "Exit this page" leads, if anywhere.
    `operator` runs the site for the public; `contact` is its e-mail address for accessibility.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    rate_limit: bool = True
    metrics_for_all: bool = False
    frame_ancestors: str = "'self'"
    theme: str = "neutral"
    exit_page: str | None = "https://www.bbc.co.uk/weather"
    operator: str | None = None
    contact: str | None = None
    trusted_proxy: str | None = None
    idle_seconds: int = 3600
    most_conversations: int = 2000
    turn_seconds: float = 10
    turns_at_once: int = 2
    queue: int = 40
    rate_of_conversation: int = 30
    rate_of_address: int = 120

    @staticmethod
    def read(environment: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment; one that is empty counts as not set.

        Raises SettingError.
        """
        given = {name: value.strip() for name, value in environment.items() if value.strip()}
        default = Settings()
        return Settings(
            host=given.get("GUIDE_HOST", default.host),
            port=_whole_number(given, "GUIDE_PORT", default.port, most=65535),
            secret_key=_key(given, default.secret_key),
            rate_limit=_on_or_off(given, "GUIDE_RATE_LIMIT", default.rate_limit),
            metrics_for_all=_on_or_off(given, "GUIDE_METRICS", default.metrics_for_all),
            frame_ancestors=_frame_ancestors(given, default.frame_ancestors),
            theme=given.get("GUIDE_THEME", default.theme),
            exit_page=_exit_page(given, default.exit_page),
            operator=given.get("GUIDE_OPERATOR"),
            contact=_contact(given),
            trusted_proxy=given.get("GUIDE_TRUSTED_PROXY"),
            idle_seconds=60
            * _whole_number(given, "GUIDE_IDLE_MINUTES", default.idle_seconds // 60, most=24 * 60),
        )


def _whole_number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    written = given.get(name, str(default))
    if re.fullmatch("[0-9]{1,9}", written) and 1 <= int(written) <= most:
        return int(written)
    raise SettingError(f"{name} is {written!r:.40}: write a whole number from 1 to {most}")


def _on_or_off(given: Mapping[str, str], name: str, default: bool) -> bool:
    written = given.get(name, "on" if default else "off")
    if written in ON_OR_OFF:
        return ON_OR_OFF[written]
    raise SettingError(f"{name} is {written!r:.40}: write on or off")


def _key(given: Mapping[str, str], default: str) -> str:
    key = given.get("GUIDE_SECRET_KEY", default)
    if len(key) < SHORTEST_KEY:
        raise SettingError(
            f"GUIDE_SECRET_KEY is too short: give at least {SHORTEST_KEY} characters"
        )
    return key


def _exit_page(given: Mapping[str, str], default: str | None) -> str | None:
    written = given.get("GUIDE_EXIT_PAGE", default)
    if written is None or written == "off":
        return None
    if re.fullmatch(r"https://[\w.-]+(:[0-9]+)?(/[\w./%-]*)?", written, re.ASCII):
        return written
    remedy = "write off, or the address of a page that tells nothing, such as a weather forecast"
    raise SettingError(f"GUIDE_EXIT_PAGE is {written!r:.80}: {remedy}")


def _contact(given: Mapping[str, str]) -> str | None:
    written = given.get("GUIDE_CONTACT")
    if written is None or re.fullmatch(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+", written, re.ASCII):
        return written
    remedy = "write an e-mail address, such as access@example.gov.uk"
    raise SettingError(f"GUIDE_CONTACT is {written!r:.80}: {remedy}")


def _frame_ancestors(given: Mapping[str, str], default: str) -> str:
    """Return who may show the page in a frame, as a Content-Security-Policy lists it."""
    written = given.get("GUIDE_FRAME_ANCESTORS", default)
    if re.fullmatch(
        r"'none'|(?:'self'|https?://[\w.*:-]+)(?: (?:'self'|https?://[\w.*:-]+))*", written
    ):
        return written
    remedy = "write web addresses with spaces between, such as https://www.example.gov.uk"
    raise SettingError(f"GUIDE_FRAME_ANCESTORS is {written!r:.80}: {remedy}")
