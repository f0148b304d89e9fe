"""Keys are shown once and kept as hashes."""

from api.keys import KeyRing


def test_a_key_is_known_by_its_role_until_it_is_removed(tmp_path):
    ring = KeyRing(tmp_path)
    key = ring.add("editor", "数据科")
    assert ring.role_of(key) == "editor"
    assert ring.role_of(key[:-1] + ("A" if key[-1] != "A" else "B")) is None
    assert ring.role_of("jx_nothing_here") is None
    assert ring.role_of("nonsense") is None
    (listed,) = ring.keys()
    assert (listed.role, listed.label) == ("editor", "数据科")
    assert key.split("_", 2)[2].encode() not in (tmp_path / "keys.sqlite").read_bytes()
    assert ring.remove(listed.key_id)
    assert ring.role_of(key) is None
    ring.close()
