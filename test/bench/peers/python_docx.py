"""Every paragraph and every cell of Word documents, by python-docx."""

import docx

from rounds import items, rounds


def read(file):
    document = docx.Document(file)
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            texts.extend(cell.text for cell in row.cells)
    return texts


rounds(read, items())
