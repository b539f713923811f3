"""What is kept about a person, said once; and from that the page, the download, the deletion and the record of it."""
