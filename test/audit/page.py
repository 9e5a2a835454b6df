"""A report as a page: the statutory tables, written cell by cell, and where each figure then stands."""

from dataclasses import dataclass
from hashlib import sha256
from html import escape

import form
from cells import Cell
from world import State


@dataclass(frozen=True)
class Place:
    """Numbers from 1: the table of the document, the row and the column of its grid."""

    table: int
    row: int
    column: int


class Table:
    """A table that is filled from the top left, and knows which place of its grid a cell takes."""

    def __init__(self, number: int):
        self._number = number
        self._rows: list[list[str]] = []
        self._taken: set[tuple[int, int]] = set()
        self.places: dict[str, Place] = {}

    def row(self) -> "Table":
        self._rows.append([])
        return self

    def cell(self, text: str, across: int = 1, down: int = 1, indicator: str | None = None) -> "Table":
        row = len(self._rows)
        column = 1
        while (row, column) in self._taken:
            column += 1
        self._taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
        if indicator is not None:
            self.places[indicator] = Place(self._number, row, column)
        spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
        self._rows[-1].append(f"<td{spans}>{escape(text)}</td>")
        return self

    def figure(self, indicator: str, cell: Cell, across: int = 1) -> "Table":
        return self.cell(cell.text or "", across, indicator=indicator)

    def html(self) -> str:
        rows = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in self._rows)
        return f'<table border="1" cellspacing="0">\n{rows}\n</table>'


def table_2(number: int, edition: str, cells: dict[str, Cell]) -> Table:
    table = Table(number)
    width = 3
    for article, headings, rows in form.TABLE_2[edition]:
        table.row().cell(article, across=width + 1)
        table.row().cell("信息内容")
        spans = [width // len(headings)] * len(headings)
        spans[-1] += width - sum(spans)
        for heading, across in zip(headings, spans):
            table.cell(heading, across)
        for label, ids in rows:
            if all(cells[f"proactive.{id}"].text is None for id in ids):
                continue
            table.row().cell(label)
            for id, across in zip(ids, spans):
                table.figure(f"proactive.{id}", cells[f"proactive.{id}"], across)
    return table


def table_3(number: int, edition: str, cells: dict[str, Cell]) -> Table:
    table = Table(number)
    table.row().cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", across=3, down=3)
    table.cell("申请人情况", across=7)
    table.row().cell("自然人", down=2).cell("法人或其他组织", across=5).cell("总计", down=2)
    table.row()
    for _, name in form.APPLICANTS[1:-1]:
        table.cell(name)

    def is_there(row: str) -> bool:
        return any(cells[f"requests.{row}.{applicant}"].text is not None for applicant in form.SEVEN)

    def figures(row: str) -> None:
        for applicant in form.SEVEN:
            table.figure(f"requests.{row}.{applicant}", cells[f"requests.{row}.{applicant}"])

    for row, label in (("new", form.NEW), ("carried_in", form.CARRIED_IN)):
        if is_there(row):
            table.row().cell(label, across=3)
            figures(row)
    rows = [entry for entry in [*form.RESULT_ROWS[edition], form.HANDLED] if is_there(entry[0])]
    group = ""
    for index, (row, of, label) in enumerate(rows):
        table.row()
        if index == 0:
            table.cell(form.RESULTS, down=len(rows))
        if of is None:
            table.cell(label, across=2)
        else:
            if of != group:
                table.cell(of, down=sum(1 for _, other, _ in rows if other == of))
            table.cell(label)
        group = of or ""
        figures(row)
    if is_there("carried_out"):
        table.row().cell(form.CARRIED_OUT, across=3)
        figures("carried_out")
    return table


def table_4(number: int, cells: dict[str, Cell]) -> Table:
    table = Table(number)
    table.row().cell("行政复议", across=5).cell("行政诉讼", across=10)
    table.row()
    for _, outcome in form.OUTCOMES:
        table.cell(outcome, down=2)
    table.cell("未经复议直接起诉", across=5).cell("复议后起诉", across=5)
    table.row()
    for _ in range(2):
        for _, outcome in form.OUTCOMES:
            table.cell(outcome)
    table.row()
    for kind, _ in form.DISPUTES:
        for outcome, _ in form.OUTCOMES:
            table.figure(f"disputes.{kind}.{outcome}", cells[f"disputes.{kind}.{outcome}"])
    return table


def _tables(state: State) -> dict[int, Table]:
    """By the section in which they stand."""
    return {2: table_2(1, state.edition, state.cells), 3: table_3(2, state.edition, state.cells),
            4: table_4(3, state.cells)}


class Written:
    """A state as a page, written once: its bytes, their digest, and where each figure stands that has a cell."""

    def __init__(self, state: State):
        # kept, so that its id stays its own
        self.state = state
        self.places = {id: place for table in _tables(state).values() for id, place in table.places.items()}
        self.body = write_page(state)
        self.sha256 = sha256(self.body).hexdigest()


_written: dict[int, Written] = {}


def written(state: State) -> Written:
    if id(state) not in _written:
        _written[id(state)] = Written(state)
    return _written[id(state)]


def forget() -> None:
    """Between two seeds."""
    _written.clear()


def places_of(state: State) -> dict[str, Place]:
    return written(state).places


def payload_sha256(state: State) -> str:
    return written(state).sha256


def write_page(state: State) -> bytes:
    tables = _tables(state)
    body = []
    for number, paragraphs in state.sections.items():
        body.append(f"<p><strong>{form.SECTIONS[number]}</strong></p>")
        body += [f"<p>{escape(text)}</p>" for text in paragraphs]
        if number in tables:
            body.append(tables[number].html())
    content, title = "\n".join(body), escape(state.title)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{state.published} 09:00">
</head>
<body>
<div class="header"><a href="/">首页</a> <a href="/zfxxgk/">政府信息公开</a></div>
<div class="article">
<h1>{title}</h1>
<p class="info">发布日期：{state.published} 访问次数：<span class="count">{state.visits}</span></p>
<div class="content">
{content}
</div>
</div>
<div class="footer">网站地图 联系我们 今日访问 {state.visits}</div>
</body>
</html>
""".encode()


def write_list(links: list[tuple[str, str, str]], page: int, pages: int) -> str:
    """A page of a list: links as (address, title, date); further pages are index_2.html and so on."""
    entries = "\n".join(
        f'<li><a href="{path}" title="{escape(title)}">{escape(title)}</a><span>{date}</span></li>'
        for path, title, date in links
    )
    names = ["index.html" if n == 1 else f"index_{n}.html" for n in range(1, pages + 1)]
    pager = f'<a href="{names[page]}">下一页</a>' if page < pages else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>政府信息公开年报</title></head>
<body>
<ul class="list">
{entries}
</ul>
<div class="pages">{pager}</div>
</body>
</html>
"""
