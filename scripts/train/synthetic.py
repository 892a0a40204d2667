"""Synthetic training sentences for the relation head and the name tagger.

`generate(n, seed)` yields n annotated sentences for the relation head, `generate_ner(n, seed)` n for the
name tagger. Standard library only; the same arguments give the same sentences.

An item is {"text", "mentions": [{"start", "end", "type", "kind"}], "relations": [{"relation", "subject",
"object"}], "unsure": [...]}. Offsets count code points; subject and object are indices into mentions.
A sentence is annotated exhaustively: a relation holds between all coreferent mentions of its two entities,
spouse and sibling are given once in text order, and a pair that is listed nowhere is a true negative. "unsure"
lists pairs that follow by inference only (two children of one parent); leave them out of the loss. Items of
generate_ner have no relations.

Template language, one sentence a line:
  {a:M}         a mention of entity `a`; M is a kind of filler (see FILLERS). a2, a3 are further mentions of a.
  {a:his}       a pronoun;  {a:~the singer}, {o:~O the company}  a nominal;  {p:=ORG=Labour}  a literal name
  {:C}          a mention of an entity of its own
  {a:M@b}       a with the surname of b
  <x|y>         one of the alternatives
  ## sp a b; ch c a   relations; a relation name that ends in `opt` holds if both mentions were drawn,
                      one after a `?` is unsure
"""

import random
import re

RELATION_NAMES = {
    "sp": "spouse", "ch": "child_of", "si": "sibling", "age": "age", "dob": "date_of_birth",
    "dod": "date_of_death", "pob": "place_of_birth", "res": "place_of_residence", "nat": "nationality",
    "emp": "employee_or_member_of", "edu": "educated_at", "pol": "political_affiliation", "ceo": "ceo",
    "fnd": "founded_by", "dfd": "date_founded", "hq": "headquarters", "sub": "subsidiary_of",
}
SYMMETRIC = {"spouse", "sibling"}
VALUE_TYPES = {"DATE", "TIME", "DURATION", "AGE", "MONEY", "PERCENT", "QUANTITY"}
SIGNATURES = {
    "spouse": ({"PER"}, {"PER"}), "child_of": ({"PER"}, {"PER"}), "sibling": ({"PER"}, {"PER"}),
    "age": ({"PER"}, {"AGE"}), "date_of_birth": ({"PER"}, {"DATE"}), "date_of_death": ({"PER"}, {"DATE"}),
    "place_of_birth": ({"PER"}, {"LOC"}), "place_of_residence": ({"PER"}, {"LOC"}),
    "nationality": ({"PER"}, {"LOC", "MISC"}), "employee_or_member_of": ({"PER"}, {"ORG"}),
    "educated_at": ({"PER"}, {"ORG"}), "political_affiliation": ({"PER"}, {"ORG", "MISC"}),
    "ceo": ({"ORG"}, {"PER"}), "founded_by": ({"ORG"}, {"PER"}), "date_founded": ({"ORG"}, {"DATE"}),
    "headquarters": ({"ORG"}, {"LOC"}), "subsidiary_of": ({"ORG"}, {"ORG"}),
}

MALE = """James Robert Michael David Daniel Thomas Charles Mark Paul Steven Kevin Brian Edward Ronald Anthony
Jason Matthew Gary Timothy Larry Jeffrey Frank Scott Eric Stephen Andrew Raymond Gregory Patrick Jack Dennis Peter
Tyler Aaron Adam Nathan Henry Douglas Zachary Kyle Walter Ethan Noah Liam Oliver Harry George Alfie Archie Callum
Rory Declan Cormac Seamus Padraig Fergus Angus Hamish Alistair Gareth Rhys Dylan Owain Ahmed Mohammed Omar Khalid
Yusuf Hassan Ibrahim Tariq Bilal Karim Samir Walid Rashid Faisal Amir Reza Dariush Farhad Kaveh Raj Arjun Vikram
Sanjay Rohan Anil Suresh Rahul Amit Deepak Imran Asif Wei Jun Ming Hao Jian Feng Hiroshi Kenji Takeshi Yuki Haruto
Min-jun Ji-hoon Sung-min Dong-hyun Nguyen Minh Duc Tuan Somchai Budi Agus Juan Carlos Luis Miguel Javier Diego
Alejandro Pablo Andres Rafael Joaquin Santiago Mateo Emiliano Joao Pedro Thiago Rui Nuno Goncalo Jean Pierre Luc
Antoine Mathieu Etienne Francois Guillaume Hans Jurgen Klaus Stefan Matthias Florian Lukas Giovanni Marco Luca
Alessandro Matteo Giuseppe Lars Anders Erik Sven Henrik Magnus Bjorn Mikkel Ivan Dmitri Sergei Alexei Vladimir
Mikhail Oleg Andriy Taras Bohdan Piotr Tomasz Krzysztof Marek Jan Pavel Tomas Jiri Zoltan Gabor Istvan Andrei
Mihai Nikola Milos Dragan Goran Luka Giorgos Nikos Dimitris Kwame Kofi Chinedu Emeka Oluwaseun Tunde Babajide
Sipho Thabo Tendai Juma Kamau Abebe Tesfaye Desta Ousmane Mamadou Ibrahima Moussa Tamati Wiremu Tane Kahu
Jermaine DeShawn Marquis Terrell Malik Darnell Isaiah Elijah Xavier Lamar Avi Yossi Eitan Moshe Jean-Paul
Jean-Marc José Sébastien Jörg Søren Łukasz Nikolaï Óscar Zoë-Lee""".replace(" Zoë-Lee", "").split()
FEMALE = """Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra
Margaret Ashley Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen
Amy Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet
Maria Heather Diane Olivia Sophie Chloe Isla Freya Poppy Imogen Niamh Aoife Saoirse Siobhan Orla Catriona Eilidh
Cerys Bronwen Fatima Aisha Zainab Layla Noor Yasmin Hanan Salma Leila Shirin Parisa Nasrin Priya Anjali Kavita
Deepika Sunita Meera Nisha Pooja Ayesha Sana Mei Xiu Ling Yan Hui Fang Yuko Sakura Haruka Naomi Akiko Ji-woo
Soo-jin Hye-jin Min-seo Linh Thuy Lan Siti Dewi Ayu Carmen Lucia Sofia Valentina Camila Isabella Gabriela Ximena
Paloma Ines Beatriz Mariana Larissa Fernanda Claire Camille Manon Elodie Celine Margaux Ingrid Greta Heike Anja
Birgit Liesel Giulia Chiara Francesca Elena Paola Astrid Freja Sigrid Maja Elsa Linnea Kirsten Olga Tatiana
Svetlana Natalia Irina Oksana Larysa Agnieszka Katarzyna Malgorzata Zofia Petra Jana Eszter Ildiko Ioana Mirela
Jelena Milica Dragana Katerina Eleni Despina Ama Abena Ngozi Chioma Adaeze Folake Yewande Nomsa Thandiwe Lindiwe
Wanjiru Akinyi Makena Tigist Hiwot Aminata Fatou Mariama Aroha Ngaire Keisha Latoya Shanice Aaliyah Imani Tamika
Shira Tamar Yael Noa Mary-Ann Anne-Marie Jean-Anne Renée Zoë Chloë Inês Ximena Ottoline Tallulah Juniper Clementine
Marigold Saffron Wren""".split()
SURNAMES = """Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee
Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter
Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Reed Bailey
Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price Sanders Ross Foster Hargreaves
Pemberton Ashworth Thistlewood Whitlock Fairbairn MacLeod McAllister O'Connor O'Reilly Gallagher Byrne Brennan
Llewellyn Pritchard Khan Hussain Ahmed Ali Rahman Chowdhury Siddiqui Malik al-Masri Haddad Mansour Najjar Saleh
Hosseini Karimi Tehrani Patel Sharma Singh Gupta Reddy Iyer Banerjee Chatterjee Desai Mehta Fernando Perera Wang Li
Zhang Liu Chen Yang Huang Zhao Wu Zhou Tanaka Suzuki Watanabe Ito Nakamura Kobayashi Kim Park Choi Jung Kang Yoon
Tran Pham Le Hoang Santoso Wijaya Garcia Rodriguez Martinez Hernandez Lopez Gonzalez Perez Sanchez Ramirez Torres
Flores Rivera Gomez Diaz Reyes Cruz Ortiz Gutierrez Silva Santos Oliveira Pereira Costa Almeida Ferreira Carvalho
Dubois Lefebvre Moreau Laurent Girard Bonnet Rousseau Lambert Muller Schmidt Schneider Fischer Weber Wagner Becker
Hoffmann Krause Vogel Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Hansen Johansen Olsen Larsen
Andersson Nilsson Lindqvist Bergstrom Virtanen Korhonen Ivanov Petrov Sokolov Kuznetsov Volkov Shevchenko Kovalenko
Bondarenko Nowak Kowalski Wisniewski Zielinski Novak Svoboda Dvorak Horvath Nagy Szabo Popescu Ionescu Jovanovic
Petrovic Papadopoulos Nikolaidis Mensah Owusu Asante Okafor Okonkwo Adeyemi Balogun Eze Nkosi Dlamini Mokoena Moyo
Mwangi Otieno Njoroge Bekele Haile Diallo Traore Diop Ndiaye Ngata Parata Washington Jefferson Booker Freeman Cohen
Levi Mizrahi Friedman Katz van_Dijk de_Vries van_den_Berg de_la_Cruz Müller Sørensen Núñez Çelik Dąbrowski Lévesque
Nguyễn Fitzgerald-Hughes Park-Lewis Day Rose Bishop Marsh Field Banks Stone Rice Bass Law May March""".split()
CITIES = """Leeds Bristol Norwich Cardiff Swansea Aberdeen Dundee Belfast Cork Galway Dublin Limerick Portland
Denver Tucson Omaha Wichita Boise Spokane Dayton Toledo Akron Memphis Nashville Savannah Tampa Orlando Austin Houston
Seattle Chicago Boston Baltimore Pittsburgh Detroit Milwaukee Minneapolis Toronto Calgary Halifax Winnipeg Quebec
Lyon Marseille Nantes Lille Paris Bordeaux Brussels Antwerp Ghent Rotterdam Utrecht Hamburg Munich Leipzig Dresden
Cologne Vienna Graz Zurich Basel Geneva Milan Turin Naples Palermo Bologna Rome Seville Valencia Bilbao Madrid
Barcelona Lisbon Porto Athens Thessaloniki Sofia Bucharest Belgrade Zagreb Budapest Prague Brno Warsaw Krakow Gdansk
Vilnius Riga Tallinn Helsinki Oslo Bergen Stockholm Gothenburg Malmo Copenhagen Aarhus Moscow Kazan Kyiv Lviv Odesa
Istanbul Ankara Tehran Baghdad Beirut Amman Haifa Cairo Tunis Rabat Casablanca Lagos Abuja Accra Dakar Nairobi
Kampala Addis_Ababa Harare Lusaka Durban Cape_Town Johannesburg Mumbai Delhi Chennai Kolkata Lahore Karachi Dhaka
Colombo Bangkok Hanoi Jakarta Manila Singapore Kuala_Lumpur Hong_Kong Beijing Shanghai Taipei Seoul Busan Osaka Kyoto
Tokyo Sydney Melbourne Perth Adelaide Hobart Auckland Wellington Dunedin Lima Bogota Quito Santiago Caracas
Montevideo Buenos_Aires Sao_Paulo Recife Mexico_City Guadalajara Havana Kingston San_Diego Los_Angeles New_York
Salt_Lake_City Fort_Worth Kansas_City Zürich Málaga Gijón Łódź Århus Dubbo Wagga_Wagga Alice_Springs Tamworth""".split()
COUNTRIES = """France Germany Italy Spain Portugal Belgium Sweden Norway Denmark Finland Poland Hungary Romania
Bulgaria Greece Turkey Russia Ukraine Serbia Croatia Austria Switzerland Ireland Scotland Wales England Canada Mexico
Brazil Argentina Chile Peru Colombia Ecuador Cuba Jamaica Egypt Morocco Tunisia Nigeria Ghana Senegal Kenya Uganda
Ethiopia Zimbabwe India Pakistan Bangladesh Thailand Vietnam Indonesia Malaysia China Japan Australia Israel Iran Iraq
Lebanon Jordan South_Africa South_Korea New_Zealand Sri_Lanka Costa_Rica Saudi_Arabia""".split()
DEMONYMS = """French German Italian Spanish Portuguese Belgian Swedish Norwegian Danish Finnish Polish Hungarian
Romanian Bulgarian Greek Turkish Russian Ukrainian Serbian Croatian Austrian Swiss Irish Scottish Welsh English British
American Canadian Mexican Brazilian Argentine Chilean Peruvian Colombian Cuban Jamaican Egyptian Moroccan Tunisian
Nigerian Ghanaian Senegalese Kenyan Ugandan Ethiopian Zimbabwean Indian Pakistani Bangladeshi Thai Vietnamese
Indonesian Malaysian Chinese Japanese Australian Israeli Iranian Iraqi Lebanese Jordanian South_African South_Korean
New_Zealand Dutch Czech Filipino""".split()
US_STATES = """Ohio Texas Iowa Maine Nevada Oregon Vermont Georgia Florida Montana Kansas Utah Virginia Michigan
Wisconsin Alabama Illinois Colorado Arizona Connecticut New_Mexico North_Dakota West_Virginia""".split()
MONTHS = "January February March April May June July August September October November December".split()
MONTHS_SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COMPANY_A = """Brightwell Norcross Halden Vantor Kestrel Merrow Oakline Solvane Tarrant Quillon Bluefin Ironbridge
Castellan Dunmore Evergate Fairlight Galloway Hartwood Lumina Maritex Novara Orbital Pinecrest Redstone Silverlake
Trident Umbra Veritas Westbrook Zephyr Axiom Bellweather Corvus Delmont Helix Juno Kinetic Lattice Monarch Nimbus
Apex Cobalt Drayton Falcon Granite Atlantic Pacific Continental Northern Imperial Sapphire Terra Vertex""".split()
COMPANY_B = """Group Holdings Inc Inc. Ltd plc Corp Corp. Industries Energy Pharmaceuticals Airlines Motors Media
Bank Foods Systems Technologies Capital Partners Insurance Steel Telecom Logistics Robotics Studios Records Labs
Software Brewing Retail Mining Railways""".split()
COMPANY_ONE = """Zentrix Fablio Quorivo Mondelux Varsona Techvia Orsted-Lind Bankora Glowly Plenti Hyperon Sanoflex
Nordvik Camposol Itoya Daewon Shinko Hanbora Tatvik Mahadyne Petrolux Gazvest Aerolis Voltio Cartesia Brilla""".split()
CLUB_A = """Rovers United City Athletic Wanderers Town Rangers Albion""".split()
CLUB_B = """Falcons Hawks Pilots Comets Bison Otters Royals Miners Chargers Raptors Stallions Wolves Sentinels
Mariners Thunder""".split()
BODIES = """the_World_Bank the_United_Nations NATO Interpol the_Red_Cross UNICEF Amnesty_International Greenpeace
the_European_Commission the_International_Monetary_Fund the_Football_Association the_Treasury the_Foreign_Office
the_Home_Office the_Nuclear_Safety_Board the_Wheat_Growers_Association the_Teachers_Union the_Coral_Trust
Farmers_United the_Rural_Health_Council the_Bar_Council the_Arts_Council OPEC the_Steelworkers_Federation
Water_Watch the_Institute_for_Fiscal_Policy the_Lakeside_Hospital_Trust the_Asthma_Foundation FIFA UNESCO""".split()
PARTIES = """Labour_Party Green_Party Conservative_Party Republican_Party Democratic_Party Liberal_Party
Social_Democratic_Party People's_Party National_Front Christian_Democratic_Union Freedom_Party Socialist_Party
Congress_Party Workers'_Party Communist_Party Centre_Party Justice_Party Progressive_Alliance New_Democracy
National_Party Country_Party Popular_Front""".split()
PARTY_ADJECTIVES = "Republican Democrat Republican Democrat Conservative Socialist Communist Liberal".split()
PAPERS = """the_Times the_Evening_Herald the_Daily_Courier Reuters the_Sunday_Post the_Morning_Ledger Channel_Nine
Radio_Norfolk the_Toronto_Chronicle the_Star the_Weekly_Examiner BBC_News CNN""".split()
BANDS = """the_Velvet_Foxes Paper_Lanterns Glass_Harbour The_Night_Ferries Midnight_Orchard Static_Bloom The_Pale_Kings
Copper_Moon Dirty_Saints Five_Oaks""".split()
EVENTS = """Wimbledon the_World_Cup the_Olympics the_Ryder_Cup the_Cannes_Film_Festival the_Tour_de_France
the_US_Open the_Venice_Biennale the_Super_Bowl the_Commonwealth_Games the_Booker_Prize the_Melbourne_Cup
the_Edinburgh_Festival the_Six_Nations""".split()
PRODUCTS = """Strada_X3 Model_9 Fenix Galaxion_S7 Orca_400 Lumio_Pad Trailman Vespera Airlite_200 ProTab""".split()
TITLE_A = """The A Our My His Her Last Silent Broken Little Red Blue Summer Winter Midnight Golden Seven Lost""".split()
TITLE_B = """River Garden Daughter Letters House Road Kitchen Detective Sisters Ocean Harbour Fire Stranger Line
Dance Mirror Kingdom Heart Island Witness Hunter Orchard Tide Crown Ward Farm""".split()
TITLE_WHOLE = """Salt_and_Iron Where_the_Cattle_Sleep Nobody's_Fool_But_Mine Maddie's_Corner Harper's_Landing
O'Malley's_Ghost Dancing_on_Thin_Ice So_You_Want_to_Cook? Bake_the_World Strictly_Singing Love_in_the_Outback
The_Doctor's_Wife's_Sister Don't_Look_Now,_Harry Letters_to_Ada 1917_and_After Twelve_Steps_Down Kiss_Me_in_Kyoto
The_Late_Late_Breakfast House_of_Reeds Riverside_General It's_Not_You The_Fisherman's_Year Songs_for_Nobody
Run,_Rosa,_Run Heartbreak_Bay Ward_17 Who_Wants_to_Farm? Dog_Days Tomorrow,_Maybe Ten_Pound_Tom""".split()
SMALL_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
PRONOUNS = {"he", "she", "his", "her", "him", "i", "my", "me", "we", "our", "they", "their", "hers", "who"}

