"""The words two people of a match write to each other: one thread for each match."""
