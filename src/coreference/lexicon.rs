//! The words that the sieves know.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tokens::fold;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }

    pub fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

static FIRST_NAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in include_str!("first_names.txt").lines() {
        let mut words = line.split(' ');
        let gender = match words.next() {
            Some("m") => Gender::Male,
            Some("f") => Gender::Female,
            _ => continue,
        };
        names.extend(words.map(|name| (name, gender)));
    }
    names
});

/// The usual gender of a first name, as [`fold`] gives it.
pub(super) fn first_name_gender(name: &str) -> Gender {
    FIRST_NAMES.get(name).copied().unwrap_or_default()
}

/// The gender that a word before a name tells, if it is a title or an honorific; `word` in lower case.
pub(super) fn title(word: &str) -> Option<Gender> {
    Some(match word {
        "mr" | "sir" | "lord" | "king" | "prince" | "duke" | "monsieur" | "herr" | "señor"
        | "senor" | "father" | "brother" | "baron" | "count" | "earl" | "emperor" | "pope"
        | "messrs" | "mister" | "congressman" | "councilman" | "chairman" | "businessman"
        | "sheikh" | "imam" | "emir" | "tsar" | "mahatma" => Gender::Male,
        "mrs" | "ms" | "miss" | "lady" | "queen" | "princess" | "dame" | "duchess" | "madame"
        | "madam" | "frau" | "sister" | "baroness" | "countess" | "empress" | "congresswoman"
        | "chairwoman" | "mme" | "mlle" | "señora" | "senora" | "actress" => Gender::Female,
        "dr" | "doctor" | "prof" | "professor" | "rev" | "reverend" | "hon" | "president"
        | "minister" | "premier" | "senator" | "sen" | "rep" | "representative" | "gov"
        | "governor" | "mayor" | "judge" | "justice" | "general" | "gen" | "colonel" | "col"
        | "major" | "captain" | "capt" | "lieutenant" | "lt" | "sergeant" | "sgt" | "corporal"
        | "private" | "admiral" | "commander" | "officer" | "constable" | "detective"
        | "inspector" | "superintendent" | "chancellor" | "secretary" | "treasurer"
        | "ambassador" | "archbishop" | "bishop" | "cardinal" | "pastor" | "rabbi" | "saint"
        | "st" | "councillor" | "councilor" | "cllr" | "deputy" | "speaker" | "coach" | "chief"
        | "director" | "chair" | "chairperson" | "commissioner" | "sheriff" | "mp" | "attorney"
        | "marshal" | "ceo" | "editor" | "author" | "actor" | "singer" | "comedian" | "striker"
        | "midfielder" | "captains" | "presenter" | "journalist" | "spokesman" | "spokeswoman"
        | "spokesperson" | "candidate" | "leader" | "founder" | "co-founder" | "economist"
        | "analyst" | "researcher" => Gender::Unknown,
        _ => return None,
    })
}

/// Titles that are written as part of a name and dropped from it: all that do not work as a name's first word as well.
pub(super) fn is_bare_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "mahatma"
            | "ms"
            | "miss"
            | "sir"
            | "dame"
            | "lady"
            | "lord"
            | "dr"
            | "doctor"
            | "prof"
            | "professor"
            | "rev"
            | "reverend"
            | "hon"
            | "president"
            | "minister"
            | "prime"
            | "vice"
            | "premier"
            | "senator"
            | "sen"
            | "rep"
            | "gov"
            | "governor"
            | "mayor"
            | "judge"
            | "justice"
            | "general"
            | "gen"
            | "colonel"
            | "col"
            | "captain"
            | "capt"
            | "lieutenant"
            | "lt"
            | "sergeant"
            | "sgt"
            | "chancellor"
            | "secretary"
            | "ambassador"
            | "archbishop"
            | "councillor"
            | "congressman"
            | "congresswoman"
            | "king"
            | "queen"
            | "princess"
            | "emperor"
            | "empress"
            | "pope"
            | "saint"
            | "messrs"
            | "mme"
            | "herr"
            | "frau"
            | "inspector"
            | "admiral"
            | "representative"
    )
}

/// Words after a company's name that say its legal form.
pub(super) fn is_company_suffix(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "incorporated"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "llp"
            | "corp"
            | "corporation"
            | "co"
            | "company"
            | "gmbh"
            | "ag"
            | "sa"
            | "nv"
            | "bv"
            | "spa"
            | "ab"
            | "oyj"
            | "asa"
            | "pty"
            | "lp"
            | "kg"
            | "se"
            | "holdings"
    )
}

