"""A mail server in a process of its own, that takes everything and writes down what arrived.

python -m tests.campaigns.mail_server PORT FILE
"""

import asyncio
import hashlib
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

from tests.campaigns.processes import started, wait_until
from tests.ports import free_port


@dataclass(frozen=True)
class Mailbox:
    """What arrived, read from the server's own record: the name of each letter and a number for what it says."""

    port: int
    file: Path

    def arrived(self) -> list[tuple[str, str]]:
        lines = self.file.read_text().splitlines()
        return [(name, said) for name, said in (line.split("\t") for line in lines)]

    def count(self) -> int:
        """How many have arrived, cheaply: each line is as long as the first."""
        with self.file.open("rb") as record:
            line = len(record.readline())
        return self.file.stat().st_size // line if line else 0


class Server:
    def __init__(self, file: Path) -> None:
        self.file = file

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=default)
        text = mail.get_body(("plain",))
        said = f"{mail['To']}\n{mail['Subject']}\n{text.get_content() if text else ''}"
        with self.file.open("a") as record:
            record.write(f"{mail['Message-ID']}\t{hashlib.sha256(said.encode()).hexdigest()}\n")
        return "250 OK"


@contextmanager
def mail_server(folder: Path) -> Iterator[Mailbox]:
    """Serve a mailbox on a port of this machine."""
    box = Mailbox(free_port(), folder / "arrived.tsv")
    box.file.touch()
    with started(_serve_for_ever, box.port, box.file, log=folder / "mail.log"):
        wait_until(lambda: _answers(box.port), "a mail server")
        yield box


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _serve_for_ever(port: int, file: Path) -> None:
    asyncio.run(_serve(port, file))


async def _serve(port: int, file: Path) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Server(file), enable_SMTPUTF8=True), "127.0.0.1", port)
    await server.serve_forever()
