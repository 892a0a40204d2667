"""Draws what stands in a template's slots: people, bodies, places, works, dates, sums, and names that nobody has had yet."""

from resources import words

MALE, FEMALE, SURNAMES = words("first-names-male"), words("first-names-female"), words("surnames")
CITIES, COUNTRIES, US_STATES, DEMONYMS = words("cities"), words("countries"), words("us-states"), words("demonyms")
MONTHS, MONTHS_SHORT, WEEKDAYS = words("months"), words("months-short"), words("weekdays")
COMPANY_OPENINGS, COMPANY_TAILS, COMPANY_NAMES = words("company-openings"), words("company-tails"), words("company-names")
TITLE_OPENINGS, TITLE_NOUNS, TITLES = words("title-openings"), words("title-nouns"), words("titles")
NUMBERS = words("numbers")
# Fillers that are drawn from one list: (list, type).
LISTED = {
    "G": (words("bodies"), "ORG"), "NEWS": (words("papers"), "ORG"), "BAND": (words("bands"), "ORG"), "PA": (words("parties"), "ORG"),
    "PX": (words("party-adjectives"), "MISC"), "C": (CITIES, "LOC"), "K": (COUNTRIES, "LOC"), "US": (US_STATES, "LOC"),
    "N": (DEMONYMS, "MISC"), "E": (words("events"), "MISC"), "PR": (words("products"), "MISC"),
}
CLUB_TAILS, TEAM_NICKNAMES, UNIVERSITIES = words("club-tails"), words("team-nicknames"), words("universities")
RARE_NAMES, LOWER_BRANDS, HANDLE_TAILS = words("first-names-rare"), words("brands-lower"), words("handle-tails")

ONSETS, NUCLEI, CODAS = words("coined-onsets"), words("coined-nuclei"), words("coined-codas")
COMPANY_ENDS, PLACE_ENDS, PLACE_TAILS = words("coined-company-ends"), words("coined-place-ends"), words("coined-place-tails")
PLACE_OPENINGS = words("coined-place-openings")
FIRST_NAME_ENDS, SURNAME_ENDS = words("coined-first-name-ends"), words("coined-surname-ends")
TRADES, TRADE_BODIES = words("trades"), words("trade-bodies")


def coined(rng, ends=("",)):
    """A word that nobody has had yet: `Tralion`, `Skoutex`."""
    syllables = [rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS) for _ in range(rng.choice([1, 1, 2]))]
    return ("".join(syllables) + rng.choice(ends)).capitalize()


def coined_person(rng):
    """First name and surname, either of them often made up."""
    first = rng.choice(MALE + FEMALE) if rng.random() < 0.7 else coined(rng, FIRST_NAME_ENDS)
    last = rng.choice(SURNAMES) if rng.random() < 0.5 else coined(rng, SURNAME_ENDS)
    return first + " " + last


def coined_company(rng, suffix):
    word = coined(rng, COMPANY_ENDS)
    if rng.random() < 0.1 and len(word) > 5:
        word = word[:3] + word[3:].capitalize()
    return word + " " + rng.choice(COMPANY_TAILS) if suffix else word


def coined_place(rng):
    word = coined(rng, PLACE_ENDS)
    return rng.choice([word, word, word, coined(rng) + " " + rng.choice(PLACE_TAILS), rng.choice(PLACE_OPENINGS) + " " + word])


def body_of_two(rng):
    """`Meat and Livestock Australia`, `the Food and Fibre Council`: one name with an `and` inside."""
    a, b = rng.sample(TRADES, 2)
    both = f"{a} {rng.choice(['and', 'and', '&'])} {b}"
    return rng.choice([
        lambda: both + " " + rng.choice(COUNTRIES + US_STATES), lambda: "the " + both + " " + rng.choice(TRADE_BODIES),
        lambda: f"the {rng.choice(CITIES)} {both} {rng.choice(TRADE_BODIES)}", lambda: f"the Department of {both}",
    ])()


