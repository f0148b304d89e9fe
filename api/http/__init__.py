"""The HTTP edge (HTTP 接口): FastAPI routes over the same calls as the command line."""