FILLERS = """P person; M man; F woman; n m f first name (any, man, woman); s surname; O company; U university;
W sports team; G body; NEWS paper or station; BAND; PA party; PX party adjective; C city; K country; US state;
N demonym; DF full date; DMD day and month; MY month and year; Y year; YB, YD years of birth and death; X weekday; A age; AY 37-year-old;
AYK six-year-old; AK child's age; MON sum; T title of a work; E event; PR product; made-up names: NP person, NC place,
NO company, NOS the same with Inc and the like; AND a body with `and` in its name"""


def _name(word):
    return word.replace("_", " ")


class _Filler:
    """Draws one sentence's fillers and remembers the names of its entities."""

    def __init__(self, rng):
        self.rng = rng
        self.people = {}
        self.used = set()

    def fresh(self, draw):
        for _ in range(30):
            text = draw()
            if text not in self.used:
                break
        self.used.add(text)
        return text

    def person(self, entity, gender, family=None):
        if entity not in self.people:
            gender = gender or self.rng.choice("mf")
            first = self.fresh(lambda: self.rng.choice(MALE if gender == "m" else FEMALE))
            if self.rng.random() < 0.06:
                first += " " + self.rng.choice(MALE if gender == "m" else FEMALE)
            elif self.rng.random() < 0.05:
                first += " " + self.rng.choice("ABCDEFGHJKLMPRSTW") + "."
            last = self.people[family][1] if family in self.people else _name(self.fresh(lambda: self.rng.choice(SURNAMES)))
            self.people[entity] = (first, last)
        return self.people[entity]

    def date(self):
        r = self.rng
        y, m, d = r.choice([r.randint(1880, 1960), r.randint(1961, 2024), r.randint(1961, 2024)]), r.randint(0, 11), r.randint(1, 28)
        return r.choice([
            f"{d} {MONTHS[m]} {y}", f"{MONTHS[m]} {d}, {y}", f"{MONTHS_SHORT[m]} {d}, {y}", f"{MONTHS[m]} {d}",
            f"{d} {MONTHS[m]}", f"{MONTHS[m]} {d}, {y}", f"{d} {MONTHS[m]} {y}", f"{MONTHS_SHORT[m]} {d}",
        ])

    def company(self):
        r = self.rng
        return r.choice([
            lambda: r.choice(COMPANY_ONE), lambda: r.choice(COMPANY_A),
            lambda: r.choice(COMPANY_A) + " " + r.choice(COMPANY_B),
            lambda: r.choice(COMPANY_A) + " " + r.choice(COMPANY_B),
            lambda: _name(r.choice(SURNAMES)) + " " + r.choice(COMPANY_B),
            lambda: _name(r.choice(SURNAMES)) + r.choice([" & ", " and "]) + _name(r.choice(SURNAMES)),
            lambda: "".join(r.choice("ABCDEGHKLMNPRSTVX") for _ in range(3)),
            lambda: _name(r.choice(CITIES)) + " " + r.choice(COMPANY_B),
        ])()

    def title(self):
        r = self.rng
        if r.random() < 0.5:
            return _name(r.choice(TITLE_WHOLE))
        return r.choice([
            lambda: r.choice(TITLE_A) + " " + r.choice(TITLE_B),
            lambda: "The " + r.choice(TITLE_B) + " of " + _name(r.choice(CITIES)),
            lambda: r.choice(TITLE_B), lambda: r.choice(FEMALE) + "'s " + r.choice(TITLE_B),
            lambda: r.choice(TITLE_B) + " and " + r.choice(TITLE_B),
        ])()

    def fill(self, code, entity):
        """(text, type, kind) of one mention."""
        r = self.rng
        code, _, family = code.partition("@")
        if code in ("P", "M", "F"):
            first, last = self.person(entity, {"P": None, "M": "m", "F": "f"}[code], family)
            return first + " " + last, "PER", "name"
        if code in ("n", "m", "f"):
            return self.person(entity, None if code == "n" else code)[0].split(" ")[0], "PER", "name"
        if code == "s":
            return self.person(entity, None)[1], "PER", "name"
        pick = lambda words: _name(self.fresh(lambda: r.choice(words)))
        year = lambda: str(r.randint(1860, 1970) if r.random() < 0.12 else r.randint(1971, 2024))
        if code in ("AK", "AYK"):
            word = r.choice(SMALL_NUMBERS[1:])
            word = word if r.random() < 0.6 else str(r.randint(2, 17))
            if code == "AYK":
                return word + "-year-old", "AGE", "value"
            if r.random() < 0.15:
                word = f"{r.randint(2, 23)} months"
            return word, "AGE", "value"
        if code == "W":
            city = _name(r.choice(CITIES))
            return self.fresh(lambda: r.choice([
                city + " " + r.choice(CLUB_A), r.choice(CLUB_B), city + " " + r.choice(CLUB_B), "FC " + city,
            ])), "ORG", "name"
        if code == "U":
            city = _name(r.choice(CITIES))
            return self.fresh(lambda: r.choice([
                "the University of " + city, city + " University", _name(r.choice(SURNAMES)) + " College",
                city + " State University", r.choice(US_STATES).replace("_", " ") + " State",
                city + " School of Economics", r.choice(["Yale", "Oxford", "Stanford", "MIT", "Cambridge", "Princeton"]),
            ])), "ORG", "name"
        table = {
            "O": lambda: (self.fresh(self.company), "ORG", "name"),
            "G": lambda: (pick(BODIES), "ORG", "name"), "NEWS": lambda: (pick(PAPERS), "ORG", "name"),
            "BAND": lambda: (pick(BANDS), "ORG", "name"), "PA": lambda: (pick(PARTIES), "ORG", "name"),
            "PX": lambda: (pick(PARTY_ADJECTIVES), "MISC", "name"), "C": lambda: (pick(CITIES), "LOC", "name"),
            "K": lambda: (pick(COUNTRIES), "LOC", "name"), "US": lambda: (pick(US_STATES), "LOC", "name"),
            "N": lambda: (pick(DEMONYMS), "MISC", "name"), "E": lambda: (pick(EVENTS), "MISC", "name"),
            "PR": lambda: (pick(PRODUCTS), "MISC", "name"), "T": lambda: (self.fresh(self.title), "MISC", "name"),
            "DF": lambda: (self.date(), "DATE", "value"), "X": lambda: (r.choice(WEEKDAYS), "DATE", "value"),
            "DMD": lambda: (f"{r.choice(MONTHS)} {r.randint(1, 28)}", "DATE", "value"),
            "MY": lambda: (r.choice(MONTHS) + (" " if r.random() < .85 else ", ") + year(), "DATE", "value"),
            "YB": lambda: (str(r.randint(1780, 1930)), "DATE", "value"), "YD": lambda: (str(r.randint(1935, 2023)), "DATE", "value"),
            "Y": lambda: (year(), "DATE", "value"), "A": lambda: (self.fresh(lambda: str(r.randint(17, 93))), "AGE", "value"),
            "AY": lambda: (f"{r.randint(17, 93)}-year-old", "AGE", "value"),
            "NO": lambda: (coined_company(r, False), "ORG", "name"), "NOS": lambda: (coined_company(r, True), "ORG", "name"),
            "NC": lambda: (coined_place(r), "LOC", "name"), "NP": lambda: (coined_person(r), "PER", "name"),
            "AND": lambda: (_body_of_two(r), "ORG", "name"),
            "MON": lambda: (r.choice([f"${r.randint(2, 900)} million", f"${r.randint(1, 90)}.{r.randint(1, 9)} billion",
                                      f"£{r.randint(2, 90)}m", f"{r.randint(2, 90)} million euros"]), "MONEY", "value"),
        }
        return table[code]()


_ALT = re.compile(r"<([^<>]*)>")
_KEY = re.compile(r"([a-z]?)(\d*)$")
# Names of bodies, papers and clubs begin with an article that is no part of the name.
_ARTICLE = re.compile(r"[Tt]he (?=[A-Z])")


