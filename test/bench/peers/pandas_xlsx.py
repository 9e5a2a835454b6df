"""Every sheet of workbooks, by pandas."""

import pandas

from rounds import items, rounds

rounds(lambda file: pandas.read_excel(file, sheet_name=None, header=None), items())
