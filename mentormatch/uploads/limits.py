"""How large what is uploaded may be, and how long its name."""

MEGABYTE = 1024 * 1024
FILE_MOST = 10 * MEGABYTE
NAME_MOST = 120
#: A request with the largest file, and with what a form adds around it.
BODY_MOST = FILE_MOST + MEGABYTE // 4