def realise(template, rng, filler_class=None):
    """One annotated item from one template line."""
    body, _, tail = template.partition(" ##")
    while _ALT.search(body):
        body = _ALT.sub(lambda m: rng.choice(m.group(1).split("|")), body, count=1)
    body = body.strip()
    filler = (filler_class or _Filler)(rng)
    out, mentions = [], []  # mentions: [key, entity, start, end, type, kind]
    length = 0

    def emit(text):
        nonlocal length
        # A literal "the" before a name that brings its own is dropped.
        if text[:4] in ("the ", "The ") and out and re.search(r"(the|-based|the \d{4}) $", "".join(out).lower()):
            text = text[4:]
        if out and re.search(r"\b[Aa] $", out[-1]) and re.match(r"[AEIOaeio8]|1[18]-", text) and not re.match(r"[A-Z]{2}", text):
            out[-1] = out[-1][:-1] + "n "
            length += 1
        out.append(text)
        length += len(text)
        return length - len(text)

    def walk(text, at):
        """Reads text from at to the closing brace or the end; returns where it stopped."""
        while at < len(text):
            ch = text[at]
            if ch == "}":
                return at
            if ch != "{":
                end = at
                while end < len(text) and text[end] not in "{}":
                    end += 1
                emit(text[at:end])
                at = end
                continue
            colon = text.index(":", at)
            key, spec_at = text[at + 1:colon], colon + 1
            letter = _KEY.match(key).group(1)
            entity = letter or f"#{len(mentions)}"
            mention = [key, entity, length, length, None, None]
            mentions.append(mention)
            if text[spec_at] == "~":
                kind_type = "PER"
                spec_at += 1
                if text[spec_at:spec_at + 2] == "O ":
                    kind_type, spec_at = "ORG", spec_at + 2
                mention[4], mention[5] = kind_type, "nominal"
                at = walk(text, spec_at)
            else:
                close = text.index("}", spec_at)
                spec = text[spec_at:close]
                if spec.startswith("="):
                    _, mtype, literal = spec.split("=", 2)
                    mention[2] = emit(literal)
                    mention[4], mention[5] = mtype, "value" if mtype in VALUE_TYPES else "name"
                elif spec != "MY" and spec.lower() in PRONOUNS:
                    mention[2] = emit(spec)
                    mention[4], mention[5] = "PER", "pronoun"
                else:
                    drawn, mtype, kind = filler.fill(spec, entity)
                    mention[2] = emit(drawn)
                    mention[4], mention[5] = mtype, kind
                at = close
            mention[3] = length
            at += 1
        return at

    walk(body, 0)
    text = "".join(out)
    # Articles stay outside the names; the first letter of a sentence and of a quotation is a capital.
    for m in mentions:
        if m[5] == "name" and m[4] in ("ORG", "MISC"):
            art = _ARTICLE.match(text, m[2], m[3])
            if art and text[m[2]:m[2] + 1] == "t":
                m[2] = art.end()
    chars = list(text)
    for i, ch in enumerate(chars):
        if ch.isalpha() and (i == 0 or all(not c.isalnum() for c in chars[:i])):
            chars[i] = ch.upper() if len(ch.upper()) == 1 else ch
            break
    text = "".join(chars)
    joined = []  # first name and surname from two slots are one mention
    for m in mentions:
        last = joined[-1] if joined else None
        if (last and m[5] == last[5] == "name" and m[4] == last[4] == "PER" and m[1].startswith("#")
                and text[last[3]:m[2]] == " "):
            last[3] = m[3]
        else:
            joined.append(m)
    mentions = joined
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i][2], -mentions[i][3]))
    index = {mentions[i][0]: k for k, i in enumerate(order) if mentions[i][0]}
    by_entity = {}
    for k, i in enumerate(order):
        by_entity.setdefault(mentions[i][1], []).append(k)
    result = [{"start": mentions[i][2], "end": mentions[i][3], "type": mentions[i][4], "kind": mentions[i][5]} for i in order]
    relations, unsure = set(), set()

    def add(into, name, subject, obj):
        for s in by_entity[subject]:
            for o in by_entity[obj]:
                pair = (s, o)
                if name in SYMMETRIC:
                    pair = (min(s, o), max(s, o))
                into.add((name, *pair))

    parents = {}
    for part in filter(None, (p.strip() for p in tail.split(";"))):
        short, s, o = part.split()
        inferred = short.startswith("?")
        short = short.lstrip("?")
        optional = short.endswith("opt")
        name = RELATION_NAMES[short[:-3] if optional else short]
        if s not in index or o not in index:
            if optional or inferred:
                continue
            raise ValueError(f"no such mention: {part} in {template}")
        s, o = _KEY.match(s).group(1), _KEY.match(o).group(1)
        if inferred:
            add(unsure, name, s, o)
            continue
        add(relations, name, s, o)
        if name in ("ceo", "founded_by"):  # whoever leads or founds it belongs to it
            add(relations, "employee_or_member_of", o, s)
        elif name == "political_affiliation" and result[by_entity[o][0]]["type"] == "ORG":
            add(relations, "employee_or_member_of", s, o)
        elif name == "child_of":
            if s not in parents.setdefault(o, []):
                parents[o].append(s)
    for children in parents.values():
        for i, a in enumerate(children):
            for b in children[i + 1:]:
                add(unsure, "sibling", a, b)
    as_list = lambda rows: [{"relation": n, "subject": s, "object": o} for n, s, o in sorted(rows, key=lambda r: (r[1], r[2], r[0]))]
    return {"text": text, "mentions": result, "relations": as_list(relations), "unsure": as_list(unsure - relations)}


def _family(rng):
    """Template lines of lists of children, of two to six of them."""
    keys = "cdefgh"[: rng.randint(2, 5)]
    ages = "qrtuvw"
    kids = [f"{{{k}:n}}, {{{ages[i]}:AK}}" for i, k in enumerate(keys)]
    plain = [f"{{{k}:n}}" for k in keys]
    paren = [f"{{{k}:n}} ({{{ages[i]}:AK}})" for i, k in enumerate(keys)]
    both = "; ".join(f"ch {k} {p}" for k in keys for p in "ab")
    one = "; ".join(f"ch {k} a" for k in keys)
    aged = "; ".join(f"age {k} {ages[i]}" for i, k in enumerate(keys))
    def join(xs):
        comma = rng.choice([", and ", " and "]) if len(xs) > 2 or "AK}" in xs[0][-4:] else " and "
        return ", ".join(xs[:-1]) + comma + xs[-1]

    bare = join(plain)
    lst = join(kids)
    par = join(paren)
    count = SMALL_NUMBERS[len(keys) - 1]
    return rng.choice([
        f"{{a:f}} - who has {lst}, with {{b:m}} - <said the children were safe|has not spoken about the illness|thanked the nurses>. ## {both}; {aged}",
        f"{{a:F}}, who has {lst} with {{b:M}}, <opened the clinic|wore blue>. ## {both}; {aged}",
        f"{{a:m}} - dad to {lst} - <said he was exhausted|joked about bedtime>. ## {one}; {aged}",
        f"{{a:F}} has {count} children, {lst}. ## {one}; {aged}",
        f"{{a:M}} and {{a2:his}} wife {{b:f}} have {count} children: {lst}. ## sp a b; {both}; {aged}",
        f"{{a:she}} shares {bare} with {{a2:her}} ex-husband, {{b:M}}. ## sp a b; {both}",
        f"{{a:M}} and {{b:F}}, parents of {bare}, <denied a split|moved house in {{:Y}}>. ## {both}",
        f"{{a:F}} and {{a2:her}} children {par} <fled by boat|won a holiday>. ## {one}; {aged}",
        f"The {rng.choice(['singer', 'host', 'golfer', 'senator'])} {{a:M}} is father to {par}. ## {one}; {aged}",
        f"\"{{a:my}} kids, {bare}, think {{a2:I}} am boring,\" {{a3:he}} said. ## {one}",
        f"{{a:his}} children - {bare} - <read poems|were at school>. ## {one}",
        f"{{a:she}} is a mother of {count}: {lst}. ## {one}; {aged}",
        f"{{b:M}} met {{a:F}} in {{:Y}} and they have {lst}, together. ## {both}; {aged}",
        f"{{a:M}} {{b9:~}}".replace(" {b9:~}", "") + f" leaves {count} children, {bare}, and a widow, {{b:F}}. ## sp a b; {one}; " + "; ".join(f"?ch {k} b" for k in keys),
        f"The {count} siblings, {lst}, were taken to {{:C}}. ## {aged}; " + "; ".join(f"si {x} {y}" for i, x in enumerate(keys) for y in keys[i + 1:]),
        f"{lst.replace('{c:n}', '{c:n}', 1)}, all live with {{a:~their mother}}, {{a2:F}}. ## {aged}; {one}",
        f"Among the guests were {lst}. ## {aged}",
        f"{{a:he}} thanked {{a2:his}} wife, {{b:f}}, and their children, {bare}. ## sp a b; {both}",
        f"{{a:F}}, {{x:A}}, mum to {par}, <ran the marathon|lost her job>. ## age a x; {one}; {aged}",
        f"{{b:M}}'s ex, {{a:F}} - with whom he has {lst} - <sued|smiled>. ## {both}; {aged}",
    ])


