"""The agencies, portals and reports of a run of nights, drawn by seed, as they are before the first night."""

from dataclasses import dataclass, field, replace
from random import Random

import form
from cells import ABSENT, Cell, count, nothing, unreadable
from prose import said_of, sections_of
from tables import amounts, written

FIRST_YEAR, LAST_YEAR = 2019, 2023
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
# 1 February 2024 in China, and a night each day from there
FIRST_NIGHT = "2024-02-01T18:30:00Z"


@dataclass(frozen=True)
class Agency:
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "own"
    since: int | None = None
    until: int | None = None
    in_table: bool = True

    def owes(self, year: int) -> bool:
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True)
class Portal:
    name: str
    title: str
    region: str
    territory: str
    agencies: tuple[Agency, ...]
    # whether its file names the agencies, and says that these are all
    has_table: bool
    all_agencies: bool


@dataclass(frozen=True, order=True)
class Key:
    region: str
    agency: str
    year: int
    kind: str


@dataclass(frozen=True)
class State:
    """What a page says on a night. `visits` is of the page and not of the report."""

    title: str
    published: str
    edition: str
    cells: dict[str, Cell]
    sections: dict[int, tuple[str, ...]]
    # the counts that section 一（二） repeats
    said: dict[str, int]
    visits: int = 1

    def with_cells(self, changed: dict[str, Cell]) -> "State":
        return replace(self, cells={**self.cells, **changed})


@dataclass
class Entry:
    """A report and the page on which it is, or was."""

    key: Key
    portal: Portal
    path: str
    state: State
    # the report that it is, while its title has a typing error in the agency's name
    mistaken_for: Key | None = None
    is_online: bool = True
    # until then nobody has published it
    from_night: int = 1


@dataclass
class World:
    portals: list[Portal]
    entries: list[Entry]
    random: Random
    articles: int = field(default=1000)

    def new_path(self, portal: Portal) -> str:
        self.articles += 1
        return f"/zfxxgk/ndbg/{portal.name}_{self.articles}.html"


_KINDS = ["财政局", "教育局", "司法局", "审计局", "民政局", "水利局", "统计局", "科学技术局", "卫生健康局", "交通运输局",
          "农业农村局", "文化和旅游局", "应急管理局", "医疗保障局"]
_PLACES = [("330482", "平湖市"), ("330424", "海盐县"), ("330411", "秀洲区")]


def _portals(random: Random, agencies: int) -> list[Portal]:
    """One portal with all agencies named, one with a table that may lack some, one without a table."""
    portals = []
    for index, (region, place) in enumerate(_PLACES):
        # only a portal's table can say that a short name is an agency's
        own = [Agency(place + kind, aliases=(f"{place[:-1]}{kind}",) if index < 2 and random.random() < 0.3 else ())
               for kind in random.sample(_KINDS, agencies)]
        if index < 2:
            # one organ that got another name, and with it another report, and one that came later
            year = random.choice([2021, 2022])
            own += [Agency(f"{place}商务局", until=year - 1), Agency(f"{place}经济商务局", since=year),
                    Agency(f"{place}大数据局", since=2022)]
        if index == 0:
            # one that the table forgets, though it says that it names all
            own.append(Agency(f"{place}供销合作社", since=2021, until=2022, in_table=False))
        portals.append(Portal(
            name=f"portal-{index}", title=f"中国{place}", region=region, territory=place,
            agencies=tuple([*own, Agency(f"{place}人民政府", kind="aggregate")]),
            has_table=index < 2, all_agencies=index == 0,
        ))
    return portals


def title_of(agency: str, year: int) -> str:
    return f"{agency}{year}年政府信息公开工作年度报告"


def _published(random: Random, agency: Agency, year: int) -> str:
    if agency.kind == "aggregate":
        return f"{year + 1}-{random.choice(['01-25', '01-30']) if year == LAST_YEAR else random.choice(['03-05', '03-31', '04-02'])}"
    if random.random() < 0.12:
        return f"{year + 1}-02-01" if year == LAST_YEAR else f"{year + 1}-{random.choice(['02-01', '03-11'])}"
    return f"{year + 1}-01-{random.choice([9, 15, 28, 31]):02d}"