/// Words that a name of an organisation may leave off at its end: `Civic` for `Civic Party` never, but `Barclays` for
/// `Barclays Bank`.
pub(super) fn is_organisation_word(word: &str) -> bool {
    is_company_suffix(word)
        || matches!(
            word,
            "party"
                | "bank"
                | "group"
                | "university"
                | "airlines"
                | "airways"
                | "motors"
                | "baseball"
                | "basketball"
                | "cricket"
                | "football"
                | "hockey"
                | "rugby"
                | "soccer"
                | "club"
                | "fc"
                | "united"
                | "city"
                | "newspaper"
                | "magazine"
                | "foundation"
                | "institute"
                | "college"
                | "school"
                | "council"
                | "committee"
                | "agency"
                | "union"
                | "association"
                | "league"
                | "energy"
                | "oil"
                | "media"
                | "news"
                | "entertainment"
                | "studios"
                | "pictures"
                | "records"
                | "technologies"
                | "industries"
                | "international"
                | "partners"
                | "capital"
                | "stores"
                | "supermarkets"
                | "system"
                | "systems"
        )
}

/// What a company deals in, by which its name goes on: `Chiquita` for `Chiquita Brands South Pacific`.
pub(super) fn is_business(word: &str) -> bool {
    matches!(
        word,
        "brands"
            | "brewing"
            | "breweries"
            | "chemicals"
            | "communications"
            | "electric"
            | "electronics"
            | "energy"
            | "farms"
            | "financial"
            | "foods"
            | "holdings"
            | "industries"
            | "insurance"
            | "investments"
            | "laboratories"
            | "labs"
            | "logistics"
            | "minerals"
            | "mining"
            | "motors"
            | "networks"
            | "petroleum"
            | "pharmaceuticals"
            | "properties"
            | "resources"
            | "securities"
            | "shipping"
            | "software"
            | "solutions"
            | "steel"
            | "technologies"
            | "telecom"
            | "wines"
    )
}

pub(super) fn is_place_word(word: &str) -> bool {
    matches!(
        word,
        "city" | "town" | "village" | "island" | "islands" | "republic"
    )
}

/// What bodies call themselves for short: the Court, the House.
pub(super) fn is_body(word: &str) -> bool {
    matches!(
        word,
        "court"
            | "house"
            | "congress"
            | "senate"
            | "parliament"
            | "church"
            | "society"
            | "ministry"
            | "department"
            | "office"
            | "university"
            | "college"
            | "school"
            | "bank"
            | "council"
            | "committee"
            | "commission"
            | "foundation"
            | "association"
            | "institute"
            | "academy"
            | "assembly"
            | "party"
            | "union"
            | "agency"
            | "board"
            | "museum"
            | "library"
            | "league"
            | "lodge"
            | "press"
    )
}

/// One spelling for the several names of a few states and bodies that are no initials of one another.
pub(super) fn alias(key: &str) -> Option<&'static str> {
    Some(match key {
        "us" | "usa" | "america" | "united states of america" | "united states" => "united states",
        "uk" | "britain" | "great britain" | "united kingdom" => "united kingdom",
        "un" | "united nations" | "united nations organization" => "united nations",
        "eu" | "european union" => "european union",
        "uae" | "united arab emirates" => "united arab emirates",
        "ussr" | "soviet union" => "soviet union",
        "prc" | "peoples republic of china" => "china",
        "nyc" | "new york city" => "new york city",
        "la" | "los angeles" => "los angeles",
        "dc" | "washington dc" | "washington d c" => "washington dc",
        "st petersburg" | "saint petersburg" => "saint petersburg",
        "holland" | "netherlands" => "netherlands",
        "qld" | "queensland" => "queensland",
        "tas" | "tassie" | "tasmania" => "tasmania",
        "burma" | "myanmar" => "myanmar",
        "vic" => "victoria",
        "cal" => "california",
        "dprk" => "north korea",
        _ => return None,
    })
}

