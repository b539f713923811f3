"""CVs and letters of students, version by version, and what a coach says about one in writing: the CV audit."""
