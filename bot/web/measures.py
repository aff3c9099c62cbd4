"""Counts and times for operators. Never a text, a chat's name or an address."""

import sys
from typing import TextIO

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

TURN_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """Writes one line of JSON for each request and failure, and keeps Prometheus metrics."""

    def __init__(self, lines: TextIO | None = None) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "guide_requests", "Requests answered", ["route", "status"], registry=self._registry
        )
        self._failures = Counter(
            "guide_failures", "Failures caught, by place", ["place"], registry=self._registry
        )
        self.turn_seconds = Histogram(
            "guide_turn_seconds",
            "Time the dialogue took for one message",
            buckets=TURN_SECONDS,
            registry=self._registry,
        )
        self.conversations = Gauge(
            "guide_conversations", "Chats held in memory", registry=self._registry
        )
        self._log = structlog.wrap_logger(
            structlog.PrintLogger(lines or sys.stdout),
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
            # Named here because the dialogue's libraries set structlog's defaults as they load.
            wrapper_class=structlog.BoundLogger,
            context_class=dict,
        )

    def answered(self, route: str, status: int, milliseconds: float) -> None:
        """Record one request. `route` is the pattern of the address, never the address itself."""
        self._requests.labels(route, str(status)).inc()
        self._log.info("request", route=route, status=status, ms=round(milliseconds, 1))

    def failed(self, place: str, failure: BaseException) -> None:
        """Record a failure by its kind only: its words could hold what a person wrote."""
        self._failures.labels(place).inc()
        self._log.info("failure", place=place, kind=type(failure).__name__)

    def exposition(self) -> bytes:
        """Return the metrics in Prometheus's text format."""
        return generate_latest(self._registry)
