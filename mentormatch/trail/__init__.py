"""The audit trail for readers: in words, filtered, and sealed, so that a change behind its back is found."""