def handle(rng):
    first, last = rng.choice(MALE + FEMALE), rng.choice(SURNAMES).replace(" ", "")
    return "@" + rng.choice([
        (first + last).lower(), first + last, "the" + first.lower(), "real" + first + last, f"{first.lower()}_{last.lower()}",
        last.lower() + first.lower(), f"{first.lower()}{last.lower()}{rng.randint(1, 99)}",
    ]).replace("'", "").replace("-", "").replace(" ", "")


class Filler:
    """Draws one sentence's fillers and remembers the names of its entities."""

    def __init__(self, rng):
        self.rng = rng
        self.people = {}
        self.used = set()

    def fresh(self, draw):
        """What `draw` gives, drawn again where the sentence has it already."""
        for _ in range(30):
            text = draw()
            if text not in self.used:
                break
        self.used.add(text)
        return text

    def person(self, entity, gender, family=None):
        """(first name, surname) of an entity; the surname of `family` where that is an entity."""
        if entity not in self.people:
            gender = gender or self.rng.choice("mf")
            first = self.fresh(lambda: self.rng.choice(MALE if gender == "m" else FEMALE))
            if self.rng.random() < 0.06:
                first += " " + self.rng.choice(MALE if gender == "m" else FEMALE)
            elif self.rng.random() < 0.05:
                first += " " + self.rng.choice("ABCDEFGHJKLMPRSTW") + "."
            last = self.people[family][1] if family in self.people else self.fresh(lambda: self.rng.choice(SURNAMES))
            self.people[entity] = (first, last)
        return self.people[entity]

    def date(self):
        r = self.rng
        y, m, d = r.choice([r.randint(1880, 1960), r.randint(1961, 2024), r.randint(1961, 2024)]), r.randint(0, 11), r.randint(1, 28)
        return r.choice([
            f"{d} {MONTHS[m]} {y}", f"{MONTHS[m]} {d}, {y}", f"{MONTHS_SHORT[m]} {d}, {y}", f"{MONTHS[m]} {d}",
            f"{d} {MONTHS[m]}", f"{MONTHS[m]} {d}, {y}", f"{d} {MONTHS[m]} {y}", f"{MONTHS_SHORT[m]} {d}",
        ])

    def year(self):
        r = self.rng
        return str(r.randint(1860, 1970) if r.random() < 0.12 else r.randint(1971, 2024))

    def company(self):
        r = self.rng
        return r.choice([
            lambda: r.choice(COMPANY_NAMES), lambda: r.choice(COMPANY_OPENINGS),
            lambda: r.choice(COMPANY_OPENINGS) + " " + r.choice(COMPANY_TAILS),
            lambda: r.choice(COMPANY_OPENINGS) + " " + r.choice(COMPANY_TAILS),
            lambda: r.choice(SURNAMES) + " " + r.choice(COMPANY_TAILS),
            lambda: r.choice(SURNAMES) + r.choice([" & ", " and "]) + r.choice(SURNAMES),
            lambda: "".join(r.choice("ABCDEGHKLMNPRSTVX") for _ in range(3)),
            lambda: r.choice(CITIES) + " " + r.choice(COMPANY_TAILS),
        ])()

    def title(self):
        r = self.rng
        if r.random() < 0.5:
            return r.choice(TITLES)
        return r.choice([
            lambda: r.choice(TITLE_OPENINGS) + " " + r.choice(TITLE_NOUNS),
            lambda: "The " + r.choice(TITLE_NOUNS) + " of " + r.choice(CITIES),
            lambda: r.choice(TITLE_NOUNS), lambda: r.choice(FEMALE) + "'s " + r.choice(TITLE_NOUNS),
            lambda: r.choice(TITLE_NOUNS) + " and " + r.choice(TITLE_NOUNS),
        ])()

    def team(self):
        r, city = self.rng, self.rng.choice(CITIES)
        return self.fresh(lambda: r.choice([
            city + " " + r.choice(CLUB_TAILS), r.choice(TEAM_NICKNAMES), city + " " + r.choice(TEAM_NICKNAMES), "FC " + city,
        ]))

    def university(self):
        r, city = self.rng, self.rng.choice(CITIES)
        return self.fresh(lambda: r.choice([
            "the University of " + city, city + " University", r.choice(SURNAMES) + " College", city + " State University",
            r.choice(US_STATES) + " State", city + " School of Economics", r.choice(UNIVERSITIES),
        ]))

    def years_of_child(self):
        r = self.rng
        word = r.choice(NUMBERS[1:])
        return word if r.random() < 0.6 else str(r.randint(2, 17))

    def age_of_child(self):
        years = self.years_of_child()
        return f"{self.rng.randint(2, 23)} months" if self.rng.random() < 0.15 else years

    def money(self):
        r = self.rng
        return r.choice([
            f"${r.randint(2, 900)} million", f"${r.randint(1, 90)}.{r.randint(1, 9)} billion", f"£{r.randint(2, 90)}m",
            f"{r.randint(2, 90)} million euros",
        ])

    def fill(self, code, entity):
        """(text, type, kind) of one mention."""
        code, _, family = code.partition("@")
        if code in ("P", "M", "F"):
            first, last = self.person(entity, {"P": None, "M": "m", "F": "f"}[code], family)
            return first + " " + last, "PER", "name"
        if code in ("n", "m", "f"):
            return self.person(entity, None if code == "n" else code)[0].split(" ")[0], "PER", "name"
        if code == "s":
            return self.person(entity, None)[1], "PER", "name"
        if code in LISTED:
            listed, kind = LISTED[code]
            return self.fresh(lambda: self.rng.choice(listed)), kind, "name"
        return self.name(code) or self.value(code)

    def name(self, code):
        """A name that is put together; None where the code is no name's."""
        r = self.rng
        drawn = {
            "W": lambda: (self.team(), "ORG"), "U": lambda: (self.university(), "ORG"), "O": lambda: (self.fresh(self.company), "ORG"),
            "T": lambda: (self.fresh(self.title), "MISC"), "NO": lambda: (coined_company(r, False), "ORG"),
            "NOS": lambda: (coined_company(r, True), "ORG"), "NC": lambda: (coined_place(r), "LOC"),
            "NP": lambda: (coined_person(r), "PER"), "AND": lambda: (body_of_two(r), "ORG"),
        }.get(code)
        return drawn and (*drawn(), "name")

    def value(self, code):
        r = self.rng
        text, kind = {
            "AYK": lambda: (self.years_of_child() + "-year-old", "AGE"), "AK": lambda: (self.age_of_child(), "AGE"),
            "A": lambda: (self.fresh(lambda: str(r.randint(17, 93))), "AGE"), "AY": lambda: (f"{r.randint(17, 93)}-year-old", "AGE"),
            "DF": lambda: (self.date(), "DATE"), "X": lambda: (r.choice(WEEKDAYS), "DATE"),
            "DMD": lambda: (f"{r.choice(MONTHS)} {r.randint(1, 28)}", "DATE"),
            "MY": lambda: (r.choice(MONTHS) + (" " if r.random() < .85 else ", ") + self.year(), "DATE"),
            "YB": lambda: (str(r.randint(1780, 1930)), "DATE"), "YD": lambda: (str(r.randint(1935, 2023)), "DATE"),
            "Y": lambda: (self.year(), "DATE"), "MON": lambda: (self.money(), "MONEY"),
        }[code]()
        return text, kind, "value"


class NamesFiller(Filler):
    """With the fillers of `templates/names.txt` besides."""

    def fill(self, code, entity):
        r = self.rng
        if code == "HANDLE":
            return handle(r), "PER", "name"
        if code == "OHANDLE":
            word = r.choice(COMPANY_NAMES + COMPANY_OPENINGS).replace("-", "")
            return "@" + r.choice([word, word.lower(), word + r.choice(HANDLE_TAILS)]), "ORG", "name"
        if code == "RARE":
            word = self.fresh(lambda: r.choice(RARE_NAMES))
            return word + (r.choice([" ", "-"]) + r.choice(FEMALE) if r.random() < 0.12 else ""), "PER", "name"
        if code == "LOWBRAND":
            return r.choice(LOWER_BRANDS), "ORG", "name"
        if code in ("UM", "UF", "UW", "UC", "UK", "UO"):
            text, kind, how = super().fill(code[1:], entity)
            return text.upper(), kind, how
        return super().fill(code, entity)
