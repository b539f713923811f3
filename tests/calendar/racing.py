"""Acts of several people at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from mentormatch.core.db import db
from mentormatch.core.errors import Refusal

Act = Callable[[], Any]


def race(app: Flask, *acts: Act) -> list[Any]:
    """Do all acts at the same moment, each in a thread with its own session; what each returned or was refused."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Act) -> None:
        with app.app_context():
            start.wait()
            try:
                results[number] = act()
            except Refusal as refusal:
                results[number] = type(refusal)
            except Exception as error:
                results[number] = error
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    return results
