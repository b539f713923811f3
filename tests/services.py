"""What the tests of the whole ask of each service of the office: ``tests/<service>/world.py``.

``objects(make, people)`` makes what the numbers in its addresses stand for, by the argument's name, for the table of
access (``WORDS``: arguments that are words). ``words(world)`` fills every text that it keeps of a person with a canary,
but for those in ``OURS``; ``STAYS`` are the columns of which others keep the words.
"""

from importlib import import_module
from types import ModuleType

from mentormatch.app import SERVICES


def worlds() -> list[ModuleType]:
    return [import_module(f"tests.{name}.world") for name in SERVICES]