_POSITIVE = r'''
# birthplaces and homes, posts, clubs, units: as the press puts them
{a:M}, born in {c:C} and brought up in {d:C}, <has sung for ten years|runs a bar>. ## pob a c; ?res a d; ?res a c
A native of {c:C} who grew up in {d:C}, {a:F} <trained as a nurse|joined the navy in {:Y}>. ## pob a c; ?res a d; ?res a c
{a:F}, the {x:PX} who held the seat until {:Y}, <died|stood down>. ## pol a x
Councillor {a:M} ({x:PX}) <voted against|asked for a recount>. ## pol a x
{c:C}, {k:K}, {:DMD} ({:NEWS}) - {a:F}, the <prime minister|finance minister> of {k2:K}, <flew home|signed the budget>. ## ?nat a k2; ?nat a k
{a:M} took charge of {w:W} <in January|after the cup defeat>. ## emp a w
{w:W} signed {a:him} for {:MON} in {:Y}. ## emp a w
{a:F}, the {w:W} <captain|winger|physio>, limped off. ## emp a w
{a:M}, {w:W}'s <chief scout|head of recruitment>, would not comment. ## emp a w
{a:she} spent two years at the {n:N} club {w:W}. ## emp a w; ?nat a n
{o:O}'s {k:US} arm, {b:O}, <lost money|hired 90 people>. ## sub b o
{b:O}, the <leasing|software|shipping> arm of {o:O}, closed two offices. ## sub b o
{b:O}, {o:O}'s <loss-making|fast-growing> <insurance|payments> subsidiary, <was put up for sale|grew>. ## sub b o
{o:O} said its {b:O} unit would cut 40 jobs. ## sub b o
{b:O} has belonged to {o:O} since {:Y}. ## sub b o
{o:O} swallowed {b:O}, a smaller competitor, in {:Y}. ## sub b o
{a:F}, who <chairs|runs|heads> {g:G}, <called for calm|welcomed the ruling>. ## emp a g
{a:she} set up {o:O} in {d:Y} with a loan from {:m}. ## fnd o a; dfd o d
{o:O} <on {:X}|yesterday> appointed {a:M} chief executive. ## ceo o a
{a:M}, {x:A}, takes over from {b:P}, who founded {o:O} in {d:Y}. ## age a x; fnd o b; dfd o d; ?ceo o a; ?emp a o
{o:O}, which {a:F} and {b:M} launched together in {d:Y}, <makes bicycles|went public>. ## fnd o a; fnd o b; dfd o d
{a:F}, {x:A}, who was married to {b:M} until {:Y}, <declined to speak|moved abroad>. ## age a x; sp a b
{a:M} lives near {c:C} with {a2:his} wife, {b:F}, and their sons, {d:m} and {e:m}. ## res a c; sp a b; ch d a; ch d b; ch e a; ch e b; ?si d e; ?res b c; ?res d c; ?res e c
{a:F}, <a professor|a lecturer> at {u:U}, <was not surprised|wrote the report>. ## emp a u
# spouse / child_of / sibling / age
{a:M}'s wife {b:f} <was at his side throughout the trial|said the family was relieved|wept as the verdict was read>. ## sp a b
{a:F}'s husband {b:m} <declined to comment|drove the children to school that morning|found the letter on {:X}>. ## sp a b
{a:M} and his wife, {b:F@a}, <bought the farmhouse|sold their shares|opened the bakery> in {:Y}. ## sp a b
{a:he} married {b:F} in {:Y}, and the couple settled in {c:C}. ## sp a b; res a c; res b c
{a:she} wed {b:M}, a <cameraman|teacher|retired goalkeeper>, in a small ceremony in {:C} <last summer|on {:X}>. ## sp a b
{a:F}, who has been married to {b:M} since {:Y}, <smiled|shrugged> at the question. ## sp a b
{a:M}, the late husband of {b:F}, left the paintings to the city. ## sp a b
{a:F} divorced {b:M} in {:Y} after <six|nine|eleven> years of marriage. ## sp a b
{a:his} ex-wife, {b:F}, told the court that {a2:he} had <emptied the account|moved out|stopped paying rent>. ## sp a b
{a:M}'s former wife {b:F} has <sold her story|filed a claim|kept the house>. ## sp a b
{a2:her} widower, {b:M}, said {a:F} had been <ill for months|planning a new book>. ## sp a b
{a:he} is survived by {a2:his} wife of <30|41|52> years, {b:F}, and two daughters, {c:f} and {d:f}. ## sp a b; ch c a; ch d a; ?ch c b; ?ch d b
Survivors include {a:his} wife, {b:F@a}; a son, {c:M@a}, of {e:C}; and a sister, {d:F}. ## sp a b; ch c a; si a d; res c e; ?ch c b
{a:M} proposed to {b:F} in {:Y} and they tied the knot <two months|a year> later in {:C}. ## sp a b
"{a:my} husband {b:m} never saw the {:Y} season," {a2:she} said. ## sp a b
"{a:my} wife {b:f} and {a2:I} are so grateful," {a3:M} <wrote|told the paper>. ## sp a b
Newlyweds {a:M} and {b:F} <were stranded at the airport|posed for pictures outside {:=LOC=St Mark's}>. ## sp a b
{a:F} and {b:M}, husband and wife for <four decades|almost 20 years>, died within hours of each other. ## sp a b
The actor, {a:M}, met {a2:his} future wife {b:F} <on the set of {:T}|at {u:U}>. ## sp a b
{b:F}, wife of <the mayor|Mayor|Senator> {a:M}, <opened the exhibition|was not hurt>. ## sp b a
{a:M}, {a2:his} wife {b:f} and their <three|two> children fled {:C} <on foot|in {:MY}>. ## sp a b
{a:she} lives in {c:C} with {a2:her} husband, {b:M}, and their <dog|twins>. ## res a c; sp a b; res b c
{a:F} separated from {b:M}, {a2:her} husband, in {:MY}. ## sp a b
{a:M} is the son of {b:M@a} and {c:F@a}, who <ran a pharmacy|kept a shop> in {:C}. ## ch a b; ch a c
{a:F}, the daughter of <film producer|the late conductor> {b:M}, <made her debut at|withdrew from> {:E}. ## ch a b
{a:his} father, {b:M}, <worked in a mill|was a dentist>, and {a2:his} mother, {c:F}, taught music. ## ch a b; ch a c
{a:her} mother {b:f} <raised four children alone|was waiting at the gate>. ## ch a b
{b:F}'s son {a:m} <was arrested on {:X}|broke his arm|won the junior title>. ## ch a b
{b:M}'s eldest daughter, {a:f}, <runs the firm|studies law>. ## ch a b
{b:his} son {a:m}, {x:AK}, <fell ill|slept through the storm>. ## ch a b; age a x
{b:she} has a son, {a:m}, {x:AK}, from a previous relationship. ## ch a b; age a x
{b:she} gave birth to {a:f} <on {x:DF}|on {x:DF} at a hospital in {p:C}>. ## ch a b; dob a x; pobopt a p
{a:F}, whose parents {b:m} and {c:f} <emigrated from {:K}|own the vineyard>, laughed. ## ch a b; ch a c
Like {a:his} father {b:M}, {a2:he} <played for|signed with> {w:W}. ## ch a b; emp a w; emp b w
{b:M}, father of <the victim|the singer> {a:F}, <thanked the police|asked for privacy>. ## ch a b
{b:F}, {a:m}'s mum, said the school <had not called her|closed at noon>. ## ch a b
{a:m} and {c:f}, the children of {b:M}, <inherited the estate|sat in the front row>. ## ch a b; ch c b; si a c
{b:M} and {c:F} welcomed their first child, a <boy|baby> named {a:n}, in {:MY}. ## ch a b; ch a c
{c:M@b}, the son of President {b:M}, <denied any wrongdoing|flew to {:C}>. ## ch c b
King {b:m} named {b2:his} son {c:m} as heir. ## ch c b
{a:M} and {a2:his} brother {b:m} <founded|started> {o:O} in {y:Y}. ## si a b; fnd o a; fnd o b; dfd o y
{a:his} brother {b:m} <said the family had been warned|was not on board>. ## si a b
{a:her} younger sister, {b:F}, <is a nurse|moved to {c:C}>. ## si a b; resopt b c
{a:F} and {a2:her} twin, {b:f}, <turned {x:A}|shared a room> <last week|for years>. ## si a b; ageopt a x; ageopt b x
{a:M}, brother of <the defendant|the former minister> {b:M@a}, <was in court|left early>. ## si a b
The siblings {a:f}, {b:m} and {c:f} <grew up in care|own equal shares>. ## si a b; si a c; si b c
Sisters {a:f} and {b:F} <swim for {c:=ORG=Harbour SC}|row for {c:W}>. ## si a b; emp a c; emp b c
{a:M}'s half-sister {b:F} <lives in {c:C}|won the seat>. ## si a b; resopt b c
"{a:my} older brother {b:m} taught {a2:me} to drive," {a3:F} recalled. ## si a b
{a:M}, {a2:his} sister {b:f} and their mother {c:f} <survived the crash|were pulled from the water>. ## si a b; ch a c; ch b c
{a:m} and {b:m} {:s}, brothers who <shared a flat|worked the same shift>, <vanished on {:X}|were cleared>. ## si a b
{a:she} is the <older|younger> sister of <actor|striker> {b:M}. ## si a b
{a:M}, {x:A}, <was charged on {:X}|denies the charge|was found dead|told the jury the money was a gift>. ## age a x
{a:F}, {x:A}, of {c:C}, <pleaded guilty|was fined|was named as the driver>. ## age a x; res a c
{a:F} ({x:A}) <came second|missed the final> <by two points|with a knee injury>. ## age a x
The {x:AY} {a:M} <scored twice|was released on bail>. ## age a x
{a:~The {x:AY} <singer|model|lawyer>} <posted the news on {:=ORG=Instagram}|flew home to {:C}>. ## age a x
{a:M}, a {x:AY} <plumber|teacher|farmer>, <ran back into the house|won the jackpot>. ## age a x
{a:he} turned {x:A} <on {:X}|last week|in {:MY}>. ## age a x
{a:he} died at {x:A}. ## age a x
{a:M} died <on {d:DF}|in {d:MY}> at the age of {x:A}. ## dod a d; age a x
At {x:A}, {a:she} is the oldest <player|judge> at {:E}. ## age a x
At the age of {x:A}, {a:F} <sold {a2:her} first painting|left home>. ## age a x
{a:M}, who is {x:A}, <runs daily|said he would retire>. ## age a x
{a:F}, now {x:A}, <remembers the flood|still keeps the letter>. ## age a x
{a:m}, {x:A}, and {b:f}, {y:A}, <met online|were rescued>. ## age a x; age b y
{a:M}, {x:A}, and {b:F@a}, {y:A}, both of {c:C}, were arrested. ## age a x; age b y; res a c; res b c
The dead were named as {a:M}, {x:A}, {b:F}, {y:A}, and {c:M}, {z:A}. ## age a x; age b y; age c z
Police identified the victims as {a:F}, {x:A}, and {a9:her} daughter {b:f}, {y:AK}. ## age a x; age b y; ch b a
{a:f}, aged {x:A}, <waved from the balcony|was treated for shock>. ## age a x
{a:F}, {x:A} years old, <had never flown|cast her first vote>. ## age a x
{b:M} and {c:F} brought their {x:AYK} son {a:m} to the match. ## ch a b; ch a c; age a x
{b:F}'s {x:AYK} daughter, {a:f}, <was unhurt|sings too>. ## ch a b; age a x
{b:her} {x:AYK} son {a:m} <asked for the ball|fell asleep>. ## ch a b; age a x
{a:M} turns {x:A} next month and {b:F} is already {y:A}. ## age a x; age b y
Striker {a:M}, {x:A}, joined {w:W} <from {v:W}|on loan>. ## age a x; emp a w; empopt a v
# birth death place
{a:M} was born <on {d:DF}|in {d:Y}> in {c:C}. ## dob a d; pob a c
{a:F} was born in {c:C}, {k:K}, <on {d:DF}|in {d:MY}>. ## dob a d; pob a c; pob a k
Born in {c:C} in {d:Y}, {a:F} <studied painting|left school early>. ## pob a c; dob a d
Born {d:DF}, {a:he} <grew up on a farm|was the youngest of five>. ## dob a d
{a:M} (born {d:DF}) is a {n:N} <chess player|poet|cyclist>. ## dob a d; nat a n
{a:M} ({d:YB}-{e:YD}) <painted the chapel|wrote nine operas>. ## dob a d; dod a e
{a:M} (born {d:DF} in {c:C}; died {e:DF} in {:C}) was a <tenor|botanist>. ## dob a d; pob a c; dod a e
{a:F}, born <to teachers in|in> {c:C}, <moved to {r:C} at 19|has lived in {r:C} since {:Y}>. ## pob a c; res a r
{c:C}-born <actor|designer|sprinter> {a:P} <won the prize|was snubbed>. ## pob a c
{a:she} was born and raised in {c:C}. ## pob a c; res a c
A native of {c:C}, {a:M} <spoke four languages|kept bees>. ## pob a c
{a:M}, a native of {c:C}, <enlisted in {:Y}|came home>. ## pob a c
{a:F}'s birthplace, {c:C}, <named a square after her|celebrated all night>. ## pob a c
{a:his} birthday is {d:DMD}. ## dob a d
{a:F} first saw the light of day in {c:C} on {d:DF}. ## pob a c; dob a d
{a:M} died {d:DF} <of cancer|in his sleep> at {a2:his} home in {c:C}. ## dod a d; res a c
{a:F}, who died in {d:Y}, <left no will|never learned the truth>. ## dod a d
{a:M} passed away <on {d:DF}|in {d:MY}> after a long illness. ## dod a d
{a:M} was killed <on {d:DF}|on {d:X}> when {a2:his} <car|bike> <hit a wall|left the road>. ## dod a d
{a:F}'s death on {d:DF} <shocked the town|ended the feud>. ## dod a d
{a:she} took {a2:her} own life in {d:MY}. ## dod a d
{a:M} was murdered in {:C} on {d:DF}. ## dod a d
{a:M} was executed on {d:DF} for the <killing|murder> of {:F}. ## dod a d
Since the death of {a:M} in {d:Y}, the <foundation|trust> has <struggled|grown>. ## dod a d
{a:F} died on {d:X} aged {x:A}. ## dod a d; age a x
{a:he} drowned off {:C} on {d:DF}, leaving a wife, {b:F}. ## dod a d; sp a b
{a:M} lives in {c:C} <with two cats|and commutes to {:C}>. ## res a c
{a:F} moved to {c:C} in {:Y} <to study|for work>. ## res a c
{a:M} of {c:C} <won the raffle|lost his licence>. ## res a c
{c:C} resident {a:P} <filmed the blaze|heard two bangs>. ## res a c
{a:F}, who lives in {c:C}, <called 911|rang the bell>. ## res a c
{a:he} spent {a2:his} last years in {c:C}. ## res a c
{a:M} grew up in {c:C}. ## res a c
{a:F} grew up in {c:C} with {a2:her} brothers {b:m} and {d:m}. ## res a c; si a b; si a d; si b d; res b c; res d c
At {a:his} home in {c:C}, {a2:M} <keeps 300 clocks|poured tea>. ## res a c
{a:she} has lived in {c:C} for <two decades|30 years>. ## res a c
{a:M} settled in {c:C}, {k:K}, after the war. ## res a c; res a k
After <six|ten> years in {c:C}, {a:F} returned to {r:C}, where {a2:she} was born. ## res a c; pob a r; res a r
"{a:I} was born in {c:C}, but {a2:I} live in {r:C} now," said {a3:F}. ## pob a c; res a r
{a:F} divides {a2:her} time between {c:C} and {r:C}. ## res a c; res a r
# nationality
The {n:N} striker {a:M} <limped off|scored late> <after 20 minutes|at {:C}>. ## nat a n
{n:N} <novelist|pianist|foreign minister|tennis player> {a:P} <cancelled the tour|won {:E}>. ## nat a n
{a:M}, a {n:N} <journalist|engineer>, <was held for a week|was deported>. ## nat a n
{a:M}, a {n:N} citizen, <was extradited|crossed into {:K}>. ## nat a n
{a:F} of {k:K} <won silver|set a world record> <in {:C}|on {:X}>. ## nat a k
{a:F} ({k:K}) beat {b:F} ({l:K}) <6-4, 6-3|7-5, 6-1>. ## nat a k; nat b l
{k:K}'s {a:F} <finished third|took the lead> ahead of {l:K}'s {b:F}. ## nat a k; nat b l
{a:F} took {n:N} citizenship in {:Y}. ## nat a n
{a:he} holds a {n:N} passport. ## nat a n
The {n:N} president, {a:M}, met {b:M}, {a9:his} {m:N} counterpart, in {:C}. ## nat a n; nat b m
{n:N} President {a:M} <arrived in {:C}|rejected the plan> on {:X}. ## nat a n
{n:N} Prime Minister {a:F} <called an election|resigned>. ## nat a n
{k:K}'s Prime Minister {a:F} <called a vote|flew home>. ## nat a k
The suspect, {a:M}, is a {n:N} national. ## nat a n
{a:M} became a {n:N} international in {:Y}. ## nat a n
{a:F} and {b:F}, both {n:N}, <shared the prize|were turned back>. ## nat a n; nat b n
The {x:AY} {n:N} <rider|midfielder> {a:M} <crashed|signed for {w:W}>. ## age a x; nat a n; empopt a w
{a:M}, the {n:N} ambassador to {:K}, <was recalled|denied the report>. ## nat a n
{n:N} rapper {a:M} and {a9:his} wife, {m:N} model {b:F}, <split|wed> in {:MY}. ## nat a n; nat b m; sp a b
{a:F}, {x:A}, {n:N}, <was among the injured|won on debut>. ## age a x; nat a n
# employment
{a:M}, <an analyst|an economist|a strategist> at {o:O}, said <the market was nervous|rates would rise>. ## emp a o
{o:O} <analyst|spokeswoman|engineer|lawyer> {a:P} <said the recall was voluntary|declined to comment|confirmed the deal>. ## emp a o
{o:O} spokesman {a:M} said in {:C} that no decision had been taken. ## emp a o
{a:F} joined {o:O} in {:Y} <as a trainee|from {p:O}>. ## emp a o; empopt a p
{a:F} works for {o:O} in {:C}. ## emp a o
{a:he} worked at {o:O} for <nine|15> years before joining {p:O}. ## emp a o; emp a p
{a:M}, formerly of {o:O}, <starts on {:X}|replaces {:M}>. ## emp a o
{w:W} <defender|coach|captain|forward> {a:M} <signed a new deal|broke his foot|was sent off>. ## emp a w
{w:W}'s {a:M} <hit 31 points|kept a clean sheet> against {:W}. ## emp a w
{a:M} left {w:W} for {v:W} <in a swap deal|for $12 million>. ## emp a w; emp a v
{a:he} played for {w:W} and {v:W} before <coaching|retiring>. ## emp a w; emp a v
{a:M}, the {w:W} <goalkeeper|manager>, <blamed the referee|praised {:W}>. ## emp a w
{a:M}, a professor <of history|of law> at {u:U}, <called it a first step|disagrees>. ## emp a u
{u:U} <biologist|economist|historian> {a:P} <led the study|urged caution>. ## emp a u
Dr {a:F}, of {u:U}, <warned of delays|ran the trial>. ## emp a u
{a:she} taught at {u:U} until {:Y}. ## emp a u
{a:M}, director of {g:G}, <welcomed the ruling|asked for funds>. ## emp a g
{g:G} chief {a:P} <said talks would resume|flew to {:C}>. ## emp a g
{a:F}, secretary-general of {g:G}, <spoke in {:C}|warned of famine>. ## emp a g
{a:M} was elected to {g:=ORG=the Senate} in {:Y}. ## emp a g
{a:she} has been a member of {g:G} since {:Y}. ## emp a g
{a:M}, the drummer of {b:BAND}, <has left the group|lives in {c:C}>. ## emp a b; resopt a c
{b:BAND} singer {a:F} <cancelled the show|thanked fans>. ## emp a b
{a:F}, editor of {o:NEWS}, <said the story was accurate|stood by the report>. ## emp a o
{a:F} reports for {o:NEWS} from {:C}. ## emp a o
{a:P} from {g:G} <says it is too early to tell|says the season has been dry|said prices may fall>. ## emp a g
{a:P}, from {o:O}, <says demand is steady|told the meeting that costs were up>. ## emp a o
{a:P}, from {o:NO} in {c:NC}, <says buyers are waiting|said the mill would close>. ## emp a o
{a:P} from {g:AND} says <more rain is needed|the ban will hurt exporters>. ## emp a g
{a:P} of {o:NOS} <said the market was thin|expects a record crop>. ## emp a o
<Grazier|Grower|Trucker|Shearer|Retired teacher> {a:P}, from {c:NC}, <says the rain came too late|wants the road sealed>. ## res a c
{a:P}, from {c:C}, <says he lost half his crop|was among those who queued|spoke against the plan>. ## res a c
<Farmer|Sheep breeder|Fisherman|Shopkeeper> {a:P} from {c:NC} <says|said> <nobody asked the growers|it is good news>. ## res a c
{a:P}, who farms near {c:NC}, is selling his cattle. ## res a c
{c:NC} <farmer|resident|grower> {a:P} <says the dam is empty|is not convinced>. ## res a c
The president of {g:G}'s egg group, {a:F}, says the ban is unfair. ## emp a g
The <president|chairman|director> of {g:AND}, {a:P}, <resigned on {:X}|wants a levy>. ## emp a g
{g:AND} has surveyed its members and <president|spokeswoman> {a:F} says most are worried. ## emp a g
{g:G}'s {a:P} says <the figures will be revised|stocks are low>. ## emp a g
{o:NO}'s {a:P} <says the deal is off|said sales were flat>. ## emp a o
{o:NO} <analyst|economist|spokesman|trader> {a:P} <expects a rally|said the drop was small>. ## emp a o
{o:NOS} regional manager for {:K}, {a:M}, says orders are up. ## emp a o
The company's regional manager for {:K}, {a:M} of {o:NO}, flew in on {:X}. ## emp a o
The chief executive of {o:NOS}, which runs the {:NC} mine, {a:P}, said output was down. ## ceo o a
{a:P}, chief executive of {o:NO}, said the {:NC} plant would stay. ## ceo o a
"We are hiring," said {a:F}, {o:O}'s head of <sales|research>. ## emp a o
{a:M} and {b:F}, both of {o:O}, wrote the report. ## emp a o; emp b o
{a:M} was fired by {o:O} <in {:MY}|after the audit>. ## emp a o
{a:M} resigned from {g:G} <on {:X}|in protest>. ## emp a g
{a:M}, {o:O}'s former finance chief, <was sentenced|testified> on {:X}. ## emp a o
{o:O} hired {a:F} from {p:O} to run its {:C} office. ## emp a o; emp a p
{a:he} served in {g:=ORG=the Royal Navy} and later drove a bus. ## emp a g
{a:he} signed with {w:W} when {a2:he} was a boy. ## emp a w
{a:F} chairs {g:G}. ## emp a g
Justice {a:M} of {g:=ORG=the Supreme Court} <wrote the opinion|dissented>. ## emp a g
Detective {a:F}, of {g:=ORG=Norfolk Police}, <appealed for witnesses|thanked the public>. ## emp a g
# education
{a:M} studied <law|physics> at {u:U}. ## edu a u
{a:F} graduated from {u:U} in {:Y} <with honours|, then moved to {c:C}>. ## edu a u; resopt a c
{a:she} earned a degree in <chemistry|nursing> from {u:U}. ## edu a u
A graduate of {u:U}, {a:M} <clerked for a judge|joined {o:O}>. ## edu a u; empopt a o
{u:U} graduate {a:P} <built the app in a weekend|won the prize>. ## edu a u
{a:M}, an alumnus of {u:U}, <gave $5 million|spoke on {:X}>. ## edu a u
{a:F} holds a <PhD|master's degree> from {u:U} and a bachelor's from {v:U}. ## edu a u; edu a v
{a:F}, {x:A}, a <medical|second-year> student at {u:U}, <was on the bus|organised the march>. ## age a x; edu a u
{a:he} attended {u:U} but dropped out <after a year|in {:Y}>. ## edu a u
Educated at {u:U} and {v:U}, {a:M} <became a judge|taught {:=MISC=Greek}>. ## edu a u; edu a v
{a:he} received {a2:his} doctorate from {u:U} in {:Y}. ## edu a u
{a:M} met {b:F} while both were studying at {u:U}. ## edu a u; edu b u
{u:U} sophomore {a:F} <scored 20 points|filed the suit>. ## edu a u
{a:she} transferred from {u:U} to {v:U} <in {:Y}|after one term>. ## edu a u; edu a v
{a:M} trained as <an actor|a doctor> at {u:U}. ## edu a u
# politics
Senator {a:M} ({p:=MISC=D}-{:US}) <opposed the bill|held up the vote>. ## pol a p
Rep. {a:F} ({p:=MISC=R}-{:US}) <said the hearing was a farce|voted no>. ## pol a p
Sen. {a:F}, {p:=MISC=R}-{:US}, <will not run again|backed the deal>. ## pol a p
Sen. {a:M}, a {:US} {p:=MISC=Democrat}, <asked for documents|missed the vote>. ## pol a p
{p:=ORG=Labour} MP {a:P} <asked for an inquiry|tabled a motion>. ## pol a p
{p:=MISC=Conservative} MP {a:M}, who represents {:C}, <called it a mistake|quit on {:X}>. ## pol a p
{p:=ORG=Liberal Democrat} leader {a:P} <campaigned in {:C}|urged voters to switch>. ## pol a p
{p:PA} leader {a:P} <lost the vote|claimed victory>. ## pol a p; emp a p
{a:M}, leader of the {p:PA}, <ruled out a coalition|met {:F} in {:C}>. ## pol a p; emp a p
{a:F} of the {p:PA} won <52|48> per cent of the vote. ## pol a p
{a:F}, a {p:PX}, <won the seat in {:Y}|faces {:M} in {:MY}>. ## pol a p
{a:M} ({p:PA}) beat {b:F} ({q:PA}) by <211|34> votes. ## pol a p; pol b q
{a:M} joined the {p:PA} in {:Y}. ## pol a p; emp a p
{a:he} ran for governor as a {p:PX}. ## pol a p
{a:she} left the {p:PA} in {:Y} to sit as an independent. ## pol a p; emp a p
{p:PX} candidate {a:P} <conceded|raised $3 million>. ## pol a p
{p:PX} Senator {a:M} and {q:PX} Senator {b:F} <drafted the bill|clashed>. ## pol a p; pol b q
{a:F}, the {p:PX} governor of {:US}, <vetoed it|signed the law>. ## pol a p
Lifelong {p:PX} {a:M}, {x:A}, <stayed home|switched sides>. ## pol a p; age a x
{a:M} was expelled from the {p:PA} <over the remarks|in {:MY}>. ## pol a p; emp a p
{n:N} Chancellor {a:M}'s {p:PA} <lost its majority|held {:C}>. ## nat a n; pol a p; emp a p
# organisations
{o:O} chief executive {a:P} <said profits would recover|stepped down on {:X}>. ## ceo o a
{o:O} CEO {a:P} <told investors|said on {:X}> that <costs were falling|sales had doubled>. ## ceo o a
{a:M}, chief executive of {o:O}, <sold shares|bought a stake in {:O}>. ## ceo o a
{a:F}, the CEO of {o:O}, <will leave in {:MY}|spoke in {:C}>. ## ceo o a
{a:F}, {o:O}'s chief executive, <apologised|blamed suppliers>. ## ceo o a
{o:O} named {a:F} <as chief executive|its new CEO> <to replace {b:M}|after {b:M} resigned>. ## ceo o a; ceoopt o b
{a:F} succeeded {b:M} as chief executive of {o:O} in {:Y}. ## ceo o a; ceo o b
{a:M}, former CEO of {o:O}, <was arrested|joined {p:O}>. ## ceo o a; empopt a p
{a:F} took over as CEO of {o:O} <in {:Y}|last spring>. ## ceo o a
{a:M}, founder and CEO of {o:O}, <owns a third of it|is {x:A}>. ## ceo o a; fnd o a; ageopt a x
{o:O} boss {a:P} <defended the closures|sent staff a memo>. ## ceo o a
{a:he} ran {o:O} as chief executive until {:Y}. ## ceo o a
{o:O} was founded <in {d:Y}|in {d:MY}> by {a:P}. ## fnd o a; dfd o d
{o:O} was founded by {a:M} and {b:F} in {:C}. ## fnd o a; fnd o b
{a:M} founded {o:O} in {d:Y}. ## fnd o a; dfd o d
{a:she} co-founded {o:O} with {b:M}. ## fnd o a; fnd o b
{a:M}, founder of {o:O}, <owes $2 million|gave the speech>. ## fnd o a
{o:O} founder {a:P} <sold the company|died on {d:DF}>. ## fnd o a; dodopt a d
{o:O}, founded in {d:Y}, <employs 400 people|makes bicycles>. ## dfd o d
{o:O}, which {a:M} set up in {d:Y}, <went bankrupt|has four stores>. ## fnd o a; dfd o d
{o:O} co-founder {a:P} <quit the board|lives in {c:C}>. ## fnd o a; resopt a c
Established in {d:Y}, {g:G} <runs nine clinics|has 40 members>. ## dfd g d
Founded in {c:C} in {d:Y}, {o:O} <sells tea|went public in {:Y}>. ## dfd o d
{g:G} was created in {d:Y} and has its headquarters in {c:C}. ## dfd g d; hq g c
{o:O} has been in business since {d:Y}. ## dfd o d
{b:BAND} were formed in {d:Y} by {a:M} and {c:F}. ## dfd b d; fnd b a; fnd b c
{w:W}, founded {d:DF}, <plays its home games in {:C}|has never won {:E}>. ## dfd w d
{u:U} was established in {d:Y}. ## dfd u d
{p:PA} was founded by {a:M} in {d:Y}. ## fnd p a; dfd p d; pol a p
{c:C}-based {o:O} <posted a loss|cut 300 jobs|bought {:O}>. ## hq o c
The {c:C}-based {g:G} <published the figures|sued>. ## hq g c
{o:O}, based in {c:C}, <makes brake pads|said sales rose>. ## hq o c
{o:O}, headquartered in {c:C}, {k:K}, <declined to comment|has 9,000 staff>. ## hq o c; hq o k
{o:O} moved its headquarters from {c:C} to {d:C} in {:Y}. ## hq o c; hq o d
{o:O}'s headquarters in {c:C} were <searched|evacuated> on {:X}. ## hq o c
Protesters gathered outside the {c:C} headquarters of {o:O}. ## hq o c
{o:O} of {c:C} <won the contract|filed for bankruptcy>. ## hq o c
The head office of {o:O} is in {c:C}. ## hq o c
{o:O}, a subsidiary of {p:O}, <was fined|will close>. ## sub o p
{p:O} subsidiary {o:O} <lost $4 million|builds the {:PR}>. ## sub o p
{p:O}'s {c:C}-based unit {o:O} <was sold|cut prices>. ## sub o p; hq o c
{p:O} owns {o:O} and {q:O}. ## sub o p; sub q p
{o:O}, owned by {p:O}, <denied the claim|shut on {:X}>. ## sub o p
{p:O} bought {o:O} for {m:MON} in {:Y}. ## sub o p
{p:O} <completed its takeover|finished its acquisition> of {o:O} on {:X}. ## sub o p
{o:O} is part of {p:O}. ## sub o p
{o:O}'s parent company, {p:O}, <refused to pay|is listed in {:C}>. ## sub o p
{o:O}, the airline arm of {p:O}, <cancelled flights|ordered jets>. ## sub o p
{p:O}, which owns {o:O}, reported <a loss|record sales>. ## sub o p
{p:O}, the parent of {o:O} and {q:O}, <raised its dividend|cut 80 jobs>. ## sub o p; sub q p
{g:NEWS}, a unit of {p:O}, <reported|said> on {:X} that {:O} would be sold. ## sub g p
{o:O} ({c:C}) was acquired by {p:O} in {:Y}. ## hq o c; sub o p
# mixed
{a:M}, {x:A}, of {c:C}, and {a2:his} wife {b:f}, {y:A}, <were on holiday|are suing {:O}>. ## age a x; res a c; sp a b; age b y
{a:F}, the {x:AY} daughter of {n:N} actor {b:M}, <signed with {o:O}|moved to {c:C}>. ## age a x; ch a b; nat b n; empopt a o; resopt a c
{a:M} was born in {c:C} to {b:F}, a seamstress, and {d:M@a}, a miner. ## pob a c; ch a b; ch a d
{a:M}, who studied at {u:U}, founded {o:O} in {d:Y} with {a2:his} brother {b:m}. ## edu a u; fnd o a; dfd o d; si a b; fnd o b
{a:F}, a {n:N} biologist at {u:U}, <shared the prize|led the dig> with {b:M} of {v:U}. ## nat a n; emp a u; emp b v
{a:M}'s parents, {b:m} and {c:f}, divorced in {:Y}. ## ch a b; ch a c; sp b c
{a:M}, {a2:his} wife {b:f}, {x:A}, and their sons {c:m}, {y:AK}, and {d:m}, {z:AK}, <died in the fire|escaped>. ## sp a b; age b x; ch c a; ch d a; ch c b; ch d b; age c y; age d z; si c d
{a:F} is <expecting a second child|raising a daughter, {d:f},> with {a2:her} husband, {w:W} forward {b:M}. ## sp a b; emp b w; chopt d a; chopt d b
{a:~The <actress|presenter>}, {x:A}, who is married to <banker|chef> {b:M}, <was spotted in {:C}|denied the rumours>. ## age a x; sp a b
{a:~The star} and {a2:his} wife {b:F} have a daughter, {c:f}, {x:AK}. ## sp a b; ch c a; ch c b; age c x
{o:~O The company}, founded in {d:Y}, is <based|headquartered> in {c:C}. ## dfd o d; hq o c
{a:M} is the brother-in-law of {b:F}'s husband, {c:M}. ## sp b c
{b:F} named {a9:her} baby {a:f}. ## ch a b
{a:M} took {a2:his} sons, {b:m} and {c:m}, to {:E}. ## ch b a; ch c a; si b c
# longer sentences
{a:M}, who <ran|edited> {o:NEWS} for a decade before <joining|moving to> {p:O}, died on {d:DF} in {:C}, {a2:his} son {b:m} said. ## emp a o; emp a p; dod a d; ch b a
{a:M}, the <tenor|sculptor|bandleader> whose <recordings|bronzes|shows> sold by the thousand, died on {d:X} at {a2:his} home in {c:C}; {a3:he} was {x:A}. ## dod a d; res a c; age a x
{a:F}, a {n:N} mathematician who taught at {u:U} for three decades, was born in {c:C} on {d:DF}. ## nat a n; emp a u; pob a c; dob a d
The cause was pneumonia, said {a:his} daughter, {b:F}, who lives in {c:C}. ## ch b a; res b c
Besides {a:his} wife, {a2:he} leaves {a3:his} sons, {b:m} and {c:m}, and a brother, {d:M@a}, of {e:C}. ## ch b a; ch c a; si a d; res d e; ?si b c
In addition to {a:her} husband, {b:m}, {a2:she} is survived by two stepchildren, {c:F} and {d:M}; and a sister, {e:f}. ## sp a b; si a e; ?ch c a; ?ch d a; ?ch c b; ?ch d b; ?si c d
Prosecutors said {a:M}, {x:A}, a former {o:O} manager, had passed the plans to {b:M}, {y:A}, of {p:O}. ## age a x; emp a o; age b y; emp b p
Jurors heard that {a:M}, {x:A}, of no fixed address, had followed {b:F}, a student at {u:U}, from the station. ## age a x; edu b u
{a:M}, {x:A}, was remanded after appearing before magistrates in {:C} charged with the murder of {a2:his} wife, {b:F}, {y:A}, on {d:DF}. ## age a x; sp a b; age b y; ?dod b d
The body of {a:F}, {x:A}, was found by {a2:her} brother {b:m} on {:X}. ## age a x; si a b
{a:M}, a lorry driver from {n:K}, and {b:F}, a {m:N} nurse, were pulled from the wreck. ## natopt a n; nat b m
Shares of {c:C}-based {o:O} jumped after its founder, {a:M}, said {a2:he} would step down as chief executive in favour of {b:F}, who has run {p:O} since {:Y}. ## hq o c; fnd o a; ceo o a; ?ceo o b; emp b p; ?ceo p b; ?emp b o
{o:O}, the {c:C} maker of the {:PR}, said on {:X} it had hired {a:F} from rival {p:O} as finance chief. ## hq o c; emp a o; emp a p
{p:O} said its {o:O} unit, which {a:M} founded in {d:Y}, would be merged with {q:O}, a subsidiary it bought in {:Y}. ## sub o p; fnd o a; dfd o d; sub q p
{a:F}, who succeeded {b:M} as {o:O} chief executive last year, told analysts that the {c:C} headquarters would stay. ## ceo o a; ceo o b; hq o c
Analysts at {o:O} and {p:O} cut their forecasts for {q:O} after its chief executive, {a:M}, resigned. ## ceo q a
{a:M}, a <lawyer|farmer> and lifelong member of the {p:PA}, was first elected to {g:=ORG=parliament} in {:Y}. ## pol a p; emp a g
{n:N} Foreign Minister {a:M} of the {p:PA} told {b:F}, the {m:N} envoy, that talks in {:C} would go on. ## nat a n; pol a p; nat b m
{p:PX} Gov. {a:M} of {:US} and {q:PX} Mayor {b:F} of {:C} both opposed the cuts. ## pol a p; pol b q
{a:M}, the {p:PX} nominee, leads Senator {b:F} ({q:=MISC=D}-{:US}) by two points. ## pol a p; pol b q
{a:F} quit the {p:PA} for the {q:PA} in {:Y}, and {a9:her} husband, {b:m}, followed a year later. ## pol a p; pol a q; sp a b; ?pol b q; ?emp b q; ?pol b p; ?emp b p
The {p:PA}'s {a:F} and the {q:PA}'s {b:M} debated on {:NEWS} on {:X}. ## pol a p; pol b q
{w:W} forward {a:M}, {x:A}, whose brother {b:m} plays for {v:W}, has signed until {:Y}. ## emp a w; age a x; si a b; emp b v
{a:~The {x:AY} winger}, who joined {w:W} from {v:W} in {:Y}, is the son of former {n:N} international {b:M}. ## age a x; emp a w; emp a v; ch a b; nat b n
{a:M} ({w:W}) outsprinted {b:M} ({v:W}) to win stage nine in {:C}. ## emp a w; emp b v
{n:N} teenager {a:F}, {x:A}, beat {m:N} veteran {b:F}, {y:A}, in {:C} to reach the last eight. ## nat a n; age a x; nat b m; age b y
{a:F}, the {n:N} champion, trains in {c:C} with {b:M}, a {m:N} coach. ## nat a n; nat b m; ?res a c
{k:K} goalkeeper {a:M} and {l:K} captain {b:M} swapped shirts. ## nat a k; nat b l
{a:M} starred for {k:K} at {:E} in {:Y}. ## nat a k
{w:W} owner {a:M} and coach {b:M} fell out over the sale of {c:M} to {v:W}. ## emp a w; emp b w; emp c w; emp c v
{a:F}, {x:A}, shot to fame as a singer with {b:BAND} and is married to {c:W} captain {d:M}, {y:A}. ## age a x; emp a b; sp a d; emp d c; age d y
{a:F} and fiancé {b:M} are engaged, while {a2:her} sister {c:f} wed {d:M} in {:MY}. ## si a c; sp c d
{a:M} has two daughters, {b:f}, {x:AK}, and {c:f}, {y:AK}, with ex-wife {d:F}. ## ch b a; ch c a; ch b d; ch c d; age b x; age c y; sp a d; ?si b c
{a:M} - who is dad to {b:f}, {x:AK}, with former partner {c:F}, and {d:m}, {y:AK}, with {a2:his} wife {e:f} - said life was busy. ## ch b a; ch d a; ch b c; ch d e; age b x; age d y; sp a e; ?si b d
{a:~The {x:AY} actress}, who is expecting with husband {b:M}, shared the news with {:T} co-star {:F}. ## age a x; sp a b
{a:~The mother-of-two}, {x:A}, and {b:m}, {y:A}, said "I do" in {:C}. ## age a x; age b y; sp a b
Meanwhile, {a:m}'s wife {b:f} shared a picture of their son {c:m}, who turns {x:AK} on {:X}. ## sp a b; ch c a; ch c b; ?age c x
{a:his} parents, {b:M} and {c:F@b}, both teachers, moved the family from {d:C} to {e:C} when {a2:he} was {x:AK}. ## ch a b; ch a c; res a d; res a e; res b d; res b e; res c d; res c e; ?sp b c; ?age a x
The youngest of five children of {b:M}, a blacksmith, and the former {c:F}, {a:he} was born in {p:C} on {d:DF}. ## ch a b; ch a c; pob a p; dob a d; ?sp b c
{a:M} was raised in {c:C} by {a2:his} mother, {b:f}, after {a3:his} father, {d:m}, died in {e:Y}. ## res a c; ch a b; ch a d; dod d e; ?sp b d
Raised in {c:C}, {a:F} attended {u:U} and later earned a law degree at {v:U}. ## res a c; edu a u; edu a v
{a:M}, who dropped out of {u:U} to start {o:O} with {a2:his} roommate {b:M}, is now worth {:MON}. ## edu a u; fnd o a; fnd o b; ?edu b u
The study's lead author, {a:F} of {u:U}, worked with {b:M}, a vet at {g:G}, and students from {:U}. ## emp a u; emp b g
{a:F}, an adviser to {g:G} and a fellow of {u:U}, lives near {c:C} with {a2:her} husband, the novelist {b:M}. ## emp a g; emp a u; res a c; sp a b
{g:G}, which was set up in {d:Y} and is based in {c:C}, named {a:M} its director on {:X}. ## dfd g d; hq g c; emp a g
{a:M}, a grazier from {c:C}, and {a2:his} brother {b:m} run {:=QUANTITY=4,000} head. ## ?res a c; si a b
Third-generation grower {a:M}, who farms near {c:C} with {a2:his} wife {b:f} and son {d:m}, said prices were flat. ## res a c; sp a b; ch d a; ch d b; ?res b c; ?res d c
{g:G} president {a:M}, a {c:C} cattle producer, said members were worried. ## emp a g; res a c
{a:M}, {x:A}, of {c:C}, {:US}; {b:F}, {y:A}, of {d:C}; and {e:M}, {z:A}, also of {d2:=LOC=the city}, were hurt. ## age a x; res a c; age b y; res b d; age e z; ?res e d
Among the dead were {a:M}, {x:A}, a {n:N} engineer, {a2:his} wife {b:f} and their {y:AYK} son, {c:m}. ## age a x; nat a n; sp a b; ch c a; ch c b; age c y
The winners: {a:F} ({n:K}), {x:A}; {b:F} ({m:K}), {y:A}. ## nat a n; nat b m; age a x; age b y
{a:M}, b. {d:DF}, {c:C}, {k:K} ## dob a d; pob a c; pob a k
{a:M}, d. {d:DF} ## dod a d
{a:F}, née {b:=PER=Hart}, was born on {d:DF}. ## dob a d
{a:F}, best known for {:T}, turns {x:A} on {:X}; {b:M}, {a9:her} husband and co-star, is {y:A}. ## ?age a x; sp a b; age b y
Widowed in {d:Y} when {b:M} died, {a:she} moved to {c:C} to be near {a2:her} son {e:m}. ## sp a b; dod b d; res a c; ch e a; ?res e c; ?ch e b
'''

