"""A message that is not answered: why, and with what status."""

from dataclasses import dataclass

STATUS = {
    "not_json": 400,
    "not_an_object": 400,
    "unknown_member": 400,
    "not_a_text": 400,
    "both": 400,
    "too_slow_to_send": 408,
    "too_large": 413,
    "wrong_type": 415,
    "form_wrong_type": 415,
    "empty": 422,
    "too_long": 422,
    "too_many_words": 422,
    "unknown_council": 422,
    "unknown_choice": 422,
    "from_elsewhere": 403,
    "not_here": 404,
    "not_this_way": 405,
    "too_often": 429,
    "broken": 500,
    "starting": 503,
    "busy": 503,
    "slow": 503,
    "failed": 503,
}
"""Every kind of refusal and its HTTP status. `problems` in words.yml says each in words."""


@dataclass(eq=False)
class Refusal(Exception):
    """Raised where a message is not answered.

    `kind` is a key of STATUS. `said` is what the person wrote, as far as it was read: danger is
    looked for in it all the same. `council` is the council they named. `retry_after` is in seconds.
    """

    kind: str
    said: str = ""
    council: str | None = None
    retry_after: int | None = None

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.kind]
