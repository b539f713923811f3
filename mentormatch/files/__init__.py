"""Files that two people of a match share: kept under random names, handed out as attachments, never opened here."""
