"""Settings, read from the environment and `.env` once, when a command begins.

`settings` holds them by what they are for, `values` reads each kind, and `file` reads `.env` however it was written.
`forgotten_list` and `keys` are what the settings name for those who have been forgotten.
"""
