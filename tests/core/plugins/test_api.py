"""What a plugin may import is listed, and the list is true."""

from xuanpai_core.plugins import api


def test_all_lists_every_public_name_in_order() -> None:
    public = [name for name in vars(api) if not name.startswith("_")]

    assert sorted(public) == sorted(api.__all__)
    assert api.__all__ == sorted(api.__all__)
