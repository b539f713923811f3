"""Bytes that people upload: kept under random names, told by content, handed out as attachments, never opened here.

A feature keeps rows of its own with the stored name in a column that it declares in ``owners``.
"""