/// States of the United States as datelines and addresses shorten them: folded name, press form, postal code.
const STATES: &[(&str, &str, &str)] = &[
    ("alabama", "ala", "al"),
    ("alaska", "", "ak"),
    ("arizona", "ariz", "az"),
    ("arkansas", "ark", "ar"),
    ("california", "calif", "ca"),
    ("colorado", "colo", "co"),
    ("connecticut", "conn", "ct"),
    ("delaware", "del", "de"),
    ("florida", "fla", "fl"),
    ("georgia", "ga", "ga"),
    ("hawaii", "", "hi"),
    ("idaho", "", "id"),
    ("illinois", "ill", "il"),
    ("indiana", "ind", "in"),
    ("iowa", "", "ia"),
    ("kansas", "kan", "ks"),
    ("kentucky", "ky", "ky"),
    ("louisiana", "la", "la"),
    ("maine", "", "me"),
    ("maryland", "md", "md"),
    ("massachusetts", "mass", "ma"),
    ("michigan", "mich", "mi"),
    ("minnesota", "minn", "mn"),
    ("mississippi", "miss", "ms"),
    ("missouri", "mo", "mo"),
    ("montana", "mont", "mt"),
    ("nebraska", "neb", "ne"),
    ("nevada", "nev", "nv"),
    ("new hampshire", "nh", "nh"),
    ("new jersey", "nj", "nj"),
    ("new mexico", "nm", "nm"),
    ("north carolina", "nc", "nc"),
    ("north dakota", "nd", "nd"),
    ("ohio", "", "oh"),
    ("oklahoma", "okla", "ok"),
    ("oregon", "ore", "or"),
    ("pennsylvania", "pa", "pa"),
    ("rhode island", "ri", "ri"),
    ("south carolina", "sc", "sc"),
    ("south dakota", "sd", "sd"),
    ("tennessee", "tenn", "tn"),
    ("texas", "tex", "tx"),
    ("utah", "", "ut"),
    ("vermont", "vt", "vt"),
    ("virginia", "va", "va"),
    ("wisconsin", "wis", "wi"),
    ("west virginia", "wva", "wv"),
    ("wyoming", "wyo", "wy"),
];

/// The full name of a place, folded, that a text may write shorter or longer: `Calif.`, `OK`, `City of Cleveland`. Postal
/// codes are codes in capitals alone (`shouted`); `LA` is Los Angeles, and the states that are cities' names as well, New
/// York and Washington, are left as they are.
pub(super) fn place_alias(key: &str, shouted: bool) -> Option<&str> {
    if let Some(city) = key.strip_prefix("city of ") {
        return Some(city);
    }
    if key == "la" && shouted {
        return None;
    }
    STATES
        .iter()
        .find(|(_, press, postal)| key.len() > 1 && (key == *press || shouted && key == *postal))
        .map(|&(state, ..)| state)
}

/// The word that an address shortens: `Main St`.
pub(super) fn spelt_out(word: &str) -> Option<&'static str> {
    Some(match word {
        "st" => "street",
        "ave" => "avenue",
        "rd" => "road",
        "blvd" => "boulevard",
        "univ" => "university",
        _ => return None,
    })
}

/// True for a state of the United States by its full name, folded.
pub(super) fn is_state(key: &str) -> bool {
    STATES.iter().any(|&(state, ..)| state == key)
}

/// True for letters behind a person's name: `OBE`, `PhD`.
pub(super) fn is_honour(word: &str) -> bool {
    matches!(
        word,
        "AC" | "AM"
            | "AO"
            | "BA"
            | "CBE"
            | "CH"
            | "DBE"
            | "DCM"
            | "DSO"
            | "FRS"
            | "GBE"
            | "KBE"
            | "KC"
            | "LLD"
            | "MBE"
            | "MC"
            | "MD"
            | "MEP"
            | "MLA"
            | "MLC"
            | "MP"
            | "MSP"
            | "OAM"
            | "OBE"
            | "OM"
            | "PhD"
            | "QC"
            | "RA"
            | "RN"
            | "SC"
    )
}

/// True for the number of one who reigns, folded.
pub(super) fn is_numeral(word: &str) -> bool {
    matches!(
        word,
        "i" | "ii"
            | "iii"
            | "iv"
            | "v"
            | "vi"
            | "vii"
            | "viii"
            | "ix"
            | "x"
            | "xi"
            | "xii"
            | "xiii"
            | "xiv"
            | "xv"
            | "xvi"
    )
}

