"""What is remembered: the tables, and the queries on them, a file a subject.

Whatever asks of one organisation takes a `Here`. Nothing here decides: the activities do, in transactions that the
engine opens. `tables` has the rows, `migrations` how they came to be, `search` finds records and `naming` names.
"""