def _spoil(random: Random, edition: str, cells: dict[str, Cell]) -> dict[str, Cell]:
    """Contradictions, gaps and cells that cannot be read, in some reports."""
    ids = form.INDICATORS[edition]
    spoilt = dict(cells)

    def some(wanted) -> str:
        return random.choice([id for id in ids if wanted(id)])

    if random.random() < 0.5:
        for _ in range(random.randrange(1, 12)):
            spoilt[some(lambda id: True)] = nothing(random)
    if random.random() < 0.3:
        zeros = [id for id, cell in cells.items() if cell.value == 0 and id.startswith("requests.")]
        for id in random.sample(zeros, min(len(zeros), 40)):
            spoilt[id] = Cell("", None, "blank")
    if random.random() < 0.35:
        for _ in range(random.randrange(1, 4)):
            id = some(form.is_count)
            spoilt[id] = count(int(cells[id].value or 0) + random.choice([1, 2, 7, 100]))
    if random.random() < 0.1:
        # not the first cell of table 4: a row that begins with a word has a label, as far as anybody can tell
        spoilt[some(lambda id: form.is_count(id) and id != "disputes.review.upheld")] = unreadable(random)
    if random.random() < 0.08:
        spoilt[some(form.is_count)] = count(-random.randrange(1, 9))
    if random.random() < 0.08:
        row = random.choice(["rejected.publication", "refused.third_party", "unavailable.not_held", "carried_in"])
        spoilt |= {f"requests.{row}.{applicant}": ABSENT for applicant in form.SEVEN}
    for row in rows_of(edition):
        if looks_displaced(spoilt, row):
            spoilt |= {id: cells[id] for id in row}
    return spoilt


def rows_of(edition: str) -> list[list[str]]:
    """Cells beside one another of which the last is to be the sum of the others."""
    return [[f"requests.{row}.{applicant}" for applicant in form.SEVEN] for row in form.request_rows(edition)] + [
        [f"disputes.{kind}.{outcome}" for outcome, _ in form.OUTCOMES] for kind, _ in form.DISPUTES]


def looks_displaced(cells: dict[str, Cell], row: list[str]) -> bool:
    """
    Whether a row that does not add up might, had its cells slipped by a column, or two numbers been run together beside
    an empty cell. Such a row cannot be told, and how that is found out is not for the audit to guess: it makes none.
    """
    values = [int(cells[id].as_zero() or 0) for id in row]
    *parts, amount = values
    if sum(parts) == amount:
        return False
    is_run_together = any(
        not cells[one].is_number and abs(int(cells[other].value or 0)) >= 10
        for left, right in zip(row, row[1:]) for one, other in ((left, right), (right, left)))
    return is_run_together or sum(parts[:-1]) == parts[-1] or sum(parts[1:]) == amount


def _sections(random: Random, year: int, said: dict[str, int]) -> dict[int, tuple[str, ...]]:
    sections = sections_of(random, year, said)
    if random.random() < 0.04:
        del sections[6]
    if random.random() < 0.04:
        sections[5] = ("无",)
    return sections


def build_world(seed: int, agencies: int) -> World:
    random = Random(f"nianbao {seed}")
    world = World(portals=_portals(random, agencies), entries=[], random=random)
    for portal in world.portals:
        sums: dict[int, dict[str, int]] = {year: {} for year in YEARS}
        for agency in sorted(portal.agencies, key=lambda a: a.kind, reverse=True):
            _reports_of(world, portal, agency, sums)
    _mistype(world)
    return world


def _mistype(world: World) -> None:
    """A typing error in the name of an agency of the portal without a table, in one report that is there from the start."""
    entry = world.random.choice([entry for entry in world.entries if entry.key.kind == "own" and entry.from_night == 1
                                 and not entry.portal.has_table])
    wrong = replace(entry.key, agency=entry.key.agency.replace(entry.portal.territory, entry.portal.territory + "区", 1))
    entry.mistaken_for, entry.key = entry.key, wrong
    entry.state = replace(entry.state, title=title_of(wrong.agency, wrong.year))


def _reports_of(world: World, portal: Portal, agency: Agency, sums: dict[int, dict[str, int]]) -> None:
    random = world.random
    scale = random.choice([3, 8, 30])
    before: dict[str, int] | None = None
    for year in YEARS:
        if not agency.owes(year):
            continue
        edition = form.edition_in_force(year)
        if agency.kind == "own" and random.random() < 0.03:
            edition = "2019" if edition == "2021" else "2021"
        size = scale * 12 if random.random() < 0.06 else scale
        figures = amounts(random, edition, size, before if random.random() < 0.8 else None)
        if agency.kind == "aggregate":
            figures = {id: sums[year].get(id, 0) for id in form.INDICATORS[edition]}
        else:
            for id, value in figures.items():
                sums[year][id] = sums[year].get(id, 0) + value
        before = figures
        # a report that nobody has published
        if agency.kind == "own" and random.random() < 0.06:
            continue
        cells = _spoil(random, edition, written(random, edition, figures))
        said = said_of(cells)
        if random.random() < 0.1:
            said["requests.new.total"] += random.choice([1, 3, 20])
        name = random.choice([agency.name, *agency.aliases])
        world.entries.append(Entry(
            key=Key(portal.region, agency.name, year, agency.kind),
            portal=portal,
            path=world.new_path(portal),
            state=State(title_of(name, year), _published(random, agency, year), edition, cells,
                        _sections(random, year, said), said),
            from_night=random.choice([2, 3, 4]) if random.random() < 0.04 else 1,
        ))
