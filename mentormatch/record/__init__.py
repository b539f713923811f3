"""One record a student: what happened in mentoring and in every service of the office, as its reader may know it."""