const NICKNAMES: &[&[&str]] = &[
    &["william", "bill", "will", "billy", "willie"],
    &["robert", "bob", "rob", "bobby", "robbie"],
    &["james", "jim", "jimmy", "jamie"],
    &["john", "jack", "johnny", "jon", "jonathan"],
    &["michael", "mike", "mick", "mickey"],
    &["thomas", "tom", "tommy"],
    &["richard", "dick", "rick", "rich", "ricky", "richie"],
    &["edward", "ed", "eddie", "ted", "ned"],
    &["charles", "charlie", "chuck"],
    &["joseph", "joe", "joey"],
    &["daniel", "dan", "danny"],
    &["anthony", "tony", "antony"],
    &["andrew", "andy", "drew"],
    &["david", "dave", "davey"],
    &["steven", "stephen", "steve"],
    &["christopher", "chris", "kit"],
    &["matthew", "matt"],
    &["nicholas", "nick", "nicolas"],
    &["alexander", "alex", "sandy", "alec"],
    &["benjamin", "ben", "benny"],
    &["samuel", "sam"],
    &["gregory", "greg"],
    &["peter", "pete"],
    &["kenneth", "ken", "kenny"],
    &["ronald", "ron", "ronnie"],
    &["donald", "don", "donnie"],
    &["timothy", "tim"],
    &["patrick", "pat", "paddy"],
    &["jeffrey", "geoffrey", "jeff", "geoff"],
    &["frederick", "fred", "freddie"],
    &["lawrence", "laurence", "larry"],
    &["theodore", "ted", "theo", "teddy"],
    &[
        "elizabeth",
        "liz",
        "beth",
        "betty",
        "lizzie",
        "eliza",
        "libby",
    ],
    &["margaret", "maggie", "meg", "peggy"],
    &[
        "katherine",
        "catherine",
        "kathryn",
        "kate",
        "katie",
        "kathy",
        "cathy",
    ],
    &["jennifer", "jen", "jenny", "jenna"],
    &["patricia", "pat", "patty", "trish", "tricia"],
    &["susan", "sue", "susie"],
    &["rebecca", "becky", "becca"],
    &["deborah", "debra", "debbie"],
    &["barbara", "barb"],
    &["kimberly", "kim"],
    &["alexandra", "alex", "sandra"],
    &["victoria", "vicky", "tori"],
    &["samantha", "sam"],
    &["christine", "christina", "chris", "tina", "chrissie"],
    &["jessica", "jess"],
    &["amanda", "mandy"],
    &["joshua", "josh"],
    &["zachary", "zach", "zack"],
    &["vladimir", "volodymyr"],
    &["mohammed", "mohamed", "muhammad", "mohammad"],
];

/// True where two first names, folded, are forms of one.
pub(super) fn is_nickname(one: &str, other: &str) -> bool {
    NICKNAMES
        .iter()
        .any(|group| group.contains(&one) && group.contains(&other))
}

/// Words that open a surname of several words.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "da"
            | "di"
            | "del"
            | "della"
            | "du"
            | "la"
            | "le"
            | "dos"
            | "das"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "ter"
            | "ten"
            | "zu"
            | "st"
            | "ben"
            | "abu"
            | "af"
            | "mac"
    )
}

/// What kind of thing a common noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    /// A person; `generic` nouns tell nothing that a reader would have to know about them (`the man`, `the star`).
    Person {
        gender: Gender,
        generic: bool,
    },
    /// Another person, seen from somebody.
    Relative {
        gender: Gender,
        relation: Relation,
    },
    Persons,
    Organisation,
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Relation {
    Spouse,
    Mother,
    Father,
    Son,
    Daughter,
    Brother,
    Sister,
    Other,
}

