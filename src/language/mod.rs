//! The shelf: what English words are. Every list of words that a rule asks for stands in `en/*.tsv`, none in code.
//!
//! A file is a head of `#` lines (what it holds, its source, its licence) and rows `word TAB classes TAB note`:
//!
//! ```text
//! january TAB month=1
//! city TAB place_noun organisation_tail TAB Manchester City
//! ```
//!
//! A word may stand in several rows and files; it has the classes of all. A class may carry a value (`month=1`). A word is
//! looked up exactly as it is given, so a caller that wants any case gives lower case. A phrase of several words is a row too,
//! its words parted by single spaces.
//!
//! To add a word, add a row. To add a class, add a line to `word_classes!` below. To add a file, add its name to `FILES`.

pub(crate) mod nouns;

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

/// Declares the classes: the variant, its name in the files, and what it means.
macro_rules! word_classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What a word is, so far as some rule asks for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum WordClass {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl WordClass {
            const ALL: &'static [(WordClass, &'static str)] = &[$((WordClass::$variant, $name),)+];
        }
    };
}

word_classes! {
    /// A third-person pronoun, as the measure of coreference asks for it.
    GoldThirdPerson = "gold_third_person",
    /// A pronoun, as KnowledgeNet has one in place of a name.
    GoldPronoun = "gold_pronoun",
    /// A word without a capital inside a name of GUM.
    GoldNameLink = "gold_name_link",
    /// A word without a capital inside GUM's name of a body or place.
    GoldBodyLink = "gold_body_link",
    /// What a treebank's tokens part from the word before.
    TreebankClitic = "treebank_clitic",
    /// A month by its full name or abbreviation; the value is its number, 1 to 12.
    Month = "month",
    /// A month's abbreviation.
    MonthAbbreviation = "month_abbreviation",
    // identities
    /// The name of a rule that gives an entity its identity; the value is the share that was right.
    IdentityRule = "identity_rule",

    // Values and ends of sentences.
    /// A word right before an age. Example: `aged 12`.
    AgeCue = "age_cue",
    /// A word before `age of`. Example: `the tender age of six`.
    AgeOfLead = "age_of_lead",
    /// A form of `turn`, after which an age follows. Example: `she turned 50`.
    BirthdayVerb = "birthday_verb",
    /// A word before `turn` that makes a verb of it. Example: `she will turn 50`.
    BirthdayAuxiliary = "birthday_auxiliary",
    /// A word between `aged` and the age. Example: `aged under 16`.
    AgeLimit = "age_limit",
    /// A word that may follow the age after `turned`. Example: `turned 50 in May`; not: `turned 12 acres`.
    AfterBirthday = "after_birthday",
    /// A verb between a person and an age. Example: `he was 90`.
    AgeCopula = "age_copula",
    /// A subject of which an age may be said. Example: `she is 42`.
    AgeSubject = "age_subject",
    /// A place, a people or an institution that speaks for a country; the value is the country (ISO 3166).
    CountryEvidence = "country_evidence",
    /// A country, in capitals; the value is the currency that it means by `$`.
    DollarOf = "dollar_of",
    /// A country, in capitals; the value is the currency that it means by `Rs`.
    RupeeOf = "rupee_of",
    /// A country, in capitals; the value is the currency that it means by `¥`.
    YenOf = "yen_of",
    /// A word or a spelling that American papers do not use.
    NotAmerican = "not_american",
    /// A day of the week by its name or abbreviation; the value counts from Monday, 1 to 7.
    Weekday = "weekday",
    /// A weekday's abbreviation. Some are words too (`sun`, `wed`).
    WeekdayAbbreviation = "weekday_abbreviation",
    /// A season; the value is its number in EDTF: 21 spring, 22 summer, 23 autumn, 24 winter.
    Season = "season",
    /// A season that is also a leap, a coil or a drop.
    AmbiguousSeason = "ambiguous_season",
    /// A holiday whose day a year tells; the value is month and day (`12-25`), days from Easter Sunday (`easter-2`), or month, weekday and its count (`11-thursday-4`, the fourth Thursday of November). `'` stands for any apostrophe, and a single word may be followed by `day`.
    Holiday = "holiday",
    /// A word that opens a clause, so that a verb behind it is farther away.
    ClauseOpener = "clause_opener",
    /// A word that says that what follows is ahead. Example: `is due on Friday`; not: `was due`.
    FutureCue = "future_cue",
    /// An auxiliary that puts a word about the future into the past. Example: `was due`.
    PastBefore = "past_before",
    /// A word before `will` that makes a noun of it. Example: `free will`.
    BeforeNounWill = "before_noun_will",
    /// A verb that tells in the present what is fixed for later. Example: `trading resumes Monday`.
    ScheduledVerb = "scheduled_verb",
    /// A word of what happens again and again. Example: `it usually opens on Monday`.
    HabitAdverb = "habit_adverb",
    /// A word right before a day that is ahead. Example: `payable Dec. 1`.
    DueWord = "due_word",
    /// An auxiliary that by itself tells the past.
    PastAuxiliary = "past_auxiliary",
    /// A word that tells the present or what is always so.
    PresentCue = "present_cue",
    /// An auxiliary of the future before a participle. Example: `will be held`.
    FutureAuxiliary = "future_auxiliary",
    /// A word before a participle that takes the past from it. Example: `to be opened`.
    UntensedLead = "untensed_lead",
    /// An auxiliary before a participle that tells the past. Example: `has been opened`.
    PastLead = "past_lead",
    /// A determiner before a participle that describes a noun. Example: `the proposed law`.
    ParticipleLead = "participle_lead",
    /// A word in `-ed` that is no past tense.
    NotPast = "not_past",
    /// A past tense or past participle that does not end in `-ed`.
    IrregularPast = "irregular_past",
    /// A word before a date at which something ends. Example: `until March`.
    EndLead = "end_lead",
    /// A verb of what is put off or lasts until a later date. Example: `postponed until Saturday`.
    DeferringVerb = "deferring_verb",
    /// A word for a part of a year, decade or century before it. Example: `early 2014`.
    PartOfPeriod = "part_of_period",
    /// A word that makes degrees of `the 80s`. Example: `temperatures in the 80s`.
    TemperatureCue = "temperature_cue",
    /// A decade of the twentieth century in words; the value is its year without the last digit.
    Decade = "decade",
    /// What a hyphen may join to a year. Example: `mid-1980s`; not: `COVID-19`.
    YearPrefix = "year_prefix",
    /// A mark of the era after a year, in capitals; the value is `before` or `after` Christ.
    Era = "era",
    /// A word after which four digits are a number or a count rather than a year. Example: `flight 1947`.
    Numbered = "numbered",
    /// A word two before four digits that makes a count of them. Example: `more than some 1950`.
    CountLead = "count_lead",
    /// An abbreviation before a number that is no year. Example: `No. 1947`.
    NumberAbbreviation = "number_abbreviation",
    /// A word after which four digits are nearly always a year. Example: `since 1996`.
    YearLead = "year_lead",
    /// An abbreviation before a year: circa, born, died, married.
    YearAbbreviation = "year_abbreviation",
    /// A word after which four digits may be a year. Example: `by 1859`.
    PossibleYearLead = "possible_year_lead",
    /// A word before a recent year that describes a noun. Example: `a 2000 interview`.
    YearDeterminer = "year_determiner",
    /// A word before a year of 1500 to 1899 that describes a noun. Example: `the 1836 assault`.
    OldYearDeterminer = "old_year_determiner",
    /// A noun that is counted and does not look like a plural in `-s` or is too short for one.
    CountedNoun = "counted_noun",
    /// A plural that a year stands before without counting it. Example: `the 2014 elections`.
    YearlyNoun = "yearly_noun",
    /// A word that may follow a number without being what it counts. Example: `in 1996 he left`.
    AfterDate = "after_date",
    /// The noun after a century's number.
    CenturyNoun = "century_noun",
    /// The letters after the digits of an ordinal.
    OrdinalSuffix = "ordinal_suffix",
    /// A word between two centuries. Example: `17th and 18th centuries`.
    CenturyJoin = "century_join",
    /// A word between the ends of a range of dates. Example: `March to August`.
    DateRangeJoin = "date_range_join",
    /// A word before the end of a range of dates. Example: `from 1990 to about 2000`.
    RangeEndModifier = "range_end_modifier",
    /// A word after `September 11` that says that the day of 2001 is meant.
    AttackWord = "attack_word",
    /// A word between two days of a month. Example: `5 to 7 May`.
    DayRangeJoin = "day_range_join",
    /// A word after which digits with points between them are no date. Example: `version 1.2.2014`.
    VersionWord = "version_word",
    /// A noun that makes a name of the weekday before it. Example: `the Sunday Times`.
    WeekdayNameTail = "weekday_name_tail",
    /// A part of the day in the plural. Example: `Friday nights`.
    PartsOfDay = "parts_of_day",
    /// A word before a weekday that means no certain one. Example: `on a Monday`.
    AnyWeekdayLead = "any_weekday_lead",
    /// A word before weekdays that means all of them. Example: `every Tuesday and Friday`.
    EveryLead = "every_lead",
    /// A word that makes a name of the weekday behind it. Example: `Black Friday`.
    WeekdayNameLead = "weekday_name_lead",
    /// A part of the day. Example: `Sunday night`.
    PartOfDay = "part_of_day",
    /// A noun that takes the ordinal after a month for itself. Example: `in May first round losers`.
    OrdinalNoun = "ordinal_noun",
    /// A word after which a month's name that is another word too is the month. Example: `in May`.
    MonthLead = "month_lead",
    /// A word before a date that leaves open when in it. Example: `earlier this week`.
    LooseTime = "loose_time",
    /// A word between a season and its year. Example: `the summer of that year`.
    AfterSeason = "after_season",
    /// A word before a season that stands as a time. Example: `in the summer`.
    SeasonLead = "season_lead",
    /// What stands before a fiscal year. Example: `FY2020`.
    FiscalYear = "fiscal_year",
    /// A word near `the first quarter` that says that it is a year's and no game's.
    FinancialWord = "financial_word",
    /// A word of a game, whose quarters are no part of a year.
    GameWord = "game_word",
    /// What a company reports of. Example: `the year-earlier period`.
    PeriodNoun = "period_noun",
    /// A word between two months. Example: `in March and April`.
    MonthJoin = "month_join",
    /// A unit of the calendar in the singular. Example: `last month`.
    CalendarUnit = "calendar_unit",
    /// A word before `the weekend` that makes a time of it. Example: `at the weekend`.
    WeekendLead = "weekend_lead",
    /// A word that counts a unit from the day of publication; the value says how many. Example: `last month`.
    DateDeictic = "date_deictic",
    /// A word that counts a unit from the date last told; the value says how many. Example: `the following year`.
    DateAnaphoric = "date_anaphoric",
    /// A unit of time that a number counts; the value is its name. `quarter` by itself is more often a share.
    TimeUnit = "time_unit",
    /// A word between a number and its unit of time that changes nothing. Example: `three straight days`.
    DurationFiller = "duration_filler",
    /// A noun that a length of time describes. Example: `a day trip`.
    DayNoun = "day_noun",
    /// A share of what follows. Example: `a quarter of a century`.
    ShareNoun = "share_noun",
    /// A noun before `in a` and a unit of time, which is a rate. Example: `four times in a year`.
    RateNoun = "rate_noun",
    /// A word before `a week` that makes a length of it. Example: `for a week`; not: `$5 a week`.
    DurationLead = "duration_lead",
    /// A time zone.
    TimeZone = "time_zone",
    /// A part of the day that tells which half an hour is of. Example: `3:30 in the afternoon`.
    HalfOfDay = "half_of_day",
    /// A word before a time on the 24-hour clock. Example: `at 22:30`.
    ClockLead = "clock_lead",
    /// A word before `noon` or `midnight` that makes a time of it. Example: `shortly before noon`.
    NoonLead = "noon_lead",
    /// A time of the day by name; the value is the hour.
    NamedTime = "named_time",
    /// A word between two times. Example: `9am to 5pm`.
    TimeJoin = "time_join",
    /// What may follow a time on the 24-hour clock. Example: `15:00 hrs`.
    ClockUnit = "clock_unit",
    /// A word by which pounds in its sentence are a weight, unless a sign of money stands there.
    WeightCue = "weight_cue",
    /// A word two before a year in which something began, so that later dates are not of that year. Example: `it began in 1996`.
    StartWord = "start_word",
    /// A word before a date that ends or begins a stretch. Example: `since 1900`.
    LimitLead = "limit_lead",
    /// A word before `one day` that makes a length of it. Example: `within one day`; not: `one day he left`.
    OneDayLead = "one_day_lead",
    /// A word between two numbers that share a unit. Example: `25 and 50 per cent`.
    AmountJoin = "amount_join",
    /// A whole number below twenty, or a round ten below a hundred, in words.
    Cardinal = "cardinal",
    /// A word that multiplies the number before it. Example: `3.5 million`.
    Scale = "scale",
    /// An ordinal below twenty or a round ten, as used of days and centuries.
    Ordinal = "ordinal",
    /// A fraction in one character.
    Fraction = "fraction",
    /// The indefinite article.
    IndefiniteArticle = "indefinite_article",
    /// A share that a round number has exactly; the value is it. Example: `a quarter of a million`.
    ExactShare = "exact_share",
    /// A word of percentages.
    PercentWord = "percent_word",
    /// A letter right before an amount that a scale, groups or decimals show to be money. Example: `R50 million`.
    CurrencyLetter = "currency_letter",
    /// A word behind metres that says which way they are measured. Example: `40m long`.
    DimensionWord = "dimension_word",
    /// A noun behind metres of a race, a swim or a thing so long. Example: `the 400m hurdles`.
    DistanceNoun = "distance_noun",
    /// A sign of one currency; the value is its ISO 4217 code, in this file always.
    CurrencySign = "currency_sign",
    /// Letters beside a dollar sign that tell whose it is. Example: `A$20`, `$US20`.
    DollarLetters = "dollar_letters",
    /// A code or abbreviation before or after an amount. Example: `EUR 5m`, `Rs 500`.
    CurrencyCode = "currency_code",
    /// A nation before the name of its currency. Example: `Swiss francs`.
    CurrencyNation = "currency_nation",
    /// The name of a currency; the value lists the codes that it may mean: first what it means by itself (`$` the document's dollar, `-` nothing sure), then what it may mean behind a nation.
    CurrencyName = "currency_name",
    /// The name of a hundredth of a currency; its value as of `currency_name`.
    HundredthName = "hundredth_name",
    /// An abbreviation that multiplies an amount of money. Example: `£3 bn`.
    ScaleAbbreviation = "scale_abbreviation",
    /// A letter that multiplies an amount of money right before it. Example: `$10k`.
    ScaleLetter = "scale_letter",
    /// A word after `60c` that makes cents of it. Example: `60c a kilo`.
    CentRateLead = "cent_rate_lead",
    /// A unit of length; the value is its symbol.
    LengthUnit = "length_unit",
    /// A symbol of length squared.
    SquareUnit = "square_unit",
    /// A symbol of length cubed.
    CubicUnit = "cubic_unit",
    /// A word before a unit of length that squares or cubes it; the value is the power.
    AreaWord = "area_word",
    /// An abbreviation of such a word, which may end in a full stop.
    AreaAbbreviation = "area_abbreviation",
    /// A unit of measure, in lower case; the value is its symbol. `-` stands for any dash.
    Unit = "unit",
    /// A unit of power that becomes this unit of energy before `hours`. Example: `250 megawatt hours`.
    EnergyUnit = "energy_unit",
    /// The noun that makes energy of power.
    HourNoun = "hour_noun",
    /// What may follow `km/`.
    PerHour = "per_hour",
    /// A word between a unit of length and `hour`.
    RateWord = "rate_word",
    /// A degree in words.
    DegreeWord = "degree_word",
    /// A scale of temperature after degrees; a letter in capitals only.
    TemperatureScale = "temperature_scale",
    /// A symbol that its case tells from a word.
    UnitSymbol = "unit_symbol",
    /// A symbol that is a unit only right behind digits. Example: `50t`.
    GluedUnitSymbol = "glued_unit_symbol",
    /// The noun after a percentage that counts points.
    PercentPoint = "percent_point",
    /// The pound, a weight or a currency.
    PoundNoun = "pound_noun",
    /// The inch after feet.
    InchWord = "inch_word",
    /// A unit of time that by itself does not show that the number before it is a count. Example: `May 5 second round`.
    AmbiguousTimeUnit = "ambiguous_time_unit",
    /// An abbreviation that a name or number follows, so that no sentence ends with it; as it is written.
    TitleAbbreviation = "title_abbreviation",
    /// An abbreviation that a sentence may end with; as it is written, without its last full stop.
    FinalAbbreviation = "final_abbreviation",
    /// A word, capitalised, that opens a sentence far more often than it follows an abbreviation inside one.
    SentenceOpener = "sentence_opener",
    /// A verb of speech that may follow the name after a quotation. Example: `"Really?" Smith asked.`
    QuotationVerb = "quotation_verb",
    /// A personal pronoun, capitalised.
    OpeningPronoun = "opening_pronoun",
    /// What an address or a file's name may end with. Example: `example.Com`.
    AddressEnding = "address_ending",
    /// What a company's name in an abbreviation stands before. Example: `Lumo Inc. Chief Executive Karl Roth`.
    BusinessTitle = "business_title",

    // Coreference and quotations.
    /// A title that is written as part of a name and dropped from it, which leaves a surname.
    BareTitle = "bare_title",
    /// A title, an honorific or an office before a name; the value is the gender that it tells, `m` or `f`, where it tells one.
    Title = "title",
    /// A first name with one usual gender; the value is `m` or `f`.
    FirstName = "first_name",
    /// A form of a first name; names that share a value are forms of one name.
    Nickname = "nickname",
    /// A word that opens a surname of several words.
    NameParticle = "name_particle",
    /// Letters behind a person's name, in capitals: `OBE`.
    PostNominal = "post_nominal",
    /// The number of one who reigns.
    RegnalNumber = "regnal_number",
    /// A noun for one person.
    PersonNoun = "person_noun",
    /// A noun for one person that tells nothing that a reader would have to know about them: `man`, `star`.
    GenericPersonNoun = "generic_person_noun",
    /// A noun for somebody's relative, friend or partner; the value is the relation.
    RelativeNoun = "relative_noun",
    /// The gender of the persons that a noun names: `m` or `f`.
    NounGender = "noun_gender",
    /// A plural noun for people.
    PeopleNoun = "people_noun",
    /// A noun for an organisation.
    OrganisationNoun = "organisation_noun",
    /// A noun for a place.
    PlaceNoun = "place_noun",
    /// A person's role by which a text seldom speaks of them again: `winger`.
    RoleNoun = "role_noun",
    /// A rule of coreference; the value is the share of its mentions that were right.
    Confidence = "confidence",
    /// A noun that only a country may be called by.
    CountryNoun = "country_noun",
    /// A noun that no country may be called by.
    CityNoun = "city_noun",
    /// A noun by which a text calls its own country: `our Nation`.
    NationNoun = "nation_noun",
    /// A noun that may be said of an organisation or place whose name does not have the word.
    GenericBodyNoun = "generic_body_noun",
    /// A noun for one person who usually stays unnamed: `spokesman`.
    UnnamedPerson = "unnamed_person",
    /// An abbreviation that names one person: `MP`.
    PersonAbbreviation = "person_abbreviation",
    /// A noun that ends like one of a person and names a thing: `letter`.
    AgentiveThing = "agentive_thing",
    /// A word in `-s` that is no plural which `they` may stand for.
    NotPlural = "not_plural",
    /// The legal form behind a company's name.
    CompanySuffix = "company_suffix",
    /// A word that a name of an organisation may leave off at its end.
    OrganisationTail = "organisation_tail",
    /// What a company deals in, by which its name goes on.
    Business = "business",
    /// What bodies call themselves for short: `the Court`.
    ShortBodyName = "short_body_name",
    /// A word of a name that has no letter in its abbreviation.
    UninitialledWord = "uninitialled_word",
    /// A word that a name of a place may leave off at its end.
    PlaceTail = "place_tail",
    /// A word that may open the full name of a place: `City of Norrby`.
    PlaceKind = "place_kind",
    /// A word that opens the full name of a country: `Republic of`.
    StateKind = "state_kind",
    /// A name that two countries share.
    DividedCountry = "divided_country",
    /// A point of the compass.
    CompassPoint = "compass_point",
    /// A name of a state or body that has several; the value is the one spelling for all.
    Alias = "alias",
    /// A state of the United States by its full name.
    UsState = "us_state",
    /// A state as datelines shorten it; the value is its full name.
    UsStatePress = "us_state_press",
    /// A state's postal code; the value is its full name.
    UsStatePostal = "us_state_postal",
    /// A word as addresses shorten it; the value is the word in full.
    ShortenedLastWord = "shortened_last_word",
    /// A name by which many people go.
    PeopleName = "people_name",
    /// The ending of names by which many people go.
    PeopleEnding = "people_ending",
    /// The ending by which the name of a country becomes that of its people.
    DemonymEnding = "demonym_ending",
    /// The ending of a noun for one who does something.
    PersonEnding = "person_ending",
    /// What stands behind the apostrophe of a clitic.
    Clitic = "clitic",
    /// An auxiliary, a common irregular past, or another finite verb form.
    FiniteVerb = "finite_verb",
    /// A verb of saying, writing or posting, in a form that reports.
    ReportingVerb = "reporting_verb",
    /// The base form of a verb of saying.
    ReportingInfinitive = "reporting_infinitive",
    /// A word after which a noun phrase says what somebody is.
    PredicateOpener = "predicate_opener",
    /// A verb whose subject `it` stands for nothing.
    PleonasticVerb = "pleonastic_verb",
    /// A verb after which `it` may stand for nothing.
    PleonasticAuxiliary = "pleonastic_auxiliary",
    /// A word that follows such a verb where `it` stands for nothing.
    PleonasticComplement = "pleonastic_complement",
    /// A verb whose object `it` may stand for nothing.
    PleonasticObjectVerb = "pleonastic_object_verb",
    /// A word that follows such an object.
    PleonasticObjectComplement = "pleonastic_object_complement",
    /// A preposition.
    Preposition = "preposition",
    /// A conjunction, a relative or an interrogative word.
    Conjunction = "conjunction",
    /// A determiner that opens a definite noun phrase.
    DefiniteDeterminer = "definite_determiner",
    /// A determiner that opens an indefinite noun phrase.
    IndefiniteDeterminer = "indefinite_determiner",
    /// A possessive pronoun before a noun.
    PossessiveDeterminer = "possessive_determiner",
    /// A determiner that opens a description of one person who speaks.
    SingularDeterminer = "singular_determiner",
    /// A pronoun; the value is whom it stands for, `_`, and its case.
    Pronoun = "pronoun",
    /// A pronoun that is a subject.
    NominativePronoun = "nominative_pronoun",
    /// A pronoun of the third person that is no subject.
    ObliquePronoun = "oblique_pronoun",
    /// `they` and the forms that stand for it.
    PluralPronoun = "plural_pronoun",
    /// A word before which `her` is an object.
    AfterObjectPronoun = "after_object_pronoun",
    /// A word that opens a sentence before `I`.
    FirstPersonOpener = "first_person_opener",
    /// A word with which a date may end.
    DateEnd = "date_end",
    /// A word that ends a noun phrase before it.
    PhraseEnd = "phrase_end",
    /// A word that is no modifier of a noun.
    NoModifier = "no_modifier",
    /// A word behind a noun phrase that goes on to define it, which makes it somebody new.
    PhraseDefiner = "phrase_definer",
    /// A preposition behind an office that says whose it is.
    HolderPreposition = "holder_preposition",
    /// A preposition behind a name that says for whom somebody speaks.
    AffiliationPreposition = "affiliation_preposition",
    /// A word that may stand between a subject and its verb.
    PreverbalWord = "preverbal_word",
    /// A word that may stand between who speaks and the verb of saying.
    BetweenSubjectAndVerb = "between_subject_and_verb",
    /// A word before which no plural noun stands, but a verb.
    VerbOpener = "verb_opener",
    /// A word before a participle of naming: `formerly called`.
    RenamingOpener = "renaming_opener",
    /// A participle of naming.
    RenamingParticiple = "renaming_participle",
    /// A word that may stand between two names of one.
    RenamingWord = "renaming_word",
    /// A word before `as` that says that a name is another's: `known as`.
    RenamingAdverb = "renaming_adverb",
    /// A word that says by itself that a name is another's: `aka`.
    RenamingMark = "renaming_mark",
    /// A word that is written with an apostrophe for its first letters: `'em`.
    ElidedWord = "elided_word",
    /// A word by which somebody speaks of themselves, as it is written.
    FirstPersonForm = "first_person_form",
    /// A word that has no capital in the title of a work.
    TitleSmallWord = "title_small_word",
    /// A word that may open the words which say who spoke.
    AttributionOpener = "attribution_opener",

    // Names and relations.
    /// A country or a nation of the United Kingdom, without article, full stops and apostrophes.
    Country = "country",
    /// A label of a named-entity model; the value is the type.
    NameLabel = "name_label",
    /// What somebody is of a place: `based` in `Osaka-based`.
    PlacedSuffix = "placed_suffix",
    /// A noun of storms.
    StormNoun = "storm_noun",
    /// A noun of storms in lower case only.
    SmallStormNoun = "small_storm_noun",
    /// A noun of businesses that stands bare before the name of one: `exporter`.
    BusinessNoun = "business_noun",
    /// A word before such a bare noun.
    BeforeBusinessNoun = "before_business_noun",
    /// Somebody of whom a place has many: `grazier`.
    ResidentNoun = "resident_noun",
    /// A people, or an adjective, of a part of a country: `Tasmanian`.
    RegionPeople = "region_people",
    /// A title that no country's name stands before: `Mr`.
    CourtesyTitle = "courtesy_title",
    /// A verb of what somebody wants or tries. Example: `Corvo tried to hire him`.
    IntentionVerb = "intention_verb",
    /// A word that brings in a clause about the person before it: `who`.
    PersonRelative = "person_relative",
    /// A word that says that there are less of those behind it: `fewer`.
    FewerWord = "fewer_word",
    /// A verb or adjective of what nobody wants to happen to people: `died`.
    BadFate = "bad_fate",
    /// The letter of a party before a state or a region, in capitals. Example: `(R-TX)`.
    PartyLetter = "party_letter",
    /// What nobody wants more of: `deaths`.
    BadThing = "bad_thing",
    /// What a bad thing is counted by, behind it: `rate`.
    MeasureNoun = "measure_noun",
    /// A word that says that its subject is less: `fell`.
    FallingWord = "falling_word",
    /// A word that may stand between a subject and its verb.
    AfterSubjectWord = "after_subject_word",
    /// A verb that makes its object less: `halved`.
    LesseningVerb = "lessening_verb",
    /// A word of a sentence that says more than that something is less, or the contrary.
    ReversalBar = "reversal_bar",
    /// A word at which a subject's own phrase ends: `where`.
    SubjectEnd = "subject_end",
    /// A word that says that something was so at no time.
    NeverBefore = "never_before",
    /// A word between that and the adjective: `been this`.
    DegreeLead = "degree_lead",
    /// An adjective of what is good.
    GoodAdjective = "good_adjective",
    /// A title before a person's name that is no part of it.
    DetachedHonorific = "detached_honorific",
    /// A noun that says that a name is an institution's.
    InstitutionNoun = "institution_noun",
    /// A noun of a state's body: `consulate`.
    StateBodyNoun = "state_body_noun",
    /// A party's adjective.
    PartyAdjective = "party_adjective",
    /// The last word of a law's name.
    LawNoun = "law_noun",
    /// An article.
    Article = "article",
    /// A given name that is a word as well.
    GivenNameAndWord = "given_name_and_word",
    /// What a person has on a platform: `story`, `channel`.
    PlatformPageNoun = "platform_page_noun",
    /// A word in the name of a body that is no party.
    NonpartyBodyNoun = "nonparty_body_noun",
    /// A pronoun for a person, of which relations are asked.
    PersonArgumentPronoun = "person_argument_pronoun",
    /// A pronoun for an organisation, of which relations are asked.
    ThingArgumentPronoun = "thing_argument_pronoun",
    /// A word before the title of a chief executive of one who is none yet.
    DeputyWord = "deputy_word",
    /// A title of a chief executive.
    ChiefExecutiveTitle = "chief_executive_title",
    /// What one company makes to another that it does not own yet: `takeover bid`.
    TakeoverPhrase = "takeover_phrase",
    /// A noun of a person by what that person is to somebody, beside kin.
    RelatedPersonNoun = "related_person_noun",
    /// A word between a person and the one who describes that person. Example: `an aide to Dunn`.
    DescriptionLink = "description_link",
    /// A word that opens a condition.
    ConditionWord = "condition_word",
    /// An auxiliary that opens a condition in place of `if`.
    InvertedAuxiliary = "inverted_auxiliary",
    /// An auxiliary of what may be.
    PossibilityModal = "possibility_modal",
    /// A word behind `would` that makes a fact of it.
    AfterFactualWould = "after_factual_would",
    /// A word of denial between two mentions.
    NegationWord = "negation_word",
    /// A word before what is only rumoured, denied, offered or refused.
    UnrealWord = "unreal_word",
    /// A verb of a role in a work of fiction.
    FictionVerb = "fiction_verb",
    /// A noun of works of fiction.
    FictionNoun = "fiction_noun",
    /// What a line opens with that sites put around every article.
    BoilerplateOpening = "boilerplate_opening",
    /// What such a line ends with.
    BoilerplateEnding = "boilerplate_ending",
    /// One of the commonest words of English.
    CommonWord = "common_word",
    /// What stands before a date of publication: `published on`.
    PublicationLabel = "publication_label",
    /// What a page says that shows nothing without scripts.
    ScriptNotice = "script_notice",
    /// A line that sites put into every article.
    PageLine = "page_line",
    /// What such a line opens with.
    PageLineOpening = "page_line_opening",

    // Statements.
    /// A form of a verb of saying, writing or thinking; the value says what it governs.
    CueVerb = "cue_verb",
    /// A past tense of such a verb.
    CuePast = "cue_past",
    /// A past participle of such a verb that does not end in `-ed`.
    CueParticiple = "cue_participle",
    /// An auxiliary before a verb.
    CueAuxiliary = "cue_auxiliary",
    /// A form of `be`.
    BeForm = "be_form",
    /// An adverb that may stand between a subject and its verb, beside those in `-ly`.
    CueAdverb = "cue_adverb",
    /// A word that is a subject by itself, beside the personal pronouns.
    SubjectWord = "subject_word",
    /// A word for nobody, or that stands for no subject. Example: `there are players discussing it`.
    NobodyWord = "nobody_word",
    /// A preposition that joins noun phrases. Example: `a spokesman for the bureau`.
    PhraseLink = "phrase_link",
    /// A word that opens a clause, so that no noun phrase goes on over it.
    ClauseWord = "clause_word",
    /// A word that ends the object of a verb.
    ObjectEnd = "object_end",
    /// A time without a preposition. Example: `Hill said Monday that`.
    TimeWord = "time_word",
    /// A word that opens a question that is told.
    QuestionWord = "question_word",
    /// A noun for those to whom something is said. Example: `Hill told reporters`.
    AddresseeWord = "addressee_word",
    /// A word behind a source that says when or where. Example: `said Hill in a statement`.
    SourceEnd = "source_end",
    /// A noun with a clause of its own behind it. Example: `the fact that`.
    ContentNoun = "content_noun",
    /// A conjunction that joins the verbs of one subject.
    Coordinator = "coordinator",
    /// A conjunction that joins two finite verbs.
    VerbJoin = "verb_join",
    /// A particle of a verb. Example: `pointed out that`.
    CueParticle = "cue_particle",
    /// A preposition behind the head of a source. Example: `Macleod from Brill says`.
    SourceLink = "source_link",
    /// A word behind an aside that opens something else.
    AfterAside = "after_aside",

    // Roles.
    /// A noun of what a person is or does.
    RoleHead = "role_head",
    /// An abbreviation of a title, before a full stop. Example: `Sen. Hill`.
    RoleAbbreviation = "role_abbreviation",
    /// A verb between a person and what the person is.
    RoleCopula = "role_copula",
    /// A preposition that goes on with a role. Example: `mayor of Oslo`.
    RoleLink = "role_link",
    /// A word that may stand before a role without being part of it.
    BeforeRole = "before_role",
}