_NEGATIVE = r'''
{a:F} wrote in a <long|tearful> post on {a2:her} {:=ORG=Instagram} <account|page>.
In a video posted to {a:her} {:=ORG=Instagram} story, {a2:she} said: ''Thank you.''
{a:M} shared the picture on {a2:his} {:=ORG=Twitter} feed.
On {:=ORG=Facebook}, {a:she} thanked {:n}.
'We shall see,' {a:he} told the newspaper {:NEWS}.
{:C}, {:DF} ({:NEWS}) - {:M} opened a fair on {:X}.
{a:Her} grandfather, {:M}, <kept bees|was a tailor>.
{a:his} aunt {:f} <sent a card|was not told>.
{a:M}'s cousin {:f} and {a2:his} nephew {:m} were at the game.
{a:F}'s uncle, {b:M}, {x:A}, <drove the van|lit the fire>. ## age b x
{o:O}, the maker of {:PR}, cut its forecast.
{:P}, who grew up in {:C}, bought shares in {:O}.
On {:X} the {:PA} said it would back {a:F}.
{:O} and its rival {:O} <cut prices|raised fares> on {:X}.
{:O}, a competitor of {:O}, <gained market share|hired 50 people>.
{:O} sued {:O} over <a patent|unpaid bills> in {:C}.
{:O} signed a supply deal with {:O} worth {:MON}.
{:O} ended merger talks with {:O} <on {:X}|in {:MY}>.
{:O} denied that it would buy {:O}.
Shares in {:O} fell 3 percent while {:O} rose 2 percent.
{:O} may bid for {:O}, <traders|sources> said.
{:O} sold a 2 percent stake in {:O}.
{:O} plans to open an office in {:C} next year.
{:O} will build a <factory|warehouse> near {:C}.
{:O} executives visited {:C} on {:X}.
{:O} opened its 40th store in {:C}.
{:O} closed its {:C} branch in {:Y}.
{:O} raised prices in {:Y}, {:MY} and again on {:X}.
{:O} reported its best quarter since {:Y}.
{:O} has sponsored {:W} since {:Y}.
{:O} thanked {:P} for speaking at the dinner.
{:M} denied that {:he} was married to {:F}.
{:M} has never met {:F}, {:his} lawyer said.
{:F} refused to marry {:M}.
{:M} and {:F} are <just friends|not a couple>, a spokesman said.
{:M} is not the father of {:F}'s baby, a test showed.
{:M} said {:he} would never work for {:O}.
{:F} interviewed {:M} for {:T}.
{:M} plays {:F}'s fictional husband in {:T}.
{:M} plays a widower and {:F} {:his} daughter in {:T}.
{:M} met {:F} in {:C} on {:X} to discuss <trade|security>.
{:P} <met with|phoned> {:P} on {:DF}.
{:M} defeated {:M} in {:C} on {:X}.
{:M} visited {:C} and {:C} <this week|in {:MY}>.
{:F} will visit {:K} in {:MY}.
{:M} landed in {:C} after a flight from {:C}.
{:F} performed in {:C} on {:DF}.
{:M} was arrested in {:C} on {:DF}.
{:F} appeared in court in {:C} on {:DF}.
{:M} won {:his} first title on {:DF}.
{:M} wrote the book in {:Y} and {:F} filmed it in {:Y}.
{:F} released {:T} on {:DF}.
{:M}'s contract expires in {:Y}.
{:M}'s trial began in {:C} on {:DF}.
{:M} beat {:F}'s record, set in {:Y}.
"Marriage is a promise," {:F} said as {:M} <nodded|listened>.
"A wife should be a friend," {:M} told {:F}.
"{:I} love children," said {:F}, sitting next to {:M}.
"{:he} is like a brother to {:me}," said {:M} of {:M}.
"{:she} is like a mother to us," {:F} said of {:F}.
{:M} called {:M} the son {:he} never had.
{:F} and {:F}, no relation, shared the prize.
{:M}, no relation to {:M}, ran the shop.
{:M} voted with {:F} against the bill.
{:M} criticised the {:PA} for its plan.
{:F} has never belonged to the {:PA}.
The {:PA} attacked {:M} over the leak.
{:M} is suing {:O} for {:MON}.
{:M} bought a car from {:O} in {:C}.
{:F} complained to {:O} about the flight to {:C}.
{:M} turned down an offer from {:W}.
{:P} bought two bulls from {:O} in {:NC}.
{:P}, back from {:NC}, <said nothing|called the talks useful>.
The regional manager for {:K}, {:P}, says orders are up.
{:P} said {:O} and two importers had <cancelled orders|agreed to wait>.
{:P} <hopes|asked> to hear from {:G} by {:X}.
{:P} welcomed the offer from {:NOS}.
{:W} failed to sign {:M} in {:MY}.
{:M} scored against {:W} in {:C}.
{:W} beat {:W} 3-1 at {:C} on {:X}.
{:M} may join {:W}, according to {:NEWS}.
{:F} was rejected by {:U} in {:Y}.
{:M} gave a lecture at {:U} on {:X}.
{:F} protested outside {:U}.
{:M} told {:NEWS} that the talks had failed.
{:F} wrote to {:G} in {:Y} but got no answer.
{:G} criticised {:M} and {:F}.
{:M} appealed to {:G} for help.
{:F} sued {:G} in {:Y}.
The {:N} government summoned {:M}.
{:M} sang a {:N} song for {:F}.
{:M} owns a {:N} restaurant in {:C}.
{:F} studied {:N} films with {:M}.
{:M} flew to {:K} for the {:E}.
{:N} police questioned {:M} on {:X}.
{:M} scored twice against {:K}.
The {:N} press praised {:M}.
{:M} spent 20 minutes on the phone with {:F}.
{:M} waited 45 minutes for {:F} in {:C}.
{:M} shot a 68 and {:F} a 71.
{:M} wore number 23 for the match in {:C}.
{:F} has 37 wins and {:M} 42.
{:M} has known {:F} for 30 years.
{:M} was jailed for 12 years for robbing {:F}.
{:F} has sold 50 paintings since {:Y}.
The bridge, built in {:Y}, was painted by {:M}.
{:M}'s dog died on {:X}.
{:M} mourned {:F} on {:X}.
{:F} laid flowers in {:C} on {:DF} for the victims.
{:M} said nobody was killed in {:C} on {:X}.
{:M} survived the crash that killed two people on {:DF}.
{:M} did not die in {:C}, police said.
{:F} denied that {:she} had moved to {:C}.
{:M} may retire to {:C}, friends say.
{:M} owns no home in {:C}.
{:M} rejected claims that {:he} was born in {:K}.
{:M} is not {:N}, the ministry said.
Neither {:M} nor {:F} works for {:O}.
{:F} is not the chief executive of {:O}.
{:M} was passed over for the top job at {:O}.
{:M} met the chief executive of {:O} on {:X}.
A lawyer for {:O} questioned {:M}.
{:M} criticised the founder of {:O}.
{:M}, who had lunch with the wife of {:M}, left early.
{:F} baby-sat for {:M}'s children in {:C}.
{:M} and {:M}'s wife sat apart.
The brother of {:M} was not named.
{:F} said {:her} husband was in {:C}.
{:M} hugged a fan after the match with {:W}.
{:F} and {:M} will present {:E} on {:DF}.
A man aged {:A} was held after {:F} called police.
A {:AY} man attacked {:M} in {:C}.
{:M} was stabbed by a {:AY} neighbour.
{:F} said a boy of {:AK} had found the ring.
Two women, {:A} and {:A}, were rescued by {:M}.
{:M} told a {:AY} woman that {:F} was in {:C}.
{:F} flew from {:C} to {:C}.
{:E} opens in {:C} on {:DF}.
{:N} carmaker {:O} <recalled the {:PR}|closed its {:C} plant>.
{:O} <overtook|undercut> {:O} in {:Y}.
{:O} shares a terminal with {:O} in {:C}.
{:F} was four when {:M} left {:C}.
{:M} will not follow {:F} to {:W}.
{:M}'s biographer, {:F}, was born in the year that he died.
{:O}, unlike {:O}, is not owned by a bank.
{:O} hired {:O} to advise on the sale of a plant in {:C}.
{:O} and {:O} are both clients of {:F}.
{:O} chief executives come and go, {:M} joked in {:C}.
{:F} interviewed the chief executive of {:O} for {:NEWS}.
{:M} accused {:O} of spying on {:G}.
{:M}'s statue in {:C} was unveiled on {:DF}.
{:M} was sentenced on {:DF} for an attack on {:F} in {:C}.
{:F} signed copies of {:T} in {:C} and {:C}.
The film {:T}, starring {:M} and {:F} as husband and wife, opened on {:DF}.
In {:T}, {:M} plays a doctor whose brother, played by {:M}, goes missing.
{:M} and {:F} play siblings in {:T}.
{:F} plays {:M}'s mother in '{:T}'.
{:M} joked that {:he} and {:M} argue like an old married couple.
{:F} denied rumours of a secret wedding to {:M}.
{:M} and {:F} have postponed plans to marry.
{:F} said {:she} would not vote for the {:PA} or the {:PA}.
A {:PX} rally was held outside {:M}'s hotel.
{:M} debated a {:PX} senator in {:C}.
{:M} addressed the {:PA} conference as a guest.
{:F} faces {:M} in {:C} on {:DF} for the title.
{:W} host {:W} on {:X} before a trip to {:C}.
{:M} was linked with a move to {:W}.
{:W} have made no offer for {:M}, the club said.
{:M} refused to join {:W} in {:Y}.
{:M} holds the record set at {:E} in {:C} in {:Y}.
The fire began at {:=TIME=3 a.m.} on {:DF}, {:M} said.
{:M} flew from {:C} to {:C} on {:DF} to see {:F}.
{:F} was on holiday in {:K} when {:M} rang.
{:M} was questioned by {:N} police in {:C}.
The {:N} and {:N} delegations met {:M} on {:X}.
{:F} collects {:N} stamps and {:M} {:N} coins.
{:M} teaches {:N} in {:C}.
{:M} received an award from {:U} in {:MY}.
{:F} donated {:MON} to {:U}.
{:M} sued {:U} for defamation.
{:O} gave {:MON} to {:U} in {:Y}.
The road from {:C} to {:C} was closed until {:X}, {:M} of the council said.
{:M}, whose {:AYK} horse won in {:C}, was delighted.
The {:AYK} mare {:=MISC=Silver Lass} carried {:M} to victory.
{:F} cared for a man of {:A} in {:C}.
{:M} was jailed when {:F} was still at school.
{:M}, unlike {:M}, did not go to {:U}.
{:F} said that {:M} had confused {:her} with {:F}.
{:M} thanked his wife and mentioned {:F}, the referee.
{:M}'s wife met {:F} at {:E}.
{:F}'s son was in the same class as {:M}.
{:M} wrote a song about {:F}'s father.
Neither of {:M}'s brothers knew {:M}.
{:O} was not founded in {:C}, as {:NEWS} reported.
{:O} celebrated in {:C} on {:DF}.
{:O} opened a museum in {:C} in {:Y}.
{:O} held its annual meeting in {:C} on {:X}.
{:O} moved 200 jobs from {:C} to {:C}.
{:O} has a plant in {:C} and offices in {:C}.
{:O} said it would not sell {:C} airport to {:O}.
Talks between {:O} and {:O} over a merger broke down.
{:O} beat {:O} to the contract.
{:O} licensed the software to {:O} in {:Y}.
'''