pub(super) fn noun(word: &str) -> Option<Noun> {
    use Gender::{Female, Male, Unknown};
    let person = |gender| {
        Some(Noun::Person {
            gender,
            generic: false,
        })
    };
    let generic = |gender| {
        Some(Noun::Person {
            gender,
            generic: true,
        })
    };
    let relative = |gender, relation| Some(Noun::Relative { gender, relation });
    match word {
        "wife" => relative(Female, Relation::Spouse),
        "husband" => relative(Male, Relation::Spouse),
        "spouse" => relative(Unknown, Relation::Spouse),
        "mother" | "mum" | "mom" | "mama" => relative(Female, Relation::Mother),
        "father" | "dad" | "papa" => relative(Male, Relation::Father),
        "son" => relative(Male, Relation::Son),
        "daughter" => relative(Female, Relation::Daughter),
        "brother" | "half-brother" => relative(Male, Relation::Brother),
        "sister" | "half-sister" => relative(Female, Relation::Sister),
        "girlfriend" | "aunt" | "grandmother" | "niece" | "mother-in-law" | "stepmother"
        | "granddaughter" | "fiancée" | "fiancee" | "ex-wife" | "ex-girlfriend"
        | "daughter-in-law" | "sister-in-law" | "mistress" => relative(Female, Relation::Other),
        "boyfriend" | "uncle" | "grandfather" | "nephew" | "father-in-law" | "stepfather"
        | "grandson" | "fiancé" | "ex-husband" | "ex-boyfriend" | "son-in-law"
        | "brother-in-law" => relative(Male, Relation::Other),
        "partner" | "cousin" | "friend" | "colleague" | "parent" | "neighbour" | "neighbor" => {
            relative(Unknown, Relation::Other)
        }
        "woman" | "lady" | "girl" | "actress" | "beauty" | "heroine" | "starlet" | "widow"
        | "mother-of-two" | "mother-of-three" | "mum-of-two" | "mum-of-three" | "songstress"
        | "brunette" | "businesswoman" => generic(Female),
        "man" | "boy" | "gentleman" | "guy" | "widower" | "father-of-two" | "father-of-three"
        | "dad-of-two" | "dad-of-three" | "hunk" | "heartthrob" | "businessman" => generic(Male),
        "queen" | "princess" | "duchess" | "spokeswoman" | "chairwoman" | "congresswoman"
        | "nun" | "waitress" | "policewoman" | "hostess" | "goddess" | "witch" | "schoolgirl"
        | "saleswoman" | "countess" => person(Female),
        "king" | "prince" | "duke" | "spokesman" | "chairman" | "congressman" | "monk"
        | "waiter" | "policeman" | "priest" | "pope" | "fisherman" | "fireman" | "god"
        | "bishop" | "schoolboy" | "salesman" | "emperor" | "footman" | "gunman" | "statesman"
        | "lord" | "tsar" | "sultan" | "shah" | "sheikh" => person(Male),
        "actor" | "star" | "singer" | "celebrity" | "comedian" | "presenter" | "entertainer"
        | "musician" | "rapper" | "model" | "author" | "writer" | "novelist" | "poet"
        | "artist" | "painter" | "composer" | "filmmaker" | "footballer" | "striker"
        | "midfielder" | "goalkeeper" | "player" | "athlete" | "champion" | "veteran"
        | "politician" | "scientist" | "mathematician" | "physicist" | "philosopher"
        | "entrepreneur" | "billionaire" | "millionaire" | "architect" | "designer"
        | "photographer" | "teenager" | "youngster" | "toddler" => generic(Unknown),
        "president" | "minister" | "premier" | "senator" | "governor" | "mayor" | "judge"
        | "general" | "colonel" | "major" | "captain" | "officer" | "detective" | "chancellor"
        | "secretary" | "secretary-general" | "treasurer" | "ambassador" | "archbishop"
        | "cardinal" | "pastor" | "councillor" | "leader" | "coach" | "director" | "chief"
        | "manager" | "spokesperson" | "doctor" | "nurse" | "teacher" | "professor" | "student"
        | "lawyer" | "attorney" | "victim" | "suspect" | "witness" | "defendant" | "driver"
        | "child" | "baby" | "infant" | "person" | "patient" | "farmer" | "worker" | "employee"
        | "employer" | "owner" | "editor" | "journalist" | "reporter" | "critic" | "candidate"
        | "founder" | "executive" | "economist" | "analyst" | "researcher" | "soldier"
        | "sailor" | "pilot" | "expert" | "member" | "resident" | "tourist" | "traveller"
        | "visitor" | "customer" | "guest" | "guy's" | "speaker" | "successor" | "predecessor"
        | "assistant" | "adviser" | "advisor" | "official" | "biographer" | "historian"
        | "individual" | "learner" | "reader" | "buyer" | "seller" | "producer" | "publisher"
        | "stranger" => person(Unknown),
        "men" | "women" | "boys" | "girls" | "people" | "children" | "kids" | "parents"
        | "students" | "workers" | "players" | "members" | "friends" | "fans" | "officials"
        | "residents" | "police" | "farmers" | "voters" | "soldiers" | "troops" | "families"
        | "brothers" | "sisters" | "sons" | "daughters" | "couple" | "pair" | "leaders"
        | "ministers" | "politicians" | "teachers" | "researchers" | "scientists" | "experts"
        | "visitors" | "tourists" | "passengers" | "customers" | "patients" | "victims"
        | "critics" | "colleagues" | "relatives" | "individuals" | "adults" | "others"
        | "citizens" | "lawyers" | "doctors" | "nurses" | "authors" | "artists" | "companies"
        | "countries" | "cities" | "states" | "parties" | "groups" | "teams" | "those"
        | "participants" | "learners" | "readers" | "buyers" | "travellers" | "locals"
        | "candidates" | "protesters" | "employees" => Some(Noun::Persons),
        "company" | "firm" | "corporation" | "business" | "retailer" | "manufacturer"
        | "airline" | "bank" | "lender" | "broadcaster" | "brewer" | "carmaker" | "automaker"
        | "publisher's" | "supermarket" | "insurer" | "miner" | "party" | "team" | "club"
        | "side" | "band" | "union" | "university" | "college" | "school" | "agency"
        | "ministry" | "department" | "council" | "committee" | "commission" | "court"
        | "organisation" | "organization" | "association" | "charity" | "foundation"
        | "newspaper" | "magazine" | "watchdog" | "regulator" | "institute" | "group"
        | "federation" | "league" | "church" | "museum" | "hospital" | "startup" | "start-up"
        | "government" | "bureau" | "authority" | "board" | "society" | "academy" | "tribunal"
        | "parliament" => Some(Noun::Organisation),
        "city" | "town" | "village" | "country" | "nation" | "state" | "island" | "region"
        | "province" | "county" | "district" | "capital" | "suburb" | "kingdom" | "republic"
        | "archipelago" | "continent" | "territory" => Some(Noun::Place),
        _ => None,
    }
}

