"""Bodies that tell of the service itself (服务状态报文): alive, ready, what it holds, what went wrong."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class EngineView(BaseModel):
    """Which graph engine is used (图引擎)."""

    kind: Literal["embedded", "neo4j"]


class Status(BaseModel):
    """What the home holds (数据目录状态)."""

    reports: int
    counts: dict[str, int] = Field(description="facts by section (各类事实数)")
    settled: bool = Field(description="false while a change is being written (是否写入完毕)")
    engine: EngineView
    index_bytes: int
    disk_bytes: int
    versions: dict[str, str]


class Alive(BaseModel):
    """The process answers (存活)."""

    status: Literal["alive"]


class Ready(BaseModel):
    """Whether all parts answer (就绪状态); `missing` names each that does not, and how to mend it."""

    status: Literal["ready", "not ready"]
    reports: int | None
    missing: dict[str, str]


class ProblemDetails(BaseModel):
    """RFC 9457 problem details (错误说明)."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
