"""Delivery: what stands in the outbox leaves, in order and once, for as long as it is true.

`delivery` sends, `ledger` keeps what came of it, `routing` says where a message goes. What platforms refuse as a whole
is an outage: then everything waits, and those who run things hear of it once it is over.
"""
