"""A small chat endpoint (测试用对话服务) on a free port of this machine, that behaves as it is told: well, or badly in some way."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Say = Callable[[dict[str, Any]], str]
"""From what the model is told (the data of the user's message) to what it says."""


class Chat(BaseHTTPRequestHandler):
    """One request; `server` is the ChatServer."""

    server: "ChatServer"

    def do_POST(self) -> None:
        """Read the request and behave."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, dict(self.headers), request))
        self.server.behave(self, request)

    def give(self, text: str, status: int = 200, kind: str = "application/json") -> None:
        """Send a body."""
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


Behave = Callable[[Chat, dict[str, Any]], None]


class ChatServer(ThreadingHTTPServer):
    """Remembers what it was sent."""

    daemon_threads = True

    def __init__(self, behave: Behave) -> None:
        super().__init__(("127.0.0.1", 0), Chat)
        self.behave = behave
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    @property
    def address(self) -> str:
        """Return the base URL of its API."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: Any) -> None:
        """A client that goes away in the middle is what these tests are about."""


@contextmanager
def chat_server(behave: Behave) -> Iterator[ChatServer]:
    """Serve until the block ends."""
    server = ChatServer(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def completion(text: str) -> str:
    """Return a chat completion that says a text."""
    return json.dumps({"choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]})


def saying(say: Say) -> Behave:
    """Behave well as a server, and say what the function says."""

    def behave(chat: Chat, request: dict[str, Any]) -> None:
        chat.give(completion(say(json.loads(request["messages"][-1]["content"]))))

    return behave


def late(chat: Chat, _: dict[str, Any]) -> None:
    """Answer long after the time is over."""
    time.sleep(1.5)
    chat.give(completion("{}"))


def trickling(chat: Chat, _: dict[str, Any]) -> None:
    """Send a byte now and then, so that no single read is ever late."""
    chat.send_response(200)
    chat.send_header("Content-Type", "application/json")
    chat.end_headers()
    for _ in range(15):
        chat.wfile.write(b" ")
        chat.wfile.flush()
        time.sleep(0.1)


def dropping(chat: Chat, _: dict[str, Any]) -> None:
    """Close the connection without a word."""
    chat.close_connection = True


def broken_off(chat: Chat, _: dict[str, Any]) -> None:
    """Promise more than is sent."""
    chat.send_response(200)
    chat.send_header("Content-Type", "application/json")
    chat.send_header("Content-Length", "5000")
    chat.end_headers()
    chat.wfile.write(b'{"choices": [')


def huge(chat: Chat, _: dict[str, Any]) -> None:
    """Send megabytes."""
    chat.give(completion("{" + " " * 3_000_000 + "}"))


def redirecting(chat: Chat, _: dict[str, Any]) -> None:
    """Send the caller, and the key it carries, elsewhere."""
    chat.send_response(307)
    chat.send_header("Location", f"http://127.0.0.1:{chat.server.server_port}/elsewhere/chat/completions")
    chat.send_header("Content-Length", "0")
    chat.end_headers()


def packed(chat: Chat, _: dict[str, Any]) -> None:
    """Say the body is compressed."""
    chat.send_response(200)
    chat.send_header("Content-Type", "application/json")
    chat.send_header("Content-Encoding", "gzip")
    chat.send_header("Content-Length", "4")
    chat.end_headers()
    chat.wfile.write(b"\x1f\x8b\x08\x00")


BROKEN: dict[str, Behave] = {
    "late": late,
    "trickling": trickling,
    "dropping": dropping,
    "broken off": broken_off,
    "huge": huge,
    "redirecting": redirecting,
    "packed": packed,
    "status 500": lambda chat, _: chat.give("{}", 500),
    "status 429": lambda chat, _: chat.give("{}", 429),
    "not JSON": lambda chat, _: chat.give("<html>sign in</html>", kind="text/html"),
    "malformed JSON": lambda chat, _: chat.give('{"choices": [{"message": {"content": "{'),
    "deep JSON": lambda chat, _: chat.give("[" * 100_000),
    "no choices": lambda chat, _: chat.give('{"choices": []}'),
    "error object": lambda chat, _: chat.give('{"error": {"message": "overloaded"}}'),
    "null content": lambda chat, _: chat.give('{"choices": [{"message": {"content": null}}]}'),
}
"""Ways in which a server is of no use."""