/// What somebody may be beside what [`noun`] knows, of whom a text seldom speaks by that word again: `the Chelsea winger`.
pub(super) fn is_role(word: &str) -> bool {
    matches!(
        word,
        "alum"
            | "drummer"
            | "guitarist"
            | "bassist"
            | "vocalist"
            | "pianist"
            | "violinist"
            | "cellist"
            | "conductor"
            | "dancer"
            | "defender"
            | "winger"
            | "batsman"
            | "bowler"
            | "quarterback"
            | "cyclist"
            | "swimmer"
            | "sprinter"
            | "boxer"
            | "golfer"
            | "engineer"
            | "chef"
            | "playwright"
            | "screenwriter"
            | "sculptor"
            | "activist"
            | "campaigner"
    )
}

/// True for a word that looks like the plural of a noun that `they` may stand for.
pub(super) fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && !is_verb(word)
        && !matches!(
            word,
            "afterwards"
                | "always"
                | "besides"
                | "centuries"
                | "days"
                | "decades"
                | "does"
                | "dollars"
                | "economics"
                | "hours"
                | "hundreds"
                | "kilometres"
                | "means"
                | "meters"
                | "metres"
                | "miles"
                | "millions"
                | "minutes"
                | "months"
                | "news"
                | "ones"
                | "perhaps"
                | "politics"
                | "seconds"
                | "series"
                | "sometimes"
                | "thousands"
                | "times"
                | "towards"
                | "weeks"
                | "years"
        )
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "to"
            | "for"
            | "with"
            | "on"
            | "at"
            | "from"
            | "by"
            | "about"
            | "as"
            | "into"
            | "like"
            | "through"
            | "after"
            | "over"
            | "between"
            | "out"
            | "against"
            | "during"
            | "without"
            | "before"
            | "under"
            | "around"
            | "among"
            | "near"
            | "since"
            | "than"
            | "behind"
            | "beside"
            | "besides"
            | "beyond"
            | "towards"
            | "toward"
            | "upon"
            | "via"
            | "alongside"
            | "despite"
            | "outside"
            | "inside"
            | "onto"
            | "off"
            | "across"
            | "per"
    )
}

