"""The engine: one event becomes one transaction, in which an activity decides and what it tells is put into the outbox.

`engine` opens and commits it; `identity` finds the person behind an account; `screening` looks for details of patients
before any activity sees a text; `waking` makes events of what is due. Nothing here sends anything.
"""