/// The files of the shelf.
const FILES: &[(&str, &str)] = &[
    ("ages", include_str!("en/ages.tsv")),
    ("boilerplate", include_str!("en/boilerplate.tsv")),
    ("calendar", include_str!("en/calendar.tsv")),
    ("countries", include_str!("en/countries.tsv")),
    ("country_evidence", include_str!("en/country_evidence.tsv")),
    ("currencies", include_str!("en/currencies.tsv")),
    ("dates", include_str!("en/dates.tsv")),
    ("durations", include_str!("en/durations.tsv")),
    ("endings", include_str!("en/endings.tsv")),
    ("evaluation", include_str!("en/evaluation.tsv")),
    ("first_names", include_str!("en/first_names.tsv")),
    ("function_words", include_str!("en/function_words.tsv")),
    ("labels", include_str!("en/labels.tsv")),
    ("identity_rules", include_str!("en/identity_rules.tsv")),
    ("months", include_str!("en/months.tsv")),
    ("names", include_str!("en/names.tsv")),
    ("nicknames", include_str!("en/nicknames.tsv")),
    ("nouns", include_str!("en/nouns.tsv")),
    ("numbers", include_str!("en/numbers.tsv")),
    ("organisations", include_str!("en/organisations.tsv")),
    ("peoples", include_str!("en/peoples.tsv")),
    ("person_names", include_str!("en/person_names.tsv")),
    ("places", include_str!("en/places.tsv")),
    ("relations", include_str!("en/relations.tsv")),
    ("rule_confidence", include_str!("en/rule_confidence.tsv")),
    ("roles", include_str!("en/roles.tsv")),
    ("sentences", include_str!("en/sentences.tsv")),
    ("sentiment", include_str!("en/sentiment.tsv")),
    ("small_words", include_str!("en/small_words.tsv")),
    ("statements", include_str!("en/statements.tsv")),
    ("tense", include_str!("en/tense.tsv")),
    ("times", include_str!("en/times.tsv")),
    ("titles", include_str!("en/titles.tsv")),
    ("units", include_str!("en/units.tsv")),
    ("verbs", include_str!("en/verbs.tsv")),
    ("publication", include_str!("en/publication.tsv")),
    ("pages", include_str!("en/pages.tsv")),
];

