"""What goes wrong, and how it is said: in the log, to whoever runs a command, and by the doctor.

Nothing that somebody typed is ever part of it: `faults` notes where in the code it happened and gives a reference.
`about` knows by which ids lines of the log are put together, and `lines` how they are written.
"""
