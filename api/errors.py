"""What the edge itself can refuse (接口错误).

ApiError
├── WrongUse         a parameter does not fit; the message says which and what fits
└── NotReady         a part of the store is not there; the message says which and how to mend it
"""


class ApiError(Exception):
    """A request that cannot be served, with what to do next."""


class WrongUse(ApiError):
    """A parameter does not fit (参数错误)."""


class NotReady(ApiError):
    """A part of the store is not there (尚未就绪)."""