/// True for a name, folded, by which many people go: nationalities, faiths, parties in the plural, and those without one.
pub(super) fn is_people(word: &str) -> bool {
    let plural = ["ans", "ese", "ish", "ists", "ites", "crats", "ives"];
    plural
        .iter()
        .any(|end| word.ends_with(end) && word.len() > end.len() + 1)
        || matches!(
            word,
            "french"
                | "dutch"
                | "swiss"
                | "greeks"
                | "turks"
                | "arabs"
                | "jews"
                | "muslims"
                | "sikhs"
                | "hindus"
                | "catholics"
                | "protestants"
                | "shiites"
                | "sunnis"
                | "kurds"
                | "poles"
                | "swedes"
                | "danes"
                | "finns"
                | "scots"
                | "thais"
                | "israelis"
                | "pakistanis"
                | "iraqis"
                | "bangladeshis"
                | "afghans"
                | "serbs"
                | "croats"
                | "czechs"
                | "tories"
                | "greens"
                | "liberals"
                | "rohingya"
                | "taliban"
                | "maori"
                | "inuit"
                | "labour"
        )
}

/// True for a word with which a date may end: a year, a day of the week, a month.
pub(super) fn ends_date(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
        || matches!(
            word,
            "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "january"
                | "february"
                | "march"
                | "april"
                | "may"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "today"
                | "yesterday"
        )
}

pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "but"
            | "or"
            | "that"
            | "because"
            | "while"
            | "when"
            | "if"
            | "although"
            | "though"
            | "who"
            | "which"
            | "where"
            | "whereas"
            | "as"
            | "so"
            | "until"
            | "once"
            | "whose"
            | "before"
            | "after"
            | "since"
            | "whether"
            | "why"
            | "how"
            | "what"
    )
}

/// True for a word that looks like a finite verb: auxiliaries, common irregular pasts, `-ed` and reporting verbs.
pub(super) fn is_verb(word: &str) -> bool {
    if matches!(
        word,
        "is" | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "has"
            | "had"
            | "have"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "shall"
            | "should"
            | "must"
            | "does"
            | "did"
            | "do"
            | "'s"
            | "’s"
            | "'d"
            | "’d"
            | "'ll"
            | "’ll"
            | "'re"
            | "’re"
            | "'ve"
            | "’ve"
            | "went"
            | "came"
            | "took"
            | "made"
            | "got"
            | "gave"
            | "found"
            | "thought"
            | "became"
            | "left"
            | "felt"
            | "put"
            | "brought"
            | "began"
            | "kept"
            | "held"
            | "stood"
            | "heard"
            | "let"
            | "meant"
            | "set"
            | "met"
            | "ran"
            | "paid"
            | "sat"
            | "spoke"
            | "lay"
            | "led"
            | "grew"
            | "lost"
            | "fell"
            | "sent"
            | "built"
            | "understood"
            | "drew"
            | "broke"
            | "spent"
            | "cut"
            | "rose"
            | "drove"
            | "bought"
            | "wore"
            | "chose"
            | "won"
            | "fought"
            | "taught"
            | "sold"
            | "wrote"
            | "saw"
            | "knew"
            | "told"
            | "said"
            | "says"
            | "won't"
            | "ate"
            | "drank"
            | "sang"
            | "hit"
            | "shot"
            | "quit"
            | "struck"
            | "threw"
            | "flew"
            | "sought"
            | "wants"
            | "makes"
            | "takes"
            | "comes"
            | "goes"
            | "gets"
            | "gives"
            | "plays"
            | "works"
            | "lives"
            | "wins"
            | "lies"
            | "becomes"
            | "remains"
            | "seems"
            | "looks"
            | "needs"
            | "plans"
            | "hopes"
            | "leads"
            | "runs"
            | "writes"
            | "tells"
            | "leaves"
            | "returns"
            | "won’t"
            | "forgot"
            | "swam"
            | "rode"
            | "hid"
            | "died"
    ) {
        return true;
    }
    (word.len() > 4 && word.ends_with("ed") && word.is_ascii())
        || crate::quotations::is_reporting_verb(word)
}

/// A key for comparing names: words folded, hyphens apart, `&` spelt out.
pub(super) fn name_words(text: &str) -> Vec<String> {
    text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '‐' | '‑' | '/' | ',' | '(' | ')' | '"' | '“' | '”' | '_'
            )
    })
    .filter(|word| !word.is_empty())
    .map(|word| {
        if word == "&" {
            "and".to_string()
        } else {
            fold(word)
        }
    })
    .filter(|word| !word.is_empty())
    .collect()
}
