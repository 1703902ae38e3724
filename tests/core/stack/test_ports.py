"""Which ports the parts choose."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from xuanpai_core.stack.errors import PortTaken
from xuanpai_core.stack.folder import DataFolder
from xuanpai_core.stack.ports import SEARCHED, PortBook, is_free


@contextmanager
def somebody_listening(address: str = "127.0.0.1") -> Iterator[int]:
    with socket.create_server((address, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with somebody_listening() as port:
        pass
    return port


@pytest.fixture
def book(data_dir: Path) -> PortBook:
    return PortBook(DataFolder.open(data_dir))


def test_the_usual_port_is_taken_when_it_is_free(book: PortBook, free_port: int) -> None:
    assert book.claim("web", free_port) == free_port


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - the neighbour that is in our way
def test_another_port_is_found_when_the_usual_one_is_taken(book: PortBook, address: str) -> None:
    with somebody_listening(address) as taken:
        chosen = book.claim("web", taken)

        assert chosen != taken
        assert chosen in SEARCHED
        assert is_free(chosen)


def test_a_choice_outlives_a_restart(data_dir: Path) -> None:
    with somebody_listening() as taken:
        chosen = PortBook(DataFolder.open(data_dir)).claim("web", taken)

    assert PortBook(DataFolder.open(data_dir)).claim("web", taken) == chosen


def test_a_choice_that_is_taken_by_now_is_replaced(book: PortBook, free_port: int) -> None:
    with somebody_listening() as taken:
        book.claim("web", free_port)
        with socket.create_server(("127.0.0.1", free_port)):
            assert book.claim("web", taken) not in {taken, free_port}


def test_two_names_never_share_a_port(book: PortBook, free_port: int) -> None:
    chosen = [book.claim(name, free_port) for name in ("web", "database", "worker")]

    assert len(set(chosen)) == 3


def test_a_required_port_that_is_taken_is_an_error(book: PortBook) -> None:
    with somebody_listening() as taken, pytest.raises(PortTaken, match=f"端口 {taken} 已被其他程序占用") as refused:
        book.claim("web", taken, required=True)

    assert refused.value.error_code == "STACK_PORT_TAKEN"
    assert book.remembered("web") is None


def test_a_damaged_port_book_counts_as_empty(data_dir: Path, book: PortBook, free_port: int) -> None:
    (data_dir / "ports.json").write_text('{"web": "often", "worker": -1')

    assert book.claim("web", free_port) == free_port
