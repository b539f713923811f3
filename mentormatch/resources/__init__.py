"""Resources: guides that editors write in Markdown, review and keep up to date, and that people read, save and tick."""
