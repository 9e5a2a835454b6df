"""Every table of web pages, by pandas."""

import io

import pandas

from rounds import items, rounds


def read(file):
    with open(file, encoding="utf-8", errors="replace") as page:
        return pandas.read_html(io.StringIO(page.read()))


rounds(read, items())
