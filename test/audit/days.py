"""What happens to the portals by day: revisions, counters, withdrawals, returns, moves, reports that come late."""

from dataclasses import replace

import form
from cells import count, nothing
from prose import paragraph
from world import Entry, World, looks_displaced, rows_of, title_of

# the night on which a portal is down, and which
OUTAGE = (3, "portal-1")
# the night before which a name is put right
CORRECTED = 4
# of a portal's reports that are online, how many a day something happens to
BUSY = 4


class Days:
    def __init__(self, world: World):
        self.world = world
        # reports that are taken down for some nights: when each comes back, or None
        self._back: list[tuple[int, Entry]] = []
        self._touched: set[int] = set()
        self._earlier: list[tuple[int, Entry, dict]] = []

    def pass_day(self, night: int) -> None:
        """Changes what the night will see; on the first night everything is as it was built."""
        if night == 1:
            return
        random = self.world.random
        self._touched = set()
        if night == CORRECTED:
            for entry in self.world.entries:
                if entry.mistaken_for is not None and entry.is_online:
                    entry.state = replace(entry.state, title=title_of(entry.mistaken_for.agency, entry.key.year))
                    entry.key, entry.mistaken_for = entry.mistaken_for, None
                    self._touched.add(id(entry))
        for when, entry in self._back:
            if when == night:
                entry.is_online = True
                self._touched.add(id(entry))
        for when, entry, cells in list(self._earlier):
            if when <= night and self._is_free(entry, night):
                # A, then B, then A again: two revisions
                entry.state = replace(entry.state, cells=cells)
                self._touched.add(id(entry))
                self._earlier.remove((when, entry, cells))
        for portal in self.world.portals:
            for _ in range(BUSY):
                free = [entry for entry in self.world.entries
                        if entry.portal is portal and self._is_free(entry, night)]
                entry = random.choice(free)
                self._touched.add(id(entry))
                self._happen(random.randrange(12), night, entry)

    def _is_free(self, entry: Entry, night: int) -> bool:
        return entry.is_online and entry.mistaken_for is None and entry.from_night < night and id(entry) not in self._touched

    def _happen(self, what: int, night: int, entry: Entry) -> None:
        random = self.world.random
        if what < 4:
            before = entry.state.cells
            entry.state = entry.state.with_cells(self._revised(entry))
            if random.random() < 0.3:
                self._earlier.append((night + random.choice([1, 2]), entry, before))
            if random.random() < 0.3:
                self._reword(entry)
        elif what < 6:
            self._reword(entry)
        elif what < 8:
            entry.state = replace(entry.state, visits=entry.state.visits + random.randrange(1, 50))
        elif what < 9:
            entry.path = self.world.new_path(entry.portal)
        elif what < 11 and self._may_go(entry):
            entry.is_online = False
            back = random.choice([1, 2, 4, 5, 99])
            self._back.append((night + back, entry))

    def _may_go(self, entry: Entry) -> bool:
        """Whether so many may be gone at once that the portal is not taken for broken: a sixth."""
        mine = [other for other in self.world.entries if other.portal is entry.portal]
        return 6 * (1 + sum(1 for other in mine if not other.is_online)) <= len(mine)

    def _revised(self, entry: Entry) -> dict:
        random = self.world.random
        there = [id for id in form.INDICATORS[entry.state.edition]
                 if form.is_count(id) and entry.state.cells[id].text is not None]
        changed = {}
        for id in random.sample(there, random.randrange(1, 5)):
            cell = entry.state.cells[id]
            other = nothing(random) if cell.is_number and random.random() < 0.25 else count(
                int(cell.value or 0) + random.choice([1, 2, 5, 30]))
            changed[id] = other
        revised = {**entry.state.cells, **changed}
        if any(looks_displaced(revised, row) for row in rows_of(entry.state.edition)):
            return self._revised(entry)
        return changed

    def _reword(self, entry: Entry) -> None:
        random = self.world.random
        number = random.choice([1, 5])
        paragraphs = entry.state.sections[number]
        text = paragraph(random, random.randrange(1, 4))
        while text in paragraphs:
            text = paragraph(random, 3)
        at = len(paragraphs) - 1
        sections = {**entry.state.sections, number: (*paragraphs[:at], text)}
        entry.state = replace(entry.state, sections=sections)
