"""What came of a trial.

What people say becomes figures and quotes. A facilitator reads the report, has it as a spreadsheet, and files it in the
library; no small count leaves by any of these.
"""
