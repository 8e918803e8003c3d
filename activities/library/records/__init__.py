"""A record’s life: filed, edited, shown, used, looked at again, made public, withdrawn.

What has to be read by a facilitator first waits here too.
"""
