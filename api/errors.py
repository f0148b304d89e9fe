"""What the edge itself can refuse (接口错误).

ApiError
├── WrongUse         a parameter does not fit; the message says which and what fits
├── NotReady         a part of the store is not there; the message says which and how to mend it
├── UnknownJob       no job has this id
├── QueueFull        too many uploads wait; come again later
├── TooManyRequests  this key or address asks too often; come again later
├── Unauthorised     a key is needed, or the one given is not known
└── Forbidden        the key's role does not allow this
"""


class ApiError(Exception):
    """A request that cannot be served, with what to do next."""


class WrongUse(ApiError):
    """A parameter does not fit (参数错误)."""


class NotReady(ApiError):
    """A part of the store is not there (尚未就绪)."""


class UnknownJob(ApiError):
    """No job has this id (没有这个任务)."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"{job_id}: no such job")
        self.job_id = job_id


class QueueFull(ApiError):
    """Too many uploads wait (队列已满)."""

    def __init__(self, waiting: int, retry_after_s: int = 30) -> None:
        super().__init__(f"{waiting} uploads are waiting; come again in {retry_after_s} s")
        self.waiting = waiting
        self.retry_after_s = retry_after_s


class TooManyRequests(ApiError):
    """This key or address asks too often (请求过于频繁)."""

    def __init__(self, allowed: int, retry_after_s: int) -> None:
        super().__init__(f"over {allowed} requests a minute; come again in {retry_after_s} s")
        self.allowed = allowed
        self.retry_after_s = retry_after_s


class Unauthorised(ApiError):
    """A key is needed, or the one given is not known (未认证)."""


class Forbidden(ApiError):
    """The key's role does not allow this (无权限)."""