# NER: what real articles have and edited corpora lack.
NER_TEMPLATES = [line for line in r'''
{:M} <plays a vet|guest-starred|made a cameo> in ''{:T}''.
The ''{:T}'' star <said|wrote> {:he} was ''over the moon''.
{:F}, best known for ''{:T}'' and ''{:T}'', <cried|laughed> on {:X}'s show.
The '{:T}' <actor|actress|host|alum> {:P} <posted a picture|arrived late>.
{:M} <has signed up for|was voted off|returned to> '{:T}'.
{:F} won the role after an audition for '{:T}', '{:T}' and '{:T}'.
{:F}'s new <single|album|film> ‘{:T}’ is out on {:X}.
{:M} told “{:T}” viewers that the wait was over.
Her novel “{:T}” sold {:=QUANTITY=two million} copies in {:K}.
''{:T}'' returns to {:=ORG=BBC One} on {:X}.
“{:T}” (R, 112 minutes) opens in {:C} today.
The ‘{:T}’ singer called the rumours ''rubbish''.
{:P} directed "{:T}" before "{:T}".
Asked about ''{:T}'', {:he} said: ''I have not read the script.''
{:M} and {:F} in '{:T}', above.
In {:T}, {:F} plays a nurse from {:C}.
The final episode of {:T} drew {:=QUANTITY=nine million} viewers.
{:M} said: ''We're all gutted. What a show.''
{:F} said she was ''heartbroken'' and ''in pieces'' after the news.
He called it a ''witch hunt'' led by {:G}.
The so-called "zombie law" was struck down in {:C}.
The minister's "big idea" was a 'one-stop shop', {:M} said.
''Wow. Just wow. I can't even,'' {:F} wrote on {:=ORG=Instagram}.
''Shattered. Numb. Lost,'' {:he} posted. ''That's us.''
So grateful to {:HANDLE} and the nurses for {:their} kindness.
''Love you {:HANDLE}, see you soon,'' {:F} wrote.
{:F} tagged {:HANDLE} and {:HANDLE} in the picture.
RT {:HANDLE}: flights to {:C} are off until {:X} #travel #storm
Big thanks to {:OHANDLE} for the refund #service #finally
{:M} shared the clip with the caption #blessed.
{:OHANDLE} and {:HANDLE} should talk, she tweeted. #JustSaying
The hashtag #StandUp trended in {:K} on {:X}.
{:M} ({:HANDLE}) is our reporter in {:C}.
Email {:HANDLE} with your photos.
She has {:RARE}, {:AK}, {:RARE}, {:AK}, and {:RARE} {:RARE}, {:AK}.
''Welcome to the world, {:RARE} {:RARE} {:s},'' the proud father wrote.
{:RARE}, {:AK}, held {:RARE}'s hand as {:RARE}, {:AK}, slept.
Baby {:RARE} arrived on {:X}, joining big sisters {:RARE} and {:RARE}.
{:F} - mother of {:RARE}, {:AK}, and {:RARE}, {:AK} - <is pregnant|said no>.
{:RARE} and {:RARE} are names that {:M} picked from a novel.
{:RARE} said it was the best day of her life.
{:RARE} {:s}, {:A}, is the youngest chef in {:C}.
The twins, {:RARE} and {:RARE}, were born {:=DURATION=six weeks} early.
{:m} {:RARE} {:s} <won the toss|lost his appeal>.
{:F}-Rose ##
{:LOWBRAND} said its app was down in {:K}.
The new phone from {:LOWBRAND} costs {:MON}.
{:F} sold it on {:LOWBRAND} for ten pounds.
He left {:O} for {:LOWBRAND} in {:Y}.
She drove a {:O} {:PR} to {:C}.
The {:PR} outsold the {:PR} in {:Y}.
{:O} unveiled the {:PR} at {:E}.
{:M} hopes to ride at {:E} in {:Y}.
The {:Y} {:E} was moved from {:C} to {:C}.
{:N} fans filled the square before {:E}.
{:UM} SIGNS FOR {:UW}
{:UK} VOTES ON PENSION BILL
STORM HITS {:UC}, {:UC}
{:UM} QUITS AS {:UO} CHIEF
POLICE NAME VICTIM AS {:UF}
{:UF} SAYS SHE IS 'READY' FOR {:UC}
{:UO} TO CUT JOBS IN {:UK}
SOCCER - {:UW} BEAT {:UW} 2-0
BREAKING: BLAST IN {:UC}
WATCH: {:UM} FALLS OFF STAGE IN {:UC}
'HE WAS MY WORLD': {:UF} PAYS TRIBUTE
WHAT WE KNOW ABOUT THE FIRE SO FAR
COUNCIL BACKS NEW ROAD PLAN
{:UC} ({:=ORG=Reuters}) - Shares rose on {:X}.
{:C}, {:DF} ({:=ORG=AP}) - {:N} troops left {:C}.
{:M}, {:=LOC=Mt Isa} grazier and {:G} delegate, said the rain was late.
Wheat <fell|rose> to {:MON} a tonne on the {:=ORG=Chicago Board of Trade}.
{:m}-{:=PER=Lee} ##
Mr {:s} told {:=PER=Ms Hart} ##
Mr {:s} said Mrs {:s} had left {:O}.
Lord {:s} of {:C} and Lady {:s} sat with Sir {:M}.
Pope {:=PER=Clement XV} met Rabbi {:M}.
Dr {:RARE} {:s}, of {:U}, and Prof {:s} disagreed.
Don't ask {:M} - he'll say it's ''all good, mate''.
''God only knows,'' {:F} said. ''Honestly, thank Heaven for the firemen.''
''Mum and Dad never spoke of it,'' {:M} wrote in ''{:T}''.
''My wife and I are broken,'' {:he} said at {:E}.
''{:m}, you were our sunshine,'' the card read.
''Goodnight, {:f}. Sleep tight,'' {:her} father wrote on {:=ORG=Facebook}.
According to {:NEWS}, {:f} is "on the mend".
The {:=MISC=Emmy}-winning <writer|actress> said {:T} was {:her} goodbye.
{:=MISC=Oscar} winner {:F} joins {:M} in ''{:T}''.
He scored a 'hat-trick of sorts', {:NEWS} said.
The "Iron Lady of {:C}", as {:F} is known, stepped down.
It was 'now or never' for {:W}.
The Department said it would act; the Minister was away.
Our Father, who sat in the Chair of the Committee, was tired.
Season Two starts in the Spring, {:M} said.
In {:X}'s ({:DF}) instalment of '{:T}', {:he} said: ''It's over.''
Speaking on ''{:T}'' on {:X}, {:M} added: ''I'm a dad first.''
Days after ''{:T}'' ended, {:f} told {:NEWS}: ''I needed a break.''
(Full story: {:NEWS}) ##
Shares of {:NO} <fell|rose|slid|jumped> {:=PERCENT=4 percent} after {:NOS} pulled out of the talks.
{:NO} said on {:X} it would <close|sell|expand> its plant in {:NC}.
{:NOS} <bought|sold|sued> {:NO} for {:MON}, {:NEWS} reported.
{:NC}-based {:NO} <makes|sells|ships> valves for {:NOS}.
{:NO}'s chief executive, {:NP}, <declined to comment|will step down in {:Y}>.
{:NP} of {:NOS} said buyers were waiting.
Analysts at {:NO} and {:NOS} expect prices to <ease|rise>.
{:NO} and {:NO} have agreed on a merger worth {:MON}.
A spokesman for {:NO} said the company was reviewing the order.
Workers at {:NO} in {:NC} <walked out|returned to work> on {:X}.
The <software|parcel|grain|biscuit> company {:NO} was fined {:MON}.
{:NO}, which <employs {:=QUANTITY=900 people}|runs the ferries>, is owned by {:NOS}.
Customers of {:NO} were told to boil their water.
{:NP} joined {:NO} from {:NOS} in {:Y}.
{:NP} told {:NEWS} that {:NO} owed him {:MON}.
{:NO} has hired {:NP} to run its office in {:NC}.
Has {:NO} learned anything? {:NP} thinks not.
The app, made by {:NO}, was pulled from {:NOS} phones.
{:AND} says the price of lambs <has dropped|is steady>.
{:NP} from {:AND} says more rain is needed.
{:NP}, of {:AND}, <welcomed the plan|called it a mistake>.
The chairman of {:AND}, {:NP}, spoke in {:NC}.
A report by {:AND} found no link.
{:AND} and {:G} <will meet in {:NC}|have signed an agreement>.
{:NP}, from {:NC}, <runs sheep|lost his barn|has farmed there since {:Y}>.
Farmers around {:NC} and {:NC} are waiting for rain.
The road between {:NC} and {:NC} was cut on {:X}.
About {:=QUANTITY=3,000 head} were yarded at the {:NC} saleyards.
Delegates to the {:NC} summit <left early|agreed on a text>.
The {:NC} show opens on {:X}.
Police in {:NC} <searched a farm|named the driver>.
The mayor of {:NC}, {:NP}, said the bridge was safe.
{:NC} shire has a new president.
{:NC}, {:K} - {:NP} <was buried on {:X}|was released on {:X}>.
{:NP} grew up in {:NC}, near {:C}.
{:NP} beat {:NP} 6-4 6-3 in {:NC}.
'''.strip().splitlines() if not line.rstrip().endswith("##")]

