"""The engine: one event becomes one transaction, in which an activity decides and what it tells is put into the outbox.

`engine` opens and commits it; `identity` says who is at the door; `screening` looks for details of patients before any
handler sees a text; `waking` makes events of what is due. Nothing here sends anything.
"""
