"""Pages of the queue: ``lists`` the table and its files, ``many`` acts on many rows, ``own`` views and wishes,
``letters`` one letter that failed.
"""

from mentormatch.queue.views import letters, lists, many, own
from mentormatch.queue.views.blueprint import bp

__all__ = ["bp", "letters", "lists", "many", "own"]
