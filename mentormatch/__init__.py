"""MentorMatch: peer mentor matching for universities.

Students see mentors ranked with reasons and ask one; the mentor accepts; a coordinator reviews; both calendars
show the session. Read in this order: the folder names are the menu of the product; ``matching`` and
``scheduling`` are the two pure engines; ``core`` and ``web`` are the ground; ``app.py`` puts it together.
"""
