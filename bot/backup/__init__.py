"""Backups: a copy of a whole database in one file, and a database made from such a copy.

`backup` writes, `restore` reads. What was forgotten after a backup was taken is forgotten again by `erasing` before
anybody can see it; `encryption` keeps a file for those who hold its key.
"""
