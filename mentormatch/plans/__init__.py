"""One action plan a student, over coaching and mentoring: dated steps, who helps with them, how it ended."""
