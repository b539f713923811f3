"""Pages of coaching: of students (``student``, with ``booking``, ``line`` and ``appointments``), and of coaches."""
