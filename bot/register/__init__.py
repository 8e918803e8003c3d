"""What an organisation brings along, and takes with it: its staff list, and its register of lessons.

`register` and `staff_list` read files, row by row, and say what is wrong with which. Of staff lists `staff_file` finds
the lines, `staff_columns` says what their columns mean, and `staff_keeping` takes them into the store. `filing` keeps
lessons as records, and `export` writes records as a file that can be read again.
"""
