"""What programs may call: ``blueprint`` makes a set of calls, ``calls`` is what all of them share, ``paging`` their
lists, ``schema`` kinds of values. The calls stand in the feature ``api``, and in ``api.py`` of each further service."""