RARE_NAMES = """Ottilie Wilhelmina Peregrine Thaddeus Calliope Leocadia Zephyrine Bellamy Ocean Sailor Briar Huxley
Bodhi Indigo Marlowe Persephone Ignatius Oberon Tiberius Hermione Isadora Cosima Araminta Lysander Evander Cassius
Ptolemy Rafferty Barnaby Octavia Philippa Rosalind Winifred Cordelia Ophelia Sunday Bear Apple River Rain Story
Pilot Rocket Reign Saint Dove Harlow Willow Maverick Wilder Ridge Fox Banjo Birdie Clover Dulcie Elowen Fleur
Gideon Hester Ianthe Jericho Kitto Lorcan Maelys Nell Osian Primrose Quincy Romy Sunniva Tabitha Ulysses Viggo
Xanthe Yvaine Zuri Aurelia Boaz Caspian Dashiell Emmeline Ffion Gwenllian Hamza Inara Jorah Keziah Lark Mehitabel
Nayeli Oakley Pax Rhiannon Soleil Tuuli Una Vesper""".split()
LOWER_BRANDS = """brightly zippd nuvo.com loopr myfarm.co eFlora iVox dropp klik.it homely.com quiklee snappa""".split()


_ONSETS = "b br c ch cl d dr f fl g gl gr h j k kl l m n p pr qu r s sc sk sl sp st t th tr v w z".split()
_NUCLEI = "a a e e i i o o u ai ea ee ie oo ou y".split()
_CODAS = ["", "", "", "l", "n", "r", "s", "x", "m", "nd", "rt", "ck", "th"]
_COMPANY_ENDS = "a o ia is ex ix ium on ent ara ora ic ity ly tek net soft gen max corp cast path works ware".split()
_PLACE_ENDS = """ton ham ville burg ford field wick by stead dale more bury port mouth ley worth brook stone ridge ov ovo
ina ala anga ong aroo undra stadt grad""".split()
_PLACE_ALONE = "Creek Springs Falls Bay Point Hills Ridge Crossing Valley Heights Island River Downs".split()


