"""The forms of an export (导出格式)."""

from typing import Literal

Format = Literal["ttl", "jsonld", "nquads", "csv", "xlsx", "parquet"]
