"""How the contention campaign is played: worlds of devices that press together, and processes that are killed."""

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from mentormatch.core.db import db
from tests.campaigns.contention_check import doubles, rows
from tests.campaigns.contention_clients import DEVICES, Client, Record
from tests.campaigns.contention_world import MENTEES, World, signed_in
from tests.campaigns.processes import kill_one

CLIENTS = MENTEES * DEVICES
#: Worlds that are at it at once, so that the server's eight threads are never idle.
AT_ONCE = 3
#: How often the doubles of the moment are counted, so that a later cancellation hides none.
LOOK_EVERY = 10


@dataclass
class Game:
    """All worlds of one scenario against one server, with ``kills`` of its processes and of the worker."""

    app: Flask
    instance: Path
    port: int
    rounds: int
    kills: int
    #: Seconds after which a deed that never answered may be done again.
    lost_after: float
    record: Record = field(default_factory=Record)
    lock: threading.Lock = field(default_factory=threading.Lock)
    acts: int = 0
    killed: int = 0
    failure: BaseException | None = None

    def play(self, worlds: list[World]) -> None:
        """Play every world, ``AT_ONCE`` at a time, under kills; then clear up what broke."""
        gate = threading.Semaphore(AT_ONCE)
        games = [threading.Thread(target=self._world, args=(world, gate), daemon=True) for world in worlds]
        for game in games:
            game.start()
        self._kill_until_done(games)
        for game in games:
            game.join()
        if self.failure:
            raise self.failure
        self._send_broken_again()

    def _world(self, world: World, gate: threading.Semaphore) -> None:
        try:
            self._play_world(world, gate)
        except BaseException as failure:
            self.failure = failure

    def _play_world(self, world: World, gate: threading.Semaphore) -> None:
        with gate:
            emails = [email for email in world.emails for _device in range(DEVICES)]
            browsings = signed_in(self.app, emails, self.port)
            clients = [Client(n, browsing, world, self.record, self.lock) for n, browsing in enumerate(browsings)]
            together = threading.Barrier(CLIENTS, action=self._between_rounds)
            devices = [
                threading.Thread(target=self._device, args=(client, together), daemon=True) for client in clients
            ]
            for device in devices:
                device.start()
            for device in devices:
                device.join()

    def _device(self, client: Client, together: threading.Barrier) -> None:
        try:
            for round_ in range(self.rounds):
                together.wait(300)
                client.act(round_)
        except threading.BrokenBarrierError:
            return
        except BaseException as failure:
            self.failure = failure
            together.abort()

    def _between_rounds(self) -> None:
        with self.lock:
            self.acts += CLIENTS
        if self.acts // CLIENTS % LOOK_EVERY == 0:
            with self.app.app_context():
                self.record.doubles += doubles(rows(db.engine))

    def _kill_until_done(self, games: list[threading.Thread]) -> None:
        """Kill a process of the server, then the worker, and so on, spread over nine tenths of all acts."""
        acts = 0.9 * self.rounds * CLIENTS * len(games)
        for number in range(self.kills):
            due = (number + random.random()) * acts / self.kills
            while self.acts < due and any(game.is_alive() for game in games):
                time.sleep(0.01)
            self.killed += bool(kill_one(self.instance / ("worker" if number % 2 else "server")))

    def _send_broken_again(self) -> None:
        """With the same key, once a deed without an answer counts as lost, as a person does who was told to wait."""
        broken = list(self.record.broken)
        if broken:
            time.sleep(max(0.0, self.record.broken_at + self.lost_after + 1 - time.monotonic()))
        for call in broken:
            call.client.send(call, again=True)