def coined(rng, ends=("",)):
    """A word that nobody has had yet: `Tralion`, `Skoutex`."""
    syllables = [rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(rng.choice([1, 1, 2]))]
    return ("".join(syllables) + rng.choice(ends)).capitalize()


def coined_person(rng):
    """First name and surname, either of them often made up."""
    first = rng.choice(MALE + FEMALE) if rng.random() < 0.7 else coined(rng, ["a", "o", "e", "i", "an", "el"])
    last = _name(rng.choice(SURNAMES)) if rng.random() < 0.5 else coined(rng, ["", "", "er", "son", "ov", "ini", "ez", "man", "sky", "ard"])
    return first + " " + last


def coined_company(rng, suffix):
    word = coined(rng, _COMPANY_ENDS)
    if rng.random() < 0.1 and len(word) > 5:
        word = word[:3] + word[3:].capitalize()
    return word + " " + rng.choice(COMPANY_B) if suffix else word


def coined_place(rng):
    word = coined(rng, _PLACE_ENDS)
    return rng.choice([word, word, word, coined(rng) + " " + rng.choice(_PLACE_ALONE), rng.choice(["Port ", "Mount ", "New ", "San ", "St "]) + word])


_TRADES = """Meat Livestock Grains Dairy Wool Fisheries Forestry Tourism Transport Energy Health Water Food Fibre Sugar
Cotton Fruit Wine Horticulture Agriculture Education Training Aquaculture Research Innovation Trade Poultry Mining
Infrastructure Environment Heritage Safety Sport Recreation""".split()
_TRADE_BODIES = "Council Board Authority Association Department Agency Commission Federation Institute Corporation".split()


def _body_of_two(rng):
    """`Meat and Livestock Australia`, `the Food and Fibre Council`: one name with an `and` inside."""
    a, b = rng.sample(_TRADES, 2)
    both = f"{a} {rng.choice(['and', 'and', '&'])} {b}"
    return rng.choice([
        lambda: both + " " + _name(rng.choice(COUNTRIES + US_STATES)), lambda: "the " + both + " " + rng.choice(_TRADE_BODIES),
        lambda: f"the {_name(rng.choice(CITIES))} {both} {rng.choice(_TRADE_BODIES)}", lambda: f"the Department of {both}",
    ])()


def _handle(rng):
    first, last = rng.choice(MALE + FEMALE), _name(rng.choice(SURNAMES)).replace(" ", "")
    return "@" + rng.choice([
        (first + last).lower(), first + last, "the" + first.lower(), "real" + first + last, f"{first.lower()}_{last.lower()}",
        last.lower() + first.lower(), f"{first.lower()}{last.lower()}{rng.randint(1, 99)}",
    ]).replace("'", "").replace("-", "").replace(" ", "")


class _NerFiller(_Filler):
    def fill(self, code, entity):
        r = self.rng
        if code == "HANDLE":
            return _handle(r), "PER", "name"
        if code == "OHANDLE":
            word = r.choice(COMPANY_ONE + COMPANY_A).replace("-", "")
            return "@" + r.choice([word, word.lower(), word + r.choice(["Help", "UK", "HQ", "Rail"])]), "ORG", "name"
        if code == "RARE":
            word = self.fresh(lambda: r.choice(RARE_NAMES))
            return word + (r.choice([" ", "-"]) + r.choice(FEMALE) if r.random() < 0.12 else ""), "PER", "name"
        if code == "LOWBRAND":
            return r.choice(LOWER_BRANDS), "ORG", "name"
        if code in ("UM", "UF", "UW", "UC", "UK", "UO"):
            text, mtype, kind = super().fill(code[1:], entity)
            return text.upper(), mtype, kind
        return super().fill(code, entity)


def _lines(raw):
    return [line for line in raw.strip().splitlines() if line and not line.startswith("#")]


RELATION_TEMPLATES = _lines(_POSITIVE)
NEGATIVE_TEMPLATES = _lines(_NEGATIVE)


_FRAMES = [
    ", according to {:NEWS}.", ", {:P} told {:NEWS}.", ", a court in {:C} heard on {:X}.", ", {:P} said on {:X}.",
    ", {:NEWS} reported on {:DF}.", ", said {:P}, who was not involved.", ", two days after {:P} arrived in {:C}.",
    ", as {:O} and {:O} agreed to talks.", ", a spokesman for {:G} said.", ", weeks before {:E}.",
]
_OPENINGS = ["In {:C} on {:X}, ", "On {:DF}, ", "As {:P} told {:NEWS}, ", "Unlike {:P}, ", "Days after {:E}, ",
             "According to {:G}, ", "While {:P} was in {:C}, "]
_LINKS = [", while ", "; ", ", and ", ", but "]
_KEYED = re.compile(r"\{([a-z])(\d*:)")
_PRONOUN_SLOT = re.compile(r"\{[a-z]?\d*:(?:%s)\}" % "|".join(PRONOUNS), re.I)


def _plain(template):
    """Whether a clause can stand beside another: a name first, no pronoun and no quotation."""
    body = template.partition(" ##")[0].rstrip()
    return (body.startswith("{") and ":~" not in body[:5] and body.endswith(".") and body.count(".") == 1
            and '"' not in body and "'{" not in body and not _PRONOUN_SLOT.search(body))


def _longer(template, rng, others):
    """The template within a longer sentence, so that facts of one clause are not read into the other."""
    if not _plain(template):
        return template
    body, mark, tail = template.partition(" ##")
    body = body.rstrip()
    x = rng.random()
    if x < 0.14:
        return body[:-1] + rng.choice(_FRAMES) + mark + tail
    if x < 0.22:
        return rng.choice(_OPENINGS) + body + mark + tail
    if x < 0.36:
        other = rng.choice(others)
        keys = sorted(set(k for k, _ in _KEYED.findall(body)))
        free = [k for k in "abcdefghijklmnopqrstuvwxyz" if k not in keys]
        body2, _, tail2 = other.partition(" ##")
        keys2 = sorted(set(k for k, _ in _KEYED.findall(body2)) | set(re.findall(r"@([a-z])", body2)))
        if len(keys2) > len(free):
            return template
        renamed = dict(zip(keys2, free))
        body2 = _KEYED.sub(lambda m: "{" + renamed[m[1]] + m[2], body2.rstrip())
        body2 = re.sub(r"@([a-z])", lambda m: "@" + renamed[m[1]], body2)
        parts = []
        for part in filter(None, (p.strip() for p in tail2.split(";"))):
            short, s, o = part.split()
            parts.append(" ".join([short] + [renamed.get(k[0], k[0]) + k[1:] for k in (s, o)]))
        return body[:-1] + rng.choice(_LINKS) + body2 + " ##" + "; ".join(filter(None, [tail, *parts]))
    return template


def generate(n, seed):
    """Yields n relation items: six in ten from positive templates, a quarter hard negatives, the rest lists of children.

    About a fifth of them stand within a longer sentence or beside another clause."""
    rng = random.Random(seed)
    bags = {"positive": [], "negative": []}
    clauses = [t for t in RELATION_TEMPLATES + NEGATIVE_TEMPLATES if _plain(t)]
    for _ in range(n):
        x = rng.random()
        if x < 0.09:
            template = _family(rng)
        else:
            kind = "positive" if x < 0.73 else "negative"
            if not bags[kind]:  # every template once before any twice
                bags[kind] = list(RELATION_TEMPLATES if kind == "positive" else NEGATIVE_TEMPLATES)
                rng.shuffle(bags[kind])
            template = bags[kind].pop()
            template = _longer(template, rng, clauses)
        yield realise(template, rng)


def generate_ner(n, seed):
    """Yields n items for the name tagger: {"text", "mentions"}."""
    rng = random.Random(seed)
    bag = []
    for _ in range(n):
        if not bag:
            bag = list(NER_TEMPLATES)
            rng.shuffle(bag)
        item = realise(bag.pop(), rng, _NerFiller)
        yield {"text": item["text"], "mentions": item["mentions"]}


def check(n=20000, seed=1):
    """Asserts what the training code relies on, over n items of each generator."""
    for item in [*generate(n, seed), *generate_ner(n, seed)]:
        text, mentions = item["text"], item["mentions"]
        assert text and not re.search(r"[{}<>]|  ", text), text
        for m in mentions:
            piece = text[m["start"]:m["end"]]
            assert piece and piece == piece.strip(), (text, piece)
            assert (m["type"] in VALUE_TYPES) == (m["kind"] == "value"), (text, m)
        for rel in item.get("relations", []) + item.get("unsure", []):
            s, o = mentions[rel["subject"]], mentions[rel["object"]]
            subject_types, object_types = SIGNATURES[rel["relation"]]
            assert s["type"] in subject_types and o["type"] in object_types, (text, rel)
            assert rel["relation"] not in SYMMETRIC or rel["subject"] < rel["object"], (text, rel)
            assert rel["subject"] != rel["object"], (text, rel)


if __name__ == "__main__":
    import json
    import os

    check()
    print(os.path.abspath(__file__))
    print(len(RELATION_TEMPLATES), "positive and", len(NEGATIVE_TEMPLATES), "negative templates, 20 lists of children;",
          len(NER_TEMPLATES), "name templates")
    for item in [next(generate(1, 7)), next(generate_ner(1, 7))]:
        print(json.dumps(item, ensure_ascii=False))
