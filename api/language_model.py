"""The configured language model (语言模型接口): an OpenAI-compatible endpoint; late, broken or hostile, it is done without."""

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from pydantic import BaseModel, Field, ValidationError

from api.settings import Settings
from ontology.masking import without_personal

log = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes of a reply that are read: a plan or a sentence needs a hundredth of it."""

AT_ONCE = 4
"""Calls at a time: readers must not all wait for one slow endpoint."""

FAILURES, REST_S = 3, 60.0
"""After so many failures in a row the endpoint is left alone for so long."""

TRIES = 2


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Reply(BaseModel):
    """What is read of a chat completion (OpenAI API, POST /chat/completions)."""

    choices: list[_Choice] = Field(min_length=1)


class _Unusable(Exception):
    """A reply that cannot be used; `again` tells whether a second try may help."""

    def __init__(self, why: str, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class ChatEndpoint:
    """One endpoint, asked within a time limit; neither what is sent nor the key is ever logged."""

    def __init__(self, settings: Settings) -> None:
        """Read address, model, key and time limit; nothing is connected yet."""
        self._url = settings.llm_base_url.rstrip("/") + "/chat/completions"
        self._model, self._seconds = settings.llm_model, settings.llm_timeout
        key = settings.llm_api_key.get_secret_value()
        self._headers = httpx.Headers({"Accept-Encoding": "identity", **({"Authorization": f"Bearer {key}"} if key else {})}, "utf-8")
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._failures, self._until = 0, 0.0

    def complete(self, system: str, user: str) -> str | None:
        """Return the model's text, or None where there is none in time; personal data in `user` is masked before it leaves."""
        if time.monotonic() < self._until or not self._places.acquire(blocking=False):
            return None
        try:
            # a thread of its own: callers may stand in an event loop already, and only a loop can bound a whole exchange in time
            with ThreadPoolExecutor(1) as own:
                told = own.submit(asyncio.run, self._bounded(system, without_personal(user))).result()
        finally:
            self._places.release()
        self._failures = 0 if told is not None else self._failures + 1
        if self._failures >= FAILURES:
            self._failures, self._until = 0, time.monotonic() + REST_S
        return told

    async def _bounded(self, system: str, user: str) -> str | None:
        body = {
            **({"model": self._model} if self._model else {}),
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "stream": False,
        }
        started, why = time.monotonic(), "late"
        try:
            async with asyncio.timeout(self._seconds):
                return await self._tried(body)
        except TimeoutError:
            pass
        except _Unusable as problem:
            why = str(problem)
        log.warning("llm=unusable why=%s seconds=%.1f", why, time.monotonic() - started)
        return None

    async def _tried(self, body: dict[str, object]) -> str:
        # no redirects: the key would go along. No proxies or netrc of the environment: only the settings speak.
        async with httpx.AsyncClient(headers=self._headers, timeout=self._seconds, follow_redirects=False, trust_env=False) as client:
            for left in reversed(range(TRIES)):
                try:
                    return await self._once(client, body)
                except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as problem:  # a host that is no name is a UnicodeError
                    if not left:
                        raise _Unusable(type(problem).__name__) from problem
                except _Unusable as problem:
                    if not (left and problem.again):
                        raise
        raise _Unusable("no try left")

    async def _once(self, client: httpx.AsyncClient, body: dict[str, object]) -> str:
        async with client.stream("POST", self._url, json=body) as reply:
            if reply.status_code != httpx.codes.OK:
                raise _Unusable(f"status-{reply.status_code}", again=reply.status_code >= 500)
            if reply.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
                raise _Unusable("not-json")
            data = bytearray()
            async for chunk in reply.aiter_raw(16_384):  # never unpacked: a small reply must not become a large one
                data += chunk
                if len(data) > LARGEST:
                    raise _Unusable("too-large")
        try:
            return _Reply.model_validate_json(bytes(data)).choices[0].message.content
        except ValidationError as problem:
            raise _Unusable("not-a-completion") from problem
