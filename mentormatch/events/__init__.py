"""Career events: talks, workshops, fairs and drop-ins, who comes, and who waits for a place."""
