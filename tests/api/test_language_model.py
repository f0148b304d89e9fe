"""The language model's door over a real server on this machine that misbehaves in every way: None within the time, never an error."""

import json
import logging
import re
import sys

import pytest
from pydantic import ValidationError

from api.language_model import FAILURES, ChatEndpoint
from api.settings import Settings
from api.store import Store
from chat_server import BROKEN, chat_server, completion, saying
from homes import settings

KEY = "sk-invented-key"


def endpoint(url: str, seconds: float = 0.4) -> ChatEndpoint:
    """Return the endpoint of a server, with a key."""
    return ChatEndpoint(Settings(_env_file=None, llm_base_url=url, llm_model="invented", llm_api_key=KEY, llm_timeout=seconds))


@pytest.mark.parametrize("behave", BROKEN.values(), ids=BROKEN.keys())
def test_a_useless_reply_is_none(behave, caplog) -> None:
    caplog.set_level(logging.INFO)
    with chat_server(behave) as server:
        assert endpoint(server.address).complete("rules", '{"question": "秘密的问题"}') is None
        paths = [path for path, _, _ in server.seen]
    assert paths in (["/v1/chat/completions"], ["/v1/chat/completions"] * 2)
    assert KEY not in caplog.text
    assert "秘密的问题" not in caplog.text
    assert "llm=unusable" in caplog.text


def test_nobody_listens() -> None:
    with chat_server(saying(lambda _: "x")) as server:
        gone = server.address
    assert endpoint(gone).complete("rules", "{}") is None


@pytest.mark.parametrize("url", ["http://no-such-host.invalid/v1", "http://xn--/v1"])
def test_an_address_that_leads_nowhere(url: str) -> None:
    assert endpoint(url).complete("rules", "{}") is None


def test_a_good_reply_is_its_text_and_the_request_is_of_the_usual_form() -> None:
    with chat_server(saying(lambda data: f"heard {data['question']}")) as server:
        assert endpoint(server.address + "/").complete("rules", '{"question": "罚没金额"}') == "heard 罚没金额"
        path, headers, request = server.seen[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert request["model"] == "invented"
    assert [m["role"] for m in request["messages"]] == ["system", "user"]


def test_a_failed_first_try_is_mended_by_the_second() -> None:
    tries = []

    def flaky(chat, request) -> None:
        tries.append(request)
        chat.give(completion("ready"), 503 if len(tries) == 1 else 200)

    with chat_server(flaky) as server:
        assert endpoint(server.address).complete("rules", "{}") == "ready"
    assert len(tries) == 2


def test_an_endpoint_that_keeps_failing_is_left_alone() -> None:
    with chat_server(BROKEN["not JSON"]) as server:
        door = endpoint(server.address)
        assert [door.complete("rules", "{}") for _ in range(FAILURES + 5)] == [None] * (FAILURES + 5)
        assert len(server.seen) == FAILURES


def test_personal_data_does_not_leave() -> None:
    told = "填表人：张三丰，电话13812345678或010-62345678，证件110101199003071234，邮箱 a.b@c.cn，卡6222021234567890123，金额13812345678元"
    with chat_server(saying(lambda _: "ok")) as server:
        endpoint(server.address).complete("rules", json.dumps({"question": told}, ensure_ascii=False))
        sent = json.loads(server.seen[0][2]["messages"][1]["content"])["question"]
    assert len(sent) == len(told)
    assert re.sub("＊+", "＊", sent) == "填表人：＊，电话＊或＊，证件＊，邮箱 ＊，卡＊，金额13812345678元"


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host/v1", "http://", "http://host/v1?key=1", "file:///etc", "http://127.0.0.1:99999/v1"])
def test_what_is_no_address_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, llm_base_url=url)


def test_nothing_is_there_when_off(tmp_path) -> None:
    with Store(settings(tmp_path)) as store:
        assert store.language_model is None


def test_a_store_with_a_model_asks_it(stocked) -> None:
    from api import asking

    with chat_server(saying(lambda _: "{}")) as server:
        own = stocked.settings.model_copy(update={"llm_base_url": server.address, "llm_model": "invented"})
        with Store(own) as store:
            assert not asking.ask(store, "赤岭市农业农村局2024年收养熊猫多少只？").answerable
        assert [json.loads(seen[2]["messages"][1]["content"])["departments"] for seen in server.seen] == [["赤岭市农业农村局"]]


def test_nothing_is_loaded_when_off(stocked, monkeypatch) -> None:
    from api import asking

    for name in [n for n in sys.modules if n.startswith("search.assisting") or n == "api.language_model"]:
        monkeypatch.delitem(sys.modules, name)
    assert asking.ask(stocked, "赤岭市农业农村局2024年三公经费是多少？").computed_answer is None
    assert not [n for n in sys.modules if n.startswith("search.assisting") or n == "api.language_model"]