/// How many words of 64 bits hold a set of classes.
const WORDS: usize = 6;
const _: () = assert!(WordClass::ALL.len() <= 64 * WORDS);

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes([u64; WORDS]);

impl Classes {
    /// Tells whether the class is in the set.
    pub fn has(self, class: WordClass) -> bool {
        let bit = class as usize;
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// Tells whether any class of `other` is in the set.
    pub fn has_any(self, other: Classes) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }
}

impl From<WordClass> for Classes {
    fn from(class: WordClass) -> Self {
        let mut set = Classes::default();
        set.0[class as usize / 64] = 1 << (class as usize % 64);
        set
    }
}

impl BitOrAssign for Classes {
    fn bitor_assign(&mut self, other: Classes) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(mut self, other: Classes) -> Classes {
        self |= other;
        self
    }
}

impl BitOr for WordClass {
    type Output = Classes;

    fn bitor(self, other: WordClass) -> Classes {
        Classes::from(self) | Classes::from(other)
    }
}

impl BitOr<WordClass> for Classes {
    type Output = Classes;

    fn bitor(self, other: WordClass) -> Classes {
        self | Classes::from(other)
    }
}

/// What the shelf says of one word.
#[derive(Default)]
struct Entry {
    classes: Classes,
    values: Vec<(WordClass, &'static str)>,
}

/// The words of a language.
struct Lexicon {
    entries: HashMap<&'static str, Entry>,
    /// Of each class its words, in the order of the files.
    words: Vec<Vec<&'static str>>,
}

/// A mistake in a file of the shelf: which file and line, and what is wrong.
#[derive(Debug, PartialEq)]
struct Fault(String);

impl Lexicon {
    /// Reads files, each a name and its text.
    fn read(files: &[(&str, &'static str)]) -> Result<Self, Fault> {
        let by_name: HashMap<&str, WordClass> = WordClass::ALL
            .iter()
            .map(|(class, name)| (*name, *class))
            .collect();
        let mut lexicon = Lexicon {
            entries: HashMap::new(),
            words: vec![Vec::new(); WordClass::ALL.len()],
        };
        for (file, text) in files {
            for (number, line) in text.lines().enumerate() {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let fault = |what: &str| Fault(format!("{file}.tsv, line {}: {what}", number + 1));
                let mut cells = line.split('\t');
                let word = cells
                    .next()
                    .filter(|w| !w.is_empty())
                    .ok_or_else(|| fault("no word"))?;
                let classes = cells.next().ok_or_else(|| fault("no classes"))?;
                let entry = lexicon.entries.entry(word).or_default();
                for class in classes.split(' ').filter(|c| !c.is_empty()) {
                    let (name, value) = match class.split_once('=') {
                        Some((name, value)) => (name, Some(value)),
                        None => (class, None),
                    };
                    let class = *by_name
                        .get(name)
                        .ok_or_else(|| fault(&format!("no class is named {name}")))?;
                    if let Some(value) = value {
                        entry.values.push((class, value));
                    }
                    if !entry.classes.has(class) {
                        entry.classes |= class.into();
                        lexicon.words[class as usize].push(word);
                    }
                }
            }
        }
        Ok(lexicon)
    }
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::read(FILES) {
    Ok(lexicon) => lexicon,
    // The files are part of the program, and a test reads them.
    Err(Fault(what)) => panic!("src/language/en: {what}"),
});

/// Returns the classes of a word; none of a word that is not on the shelf.
pub(crate) fn classes(word: &str) -> Classes {
    ENGLISH
        .entries
        .get(word)
        .map_or(Classes::default(), |e| e.classes)
}

/// Tells whether a word is of a class.
pub(crate) fn is(word: &str, class: WordClass) -> bool {
    classes(word).has(class)
}

/// Returns the value that a class carries for a word: of `month` for `may` it is `5`.
pub(crate) fn value(word: &str, class: WordClass) -> Option<&'static str> {
    let entry = ENGLISH.entries.get(word)?;
    entry
        .values
        .iter()
        .find(|(c, _)| *c == class)
        .map(|(_, value)| *value)
}

/// Returns the values that a class carries for a word in its several rows: of `nickname` for `ted` they are `edward` and
/// `theodore`.
pub(crate) fn values(word: &str, class: WordClass) -> impl Iterator<Item = &'static str> {
    let entry = ENGLISH.entries.get(word);
    entry
        .into_iter()
        .flat_map(|e| &e.values)
        .filter(move |(c, _)| *c == class)
        .map(|(_, value)| *value)
}

/// Returns the words of a class, in the order of the files.
pub(crate) fn words(class: WordClass) -> &'static [&'static str] {
    &ENGLISH.words[class as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_every_class_has_a_word() {
        let lexicon = Lexicon::read(FILES).unwrap();
        for (class, name) in WordClass::ALL {
            assert!(
                !lexicon.words[*class as usize].is_empty(),
                "{name} has no word"
            );
        }
    }

    #[test]
    fn every_file_says_what_it_holds() {
        for (file, text) in FILES {
            assert!(text.starts_with("# "), "{file}.tsv has no head");
        }
    }

    #[test]
    fn a_word_has_the_classes_and_values_of_all_its_rows() {
        assert!(is("may", WordClass::Month));
        assert_eq!(value("may", WordClass::Month), Some("5"));
        assert!(!is("mayhem", WordClass::Month));
        assert!(words(WordClass::Month).contains(&"december"));
    }

    #[test]
    fn an_unknown_class_is_a_fault_that_names_file_and_line() {
        let fault = Lexicon::read(&[("x", "# head\nword\tnonsense")]).err();
        assert_eq!(
            fault,
            Some(Fault("x.tsv, line 2: no class is named nonsense".into()))
        );
    }
}
