"""`search`: the words in the sections of latest versions, found by reading every section."""

import re
import unicodedata
from random import Random

import form
from asker import Asker
from reading import exactly, key_of, night_of

# the traditional characters that the invented prose has, and their simplified forms
SIMPLIFIED = str.maketrans("電務媒體開線", "电务媒体开线")
HAN = r"[\u3400-\u9fff]"


def normal(text: str) -> str:
    """One width, one case, one script, no blanks beside Han characters; a paragraph ends what stands together."""
    text = unicodedata.normalize("NFKC", text).lower().translate(SIMPLIFIED)
    return re.sub(rf"(?<={HAN})[^\S\n]+|[^\S\n]+(?={HAN})", "", text)


def search(asker: Asker) -> None:
    tally, nianbao, moment, random = asker.tally, asker.nianbao, asker.moment, asker.random
    texts = {}
    for key, standing in moment.standings.items():
        for number, paragraphs in standing.version.state.sections.items():
            texts[(key, number)] = (normal(form.SECTIONS[number]), normal("\n".join(paragraphs)))
    for question, matches in asker.some(_questions(texts, random)):
        args = random.choice([[], [], ["--section", "1"], ["--year", "2021.."]])
        wanted = {}
        for (key, number), sides in texts.items():
            is_asked = args[:1] == [] or (number == 1 if args[0] == "--section" else key.year >= 2021)
            if is_asked and matches(sides):
                standing = moment.standings[key]
                wanted[(key, number)] = {"version": standing.version.number, "withdrawn_at": standing.withdrawn_night,
                                         "heading": form.SECTIONS[number],
                                         "text": "\n".join(standing.version.state.sections[number])}
        rows = exactly(nianbao.run("search", question, *args, "--limit", "500", "--json"))
        got = {(key_of(row), int(row["section"])): row | {"withdrawn_at": night_of(row["withdrawn_at"])} for row in rows}
        if len(wanted) <= 500:
            tally.rows("search", " ".join([question, *args]), got, wanted)


def _questions(texts: dict, random: Random):
    """(question, whether a section answers it)."""
    def has(word: str):
        plain = normal(word)
        return lambda sides: any(plain in side for side in sides)

    def word() -> str:
        """A piece of a sentence that somebody wrote, of Han characters alone."""
        while True:
            runs = re.findall(rf"{HAN}{{2,}}", random.choice(list(texts.values()))[1])
            if runs:
                run = random.choice(runs)
                begin = random.randrange(len(run) - 1)
                return run[begin:begin + random.randrange(2, 6)]

    for _ in range(5):
        one = word()
        yield one, has(one)
    for _ in range(3):
        one, other = word(), word()
        yield f"{one} {other}", lambda sides, a=has(one), b=has(other): a(sides) and b(sides)
        yield f"{one} OR {other}", lambda sides, a=has(one), b=has(other): a(sides) or b(sides)
        yield f"{one} NOT {other}", lambda sides, a=has(one), b=has(other): a(sides) and not b(sides)
    for fixed in ("12345热线", "ａｐｉ接口", "「盲文读本」", "政务新媒体", "政務新媒體", "線上直播", "线上直播", "电子屏幕",
                  "开放日", "總體情況"):
        yield fixed, has(fixed.strip("「」") if fixed != "總體情況" else "总体情况")
