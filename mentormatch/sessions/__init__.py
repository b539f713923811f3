"""Sessions of a match: book a free time, move it, cancel it, download it."""
