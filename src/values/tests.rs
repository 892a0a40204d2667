//! What a document's values come out as, from text to `value`.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::find;
use crate::document::{Document, EntityType, Mention, MentionKind, Part, Sentence, Span};

fn document(text: &str, published: Option<&str>) -> Document {
    Document {
        id: "d".into(),
        source: "d.txt".into(),
        title: None,
        published: published.map(|date| date.parse().unwrap()),
        language: "en".into(),
        text: text.into(),
        body_start: 0,
        ..Document::plain("", "")
    }
}

/// One sentence a line, one paragraph an empty line.
fn lines(text: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let (mut at, mut paragraph) = (0, 0);
    for line in text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if start < end {
            sentences.push(Sentence {
                part: Part::Body,
                span: Span::new(start, end),
                paragraph,
            });
        } else {
            paragraph += 1;
        }
        at += line.len() + 1;
    }
    sentences
}

/// Names are marked in the text: `{Ana Ruiz}` a person, `<US>` a place.
fn marked(text: &str) -> (String, Vec<(Span, EntityType)>) {
    let mut plain = String::new();
    let mut names = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '{' | '<' => start = plain.len(),
            '}' => names.push((Span::new(start, plain.len()), EntityType::Per)),
            '>' => names.push((Span::new(start, plain.len()), EntityType::Loc)),
            c => plain.push(c),
        }
    }
    (plain, names)
}

fn mentions(text: &str, published: Option<&str>) -> (String, Vec<Mention>) {
    let (plain, names) = marked(text);
    let document = document(&plain, published);
    let sentences = lines(&plain);
    let names: Vec<Mention> = names
        .into_iter()
        .map(|(span, entity_type)| Mention {
            sentence: sentences
                .iter()
                .position(|s| s.span.contains(span))
                .unwrap(),
            span,
            entity_type,
            kind: MentionKind::Name,
            value: None,
            score: 0.9,
            type_scores: [0.25; 4],
            rule: None,
        })
        .collect();
    let found = find(&document, &sentences, &names, None);
    (plain, found)
}

/// `text=value` of every mention of the types, one after the other.
fn read(text: &str, published: Option<&str>, types: &[EntityType]) -> String {
    let (plain, found) = mentions(text, published);
    let shown = found
        .iter()
        .filter(|m| types.is_empty() || types.contains(&m.entity_type));
    shown
        .map(|m| format!("{}={}", m.span.of(&plain), m.value.as_deref().unwrap()))
        .collect::<Vec<_>>()
        .join("; ")
}

fn check(published: Option<&str>, types: &[EntityType], cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text, published, types)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text}\n  found    {found}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const PUBLISHED: Option<&str> = Some("2019-11-19"); // a Tuesday

#[test]
fn absolute_dates() {
    check(
        PUBLISHED,
        &[],
        &[
            ("It aired on 18.11.19.", "18.11.19=2019-11-18"),
            ("It aired on Nov. 18, 2019.", "Nov. 18, 2019=2019-11-18"),
            (
                "It aired on November 18th, 2019, in Rome.",
                "November 18th, 2019=2019-11-18",
            ),
            (
                "It aired on 18 November 2019.",
                "18 November 2019=2019-11-18",
            ),
            (
                "It aired on the 18th of November 2019.",
                "18th of November 2019=2019-11-18",
            ),
            (
                "It aired on Monday, 18 November 2019.",
                "Monday, 18 November 2019=2019-11-18",
            ),
            ("It aired on 2019-11-18.", "2019-11-18=2019-11-18"),
            ("It aired on 18/11/2019.", "18/11/2019=2019-11-18"),
            ("It aired on 11/18/2019.", "11/18/2019=2019-11-18"),
            ("It aired on 18-Nov-2019.", "18-Nov-2019=2019-11-18"),
            ("He came in May 1750.", "May 1750=1750-05"),
            ("He came in May, 1750.", "May, 1750=1750-05"),
            ("He came in November of 1776.", "November of 1776=1776-11"),
            ("He died in December of 384.", "December of 384=0384-12"),
            ("The law of March '99 stands.", "March '99=1999-03"),
            ("In 1996 he left.", "1996=1996"),
            ("He has led it since 2007.", "2007=2007"),
            ("The 2012 Olympics were hers.", "2012=2012"),
            ("She won the 2014 elections.", "2014=2014"),
            ("By 1859, he was poor.", "1859=1859"),
            ("The treaty of 1648 held.", "1648=1648"),
            ("In the 1990s it grew.", "1990s=199X"),
            ("In the 1930’s it grew.", "1930’s=193X"),
            ("In the late 1970s it grew.", "late 1970s=197X"),
            ("In the mid-80s it grew.", "mid-80s=198X"),
            ("The '90s were good.", "'90s=199X"),
            ("The sixties were good.", "sixties=196X"),
            ("In the 1800s it grew.", "1800s=18XX"),
            ("In the 2000s it grew.", "2000s=200X"),
            ("In the 19th century it grew.", "19th century=18XX"),
            ("A nineteenth-century house.", "nineteenth-century=18XX"),
            (
                "In the twenty-first century it grew.",
                "twenty-first century=20XX",
            ),
            ("In the 7th century BC it fell.", "7th century BC=-06XX"),
            ("It fell in 508 BC.", "508 BC=-0507"),
            ("It rose in 394 AD.", "394 AD=0394"),
            ("Sales rose in Q3 2024.", "Q3 2024=2024-35"),
            (
                "Sales rose in the third quarter of 2024.",
                "third quarter of 2024=2024-35",
            ),
            ("They met in the summer of 2014.", "summer of 2014=2014-22"),
            ("They met in fall 2004.", "fall 2004=2004-23"),
            ("It was the winter of 1776-77.", "winter of 1776-77=1776-24"),
            ("Sales rose in fiscal 2020.", "fiscal 2020=2020"),
            ("Sales rose in FY2020.", "FY2020=2020"),
            (
                "Snow fell on Christmas Day 2010.",
                "Christmas Day 2010=2010-12-25",
            ),
            (
                "The attacks came on September 11, 2001.",
                "September 11, 2001=2001-09-11",
            ),
            (
                "The September 11 attacks changed it.",
                "September 11=2001-09-11",
            ),
            ("Early 2014 was cold.", "Early 2014=2014"),
            ("Around c. 347 he was born.", "347=0347"),
            ("In the year 71 it was built.", "71=0071"),
        ],
    );
}

#[test]
fn dates_relative_to_publication() {
    check(
        PUBLISHED,
        &[],
        &[
            ("He died on Monday.", "Monday=2019-11-18"),
            ("He died on Tuesday.", "Tuesday=2019-11-19"),
            ("He died on Wednesday.", "Wednesday=2019-11-13"),
            ("He will speak on Wednesday.", "Wednesday=2019-11-20"),
            ("The show is due to open on Friday.", "Friday=2019-11-22"),
            ("He died on Sunday night.", "Sunday night=2019-11-17"),
            ("He died last Tuesday.", "last Tuesday=2019-11-12"),
            ("They meet next Tuesday.", "next Tuesday=2019-11-26"),
            (
                "It was shown on Monday's (18.11.19) episode.",
                "Monday=2019-11-18; 18.11.19=2019-11-18",
            ),
            (
                "It was shown on Saturday (09.11.19).",
                "Saturday=2019-11-09; 09.11.19=2019-11-09",
            ),
            ("He died yesterday.", "yesterday=2019-11-18"),
            ("Trading resumes Monday.", "Monday=2019-11-25"),
            ("He speaks today.", "today=2019-11-19"),
            ("He plays tonight.", "tonight=2019-11-19"),
            ("He played last night.", "last night=2019-11-18"),
            ("He speaks tomorrow morning.", "tomorrow morning=2019-11-20"),
            (
                "He left the day before yesterday.",
                "day before yesterday=2019-11-17",
            ),
            (
                "Earlier this week, it rained.",
                "Earlier this week=2019-11-18/2019-11-24",
            ),
            ("Last week it rained.", "Last week=2019-11-11/2019-11-17"),
            ("It rained at the weekend.", "weekend=2019-11-16/2019-11-17"),
            ("It fell last month.", "last month=2019-10"),
            ("It will fall next month.", "next month=2019-12"),
            ("It fell late last year.", "late last year=2018"),
            ("It falls this year.", "this year=2019"),
            ("It fell last quarter.", "last quarter=2019-35"),
            ("It fell last summer.", "last summer=2019-22"),
            ("It opens next spring.", "next spring=2020-21"),
            ("It fell three years ago.", "three years ago=2016"),
            ("It fell a month ago.", "a month ago=2019-10"),
            (
                "It fell two weeks ago.",
                "two weeks ago=2019-11-04/2019-11-10",
            ),
            ("It fell ten days ago.", "ten days ago=2019-11-09"),
            ("It ends in two years' time.", "two years' time=2021"),
            ("She left in April.", "April=2019-04"),
            ("She will leave in April.", "April=2020-04"),
            ("She left in December.", "December=2018-12"),
            ("It has grown since January.", "January=2019-01"),
            ("It runs until March.", "March=2020-03"),
            ("Showers in April.", "April=XXXX-04"),
            ("The bay is best in April.", "April=XXXX-04"),
            ("She left last December.", "last December=2018-12"),
            ("She left on May 5.", "May 5=2019-05-05"),
            (
                "A dividend payable Dec. 1 was declared.",
                "Dec. 1=2019-12-01",
            ),
            (
                "The offer was extended to December 20.",
                "December 20=2019-12-20",
            ),
            ("He is the man set to resign Monday.", "Monday=2019-11-25"),
            ("Monday's loss is the fourth.", "Monday=2019-11-18"),
            ("It closed at the end of the year.", "end of the year=2019"),
            (
                "He came in nineteen ninety-six.",
                "nineteen ninety-six=1996",
            ),
            (
                "He came in May nineteen eighty.",
                "May nineteen eighty=1980-05",
            ),
            ("The year two thousand was wet.", "two thousand=2000"),
            ("The 2000 Olympics were hers.", "2000=2000"),
            (
                "In the third quarter the company earned $3 million, against $2 million a year ago.",
                "third quarter=2019-35; $3 million=USD 3000000; $2 million=USD 2000000; a year ago=2018-35",
            ),
            (
                "Sales in the 2018 second quarter fell; in the latest quarter they rose.",
                "2018 second quarter=2018-34; latest quarter=2018-34",
            ),
            (
                "They led by two goals in the third quarter of the game.",
                "",
            ),
            ("He left a year ago.", "a year ago=2018"),
            (
                "They meet on the last Friday of this month.",
                "last Friday of this month=2019-11-29",
            ),
            (
                "They will meet on the first Monday in April.",
                "first Monday in April=2020-04-06",
            ),
            (
                "It will open on the second Tuesday of next month.",
                "second Tuesday of next month=2019-12-10",
            ),
            (
                "It fell on the third Thursday of May 2018.",
                "third Thursday of May 2018=2018-05-17",
            ),
            (
                "It ends on the last day of June 2020.",
                "last day of June 2020=2020-06-30",
            ),
            ("They meet on the last Friday of every month.", ""),
            (
                "The trial starts on Thursday week.",
                "Thursday week=2019-11-28",
            ),
            ("It opens Monday fortnight.", "Monday fortnight=2019-12-09"),
            ("It opens a week on Friday.", "a week on Friday=2019-11-29"),
            (
                "It opens two weeks from Monday.",
                "two weeks from Monday=2019-12-09",
            ),
            (
                "He came a week last Friday.",
                "a week last Friday=2019-11-08",
            ),
            (
                "It opens three days from today.",
                "three days from today=2019-11-22",
            ),
            (
                "He died three Saturdays ago.",
                "three Saturdays ago=2019-11-02",
            ),
            (
                "It has been postponed until Saturday.",
                "Saturday=2019-11-23",
            ),
            ("It was adjourned until Friday.", "Friday=2019-11-22"),
            ("He stayed there until Friday.", "Friday=2019-11-15"),
            ("The truce will run through January.", "January=2020-01"),
            ("She will leave on 5 May.", "5 May=2020-05-05"),
            ("She left on Sunday, May 5.", "Sunday, May 5=2019-05-05"),
            (
                "She left in March of last year.",
                "March of last year=2018-03",
            ),
            ("He died on New Year's Eve.", "New Year's Eve=2018-12-31"),
            ("They will meet on Thanksgiving.", "Thanksgiving=2019-11-28"),
            (
                "They met in January and March 2000.",
                "January=2000-01; March 2000=2000-03",
            ),
        ],
    );
}

#[test]
fn without_a_day_of_publication_nothing_is_guessed() {
    check(
        None,
        &[],
        &[
            ("She left in April.", "April=XXXX-04"),
            ("She left on November 18.", "November 18=XXXX-11-18"),
            ("She left on Christmas Day.", "Christmas Day=XXXX-12-25"),
            ("She left on Monday, yesterday and last year.", ""),
            ("Sales fell in May this year.", "May this year=XXXX-05"),
            (
                "It opens from 5 to 9 May.",
                "5 to 9 May=XXXX-05-05/XXXX-05-09",
            ),
            ("She left on 03/04/19.", "03/04/19=2019-XX-XX"),
            (
                "In 1920 she left, and in May she came back.",
                "1920=1920; May=1920-05",
            ),
        ],
    );
}

#[test]
fn day_and_month_follow_the_document() {
    check(
        None,
        &[],
        &[
            (
                "From 13/02/2019 on.\nThen 03/04/2019.",
                "13/02/2019=2019-02-13; 03/04/2019=2019-04-03",
            ),
            (
                "From 02/13/2019 on.\nThen 03/04/2019.",
                "02/13/2019=2019-02-13; 03/04/2019=2019-03-04",
            ),
            (
                "Both 02/13/2019 and 13/02/2019.\nThen 03/04/2019.",
                "02/13/2019=2019-02-13; 13/02/2019=2019-02-13; 03/04/2019=2019-XX-XX",
            ),
            ("On 05/05/2019.", "05/05/2019=2019-05-05"),
        ],
    );
    check(
        Some("2019-04-04"),
        &[],
        &[("It fell on 03/04/2019.", "03/04/2019=2019-04-03")],
    );
    check(
        Some("2019-03-05"),
        &[],
        &[("It fell on 03/04/2019.", "03/04/2019=2019-03-04")],
    );
}

#[test]
fn ranges_are_intervals() {
    check(
        PUBLISHED,
        &[],
        &[
            (
                "It ran from 23 January to 9 March 2014.",
                "23 January to 9 March 2014=2014-01-23/2014-03-09",
            ),
            (
                "It ran from November 20 to January 11, 2015.",
                "November 20 to January 11, 2015=2014-11-20/2015-01-11",
            ),
            ("It ran 2010-2014.", "2010-2014=2010/2014"),
            ("It ran 1939-45.", "1939-45=1939/1945"),
            ("It grew between 1999 and 2003.", "1999 and 2003=1999/2003"),
            (
                "It ran Jan. 5-7, 2018.",
                "Jan. 5-7, 2018=2018-01-05/2018-01-07",
            ),
            (
                "It was held on 5–6 September 2019.",
                "5–6 September 2019=2019-09-05/2019-09-06",
            ),
            (
                "It ran from March to August 2011.",
                "March to August 2011=2011-03/2011-08",
            ),
            (
                "It ran from March to August.",
                "March to August=2019-03/2019-08",
            ),
            (
                "It is to run from November 15 through March 9.",
                "November 15 through March 9=2019-11-15/2020-03-09",
            ),
            (
                "From the 15th to the 19th century.",
                "15th to the 19th century=14XX/18XX",
            ),
            (
                "In the first half of 2014 it fell.",
                "first half of 2014=2014-01/2014-06",
            ),
            ("The 2006/07 season was dry.", "2006/07=2006/2007"),
            ("Open Monday to Friday.", ""),
            (
                "8 May 1912 – 3 June 1954",
                "8 May 1912=1912-05-08; 3 June 1954=1954-06-03",
            ),
            (
                "The poet {Ana Ruiz} (1912–1954) lived here.",
                "1912=1912; 1954=1954",
            ),
            ("{Ana Ruiz} (1921–99) lived here.", "1921=1921; 99=1999"),
            ("{Ana Ruiz} (b. 1960) lives here.", "1960=1960"),
            (
                "{Ana Ruiz} (8 May 1912 - 3 June 1954) lived here.",
                "8 May 1912=1912-05-08; 3 June 1954=1954-06-03",
            ),
        ],
    );
}

#[test]
fn dates_counted_from_the_date_last_told() {
    check(
        PUBLISHED,
        &[],
        &[
            (
                "In 1724 he wrote it. Two years later he left.",
                "1724=1724; Two years later=1726",
            ),
            (
                "He came on March 3, 1990. The following day he fell.",
                "March 3, 1990=1990-03-03; following day=1990-03-04",
            ),
            (
                "He came in May 1990 and left the following month.",
                "May 1990=1990-05; following month=1990-06",
            ),
            (
                "He came in 1990 and married that year.",
                "1990=1990; that year=1990",
            ),
            (
                "He came in 1990 and left in March of that year.",
                "1990=1990; March of that year=1990-03",
            ),
            (
                "In 1990 he came, and on May 5 he left.",
                "1990=1990; May 5=1990-05-05",
            ),
            ("The following year he left.", ""),
            (
                "Born in 1950.\nMoved in 1962.\nIn 1970 sang.\nIt was played on July 6.",
                "1950=1950; 1962=1962; 1970=1970; July 6=1970-07-06",
            ),
            (
                "It was the driest August since 1900.\nRain fell in August.",
                "August=2019-08; 1900=1900; August=2019-08",
            ),
        ],
    );
}

#[test]
fn numbers_that_are_no_dates() {
    check(
        PUBLISHED,
        &[],
        &[
            ("Some 2000 people came.", ""),
            ("About 1500 workers left.", ""),
            ("They won 6-3 6-4 on court 3.", ""),
            ("Call 555-2014 or 1800 555 123.", ""),
            ("Flight 1947 left from gate 12.", ""),
            ("See section 3.11.2 of page 1998.", ""),
            ("They may march on.", ""),
            ("It costs more than 1999 did.", ""),
            ("He is on call 24/7.", ""),
            ("The sun sat low, and it may fall.", ""),
            ("She read the Sunday Times.", ""),
            ("Shops cut prices on Black Friday.", ""),
            ("They meet every Monday.", ""),
            ("A COVID-19 ward.", ""),
            ("She turned to him 200 times.", ""),
            ("{May} met {April}.", ""),
            ("Version 1.2.2014 is out.", ""),
            ("It came second in the first half.", ""),
        ],
    );
}

#[test]
fn times() {
    check(
        PUBLISHED,
        &[EntityType::Time],
        &[
            ("It began at 3 p.m.", "3 p.m.=T15:00"),
            ("It began at 10.30am.", "10.30am=T10:30"),
            ("Polls closed at 22:30.", "22:30=T22:30"),
            (
                "It began at 3 p.m. on Monday.",
                "3 p.m. on Monday=2019-11-18T15:00",
            ),
            (
                "It began on November 18, 2019 at 15:00.",
                "November 18, 2019 at 15:00=2019-11-18T15:00",
            ),
            (
                "Logged 2019-11-18T15:00:07Z there.",
                "2019-11-18T15:00:07Z=2019-11-18T15:00",
            ),
            (
                "It begins at noon tomorrow.",
                "noon tomorrow=2019-11-20T12:00",
            ),
            ("It struck at midnight.", "midnight=T00:00"),
            ("It struck at 0930 GMT.", "0930 GMT=T09:30"),
            ("Open 9am to 5pm.", "9am to 5pm=T09:00/T17:00"),
            ("He met her at 3:45, or so.", ""),
            ("The odds were 3:1.", ""),
        ],
    );
}

#[test]
fn ages() {
    check(
        PUBLISHED,
        &[EntityType::Age],
        &[
            ("The 37-year-old singer left.", "37-year-old=P37Y"),
            ("A 16-month-old boy left.", "16-month-old=P16M"),
            ("The three-year-olds left.", "three-year-olds=P3Y"),
            ("He is 37 years old.", "37 years old=P37Y"),
            ("{Tom}, 42, spoke.", "42=P42Y"),
            ("{Tom} (42) spoke.", "42=P42Y"),
            ("Her boy, aged 12, spoke.", "12=P12Y"),
            ("He left at the age of 30.", "30=P30Y"),
            ("She turned 50 in May.", "50=P50Y"),
            ("The man who turns 50 today.", "50=P50Y"),
            ("He was 90.", "90=P90Y"),
            ("They have kids ages 9, 7 and 5.", "9=P9Y; 7=P7Y; 5=P5Y"),
            ("Pupils aged 12 to 16 came.", "12=P12Y; 16=P16Y"),
            ("He died at the age of four months.", "four months=P4M"),
            (
                "She has {Ben}, nine, {Lou}, seven, {Mia Rose}, five, and {Zoe}, 16 months, with him.",
                "nine=P9Y; seven=P7Y; five=P5Y; 16 months=P16M",
            ),
            ("A driver, Lena Voss, 34, said so.", "34=P34Y"),
            ("{Tom}, 3-0 up, spoke.", ""),
            ("<Paris>, 42, and more.", ""),
            ("He was 90 minutes late.", ""),
            ("She turned 12 pages.", ""),
            ("{Tom}, two and three.", ""),
        ],
    );
}

#[test]
fn durations() {
    check(
        PUBLISHED,
        &[EntityType::Duration],
        &[
            ("It took three weeks.", "three weeks=P3W"),
            ("It took 90 minutes.", "90 minutes=PT90M"),
            ("It took a decade.", "a decade=P10Y"),
            ("It took half an hour.", "half an hour=PT30M"),
            (
                "It took two and a half years.",
                "two and a half years=P2.5Y",
            ),
            (
                "It took 9 years and 10 months.",
                "9 years and 10 months=P9Y10M",
            ),
            ("An 11-year break.", "11-year=P11Y"),
            ("For the past five years it grew.", "five years=P5Y"),
            ("It took 10 to 15 minutes.", "10=PT10M; 15 minutes=PT15M"),
            ("It cost $5 a week.", ""),
            ("Twice a year he came.", ""),
            ("A second man left.", ""),
            ("A year ago he left.", ""),
            ("It was so 40,000 years ago.", "40,000 years=P40000Y"),
            ("He won three-quarters of it.", ""),
        ],
    );
}

#[test]
fn money() {
    check(
        PUBLISHED,
        &[EntityType::Money],
        &[
            ("It cost $290 million.", "$290 million=USD 290000000"),
            ("It sold at A$20 a tonne.", "A$20=AUD 20"),
            ("It sold at $US77 a barrel.", "$US77=USD 77"),
            ("It sold at <US>$77.", "US$77=USD 77"),
            ("It cost £3.5bn.", "£3.5bn=GBP 3500000000"),
            (
                "It cost two billion euros.",
                "two billion euros=EUR 2000000000",
            ),
            ("It cost 50 cents.", "50 cents=USD 0.5"),
            ("Shares fell 12p to 345p.", "12p=GBP 0.12; 345p=GBP 3.45"),
            ("It cost Rs 500 crore.", "Rs 500 crore=INR 5000000000"),
            ("It cost ¥4,000.", "¥4,000=JPY 4000"),
            (
                "It cost 20 million Australian dollars.",
                "20 million Australian dollars=AUD 20000000",
            ),
            (
                "It cost $20-30 million.",
                "$20=USD 20000000; 30 million=USD 30000000",
            ),
            (
                "It cost $5 to $7 million.",
                "$5=USD 5000000; $7 million=USD 7000000",
            ),
            (
                "It cost half a million dollars.",
                "half a million dollars=USD 500000",
            ),
            ("Nobody lost a penny.", ""),
            ("It lost -$40m on it.", "-$40m=USD -40000000"),
            (
                "Figures: USD -40000000 (2019).",
                "USD -40000000=USD -40000000",
            ),
            (
                "It lost one and a half million pounds.",
                "one and a half million pounds=GBP 1500000",
            ),
            ("It lost a third of a million pounds.", ""),
            (
                "The pre-$40m firm and the 5-€3 bet.",
                "$40m=USD 40000000; €3=EUR 3",
            ),
        ],
    );
}

#[test]
fn percentages_and_quantities() {
    check(
        PUBLISHED,
        &[EntityType::Percent, EntityType::Quantity],
        &[
            ("It fell 3.5 per cent.", "3.5 per cent=3.5 %"),
            ("It fell 30%.", "30%=30 %"),
            ("It fell thirty percent.", "thirty percent=30 %"),
            (
                "It fell between 25 and 50 per cent.",
                "25=25 %; 50 per cent=50 %",
            ),
            (
                "It fell two percentage points.",
                "two percentage points=2 pp",
            ),
            ("It is 2,700 km away.", "2,700 km=2700 km"),
            ("It sold 20 tonnes.", "20 tonnes=20 t"),
            (
                "It sold five to seven million tonnes.",
                "five=5000000 t; seven million tonnes=7000000 t",
            ),
            ("He is 6 feet 2 inches tall.", "6 feet 2 inches=74 in"),
            ("A 50-metre pool.", "50-metre=50 m"),
            ("It did 110 km/h.", "110 km/h=110 km/h"),
            ("It was minus seven degrees.", "minus seven degrees=-7 °"),
            (
                "One point two million hectares burnt.",
                "One point two million hectares=1200000 ha",
            ),
            ("In May 20 per cent left.", "20 per cent=20 %"),
            ("He lost 20 pounds of fat.", "20 pounds=20 lb"),
            (
                "Shares moved -0.5% and 3-5%.",
                "-0.5%=-0.5 %; 3=3 %; 5%=5 %",
            ),
            ("Some 40m people watched.", ""),
            ("The 40m-long bridge is 3m wide.", "40m=40 m; 3m=3 m"),
            ("Three people and 12 cows.", ""),
        ],
    );
}

#[test]
fn values_and_names() {
    // The value holds the name and is the better reading of it; a name that holds the value stays.
    check(
        PUBLISHED,
        &[],
        &[
            ("She left on {May} 5.", "May 5=2019-05-05"),
            ("She left with {May}.", ""),
            ("She left on <Friday>.", "Friday=2019-11-15"),
            ("The <September 11 Fund> paid.", ""),
        ],
    );
}

#[test]
fn the_title_is_read_too() {
    let document = Document {
        title: Some("Fire on Monday".into()),
        ..document("It burnt.", PUBLISHED)
    };
    let sentences = [
        Sentence {
            part: Part::Title,
            span: Span::new(0, 14),
            paragraph: 0,
        },
        Sentence {
            part: Part::Body,
            span: Span::new(0, 9),
            paragraph: 1,
        },
    ];
    let found = find(&document, &sentences, &[], None);
    assert_eq!(found.len(), 1);
    assert_eq!(document.mention(&sentences, &found[0]), "Monday");
    assert_eq!(found[0].value.as_deref(), Some("2019-11-18"));
}

/// Pieces that values are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        "May",
        "5",
        "2019",
        ",",
        "-",
        "–",
        "to",
        "and",
        "Monday",
        "last",
        "the",
        "of",
        "19th",
        "century",
        "$",
        "million",
        "A$",
        "20",
        ".",
        "/",
        "18",
        "1990",
        "s",
        "'",
        "’",
        "half",
        "a",
        "an",
        "hour",
        "ago",
        "year",
        "-old",
        "aged",
        "(",
        ")",
        "per cent",
        "%",
        "km",
        "pm",
        ":",
        "30",
        "summer",
        "Q3",
        "BC",
        "twenty",
        "hundred",
        "point",
        "minus",
        "£",
        "99999999999999999999",
        "Easter Monday",
        "é",
        "日",
        "billion years",
        "later",
        "from now",
        "\u{a0}",
        "fiscal",
        "quarter",
        "T",
        "½",
        "feet",
        "in",
        "9999-99-99",
    ];
    let piece = (0..PIECES.len(), prop::bool::ANY);
    prop::collection::vec(piece, 0..40).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(k, space)| format!("{}{}", PIECES[k], if space { " " } else { "" }))
            .collect()
    })
}

fn holds(text: &str, published: Option<&str>) {
    let document = document(text, published);
    let sentences = lines(text);
    let found = find(&document, &sentences, &[], None);
    let mut end = 0;
    for mention in &found {
        assert!(
            mention.span.start >= end && !mention.span.is_empty(),
            "in order: {mention:?}"
        );
        end = mention.span.end;
        assert!(
            sentences[mention.sentence].span.contains(mention.span),
            "in its sentence: {mention:?}"
        );
        assert!(text.is_char_boundary(mention.span.start) && text.is_char_boundary(end));
        assert!(
            mention.value.as_ref().is_some_and(|v| !v.is_empty()) && !mention.entity_type.is_name()
        );
    }
}

proptest! {
    #[test]
    fn any_text_gives_ordered_values_on_boundaries(text in "\\PC*") {
        holds(&text, PUBLISHED);
    }

    #[test]
    fn any_pieces_of_values_do(text in pieces(), year in -9999..=9999i16) {
        holds(&text, PUBLISHED);
        let published = jiff::civil::date(year, 12, 31);
        let mut document = document(&text, None);
        document.published = Some(published);
        find(&document, &lines(&text), &[], None);
    }
}

/// Eight times the text takes about eight times as long: each shape is one that a careless scanner reads over
/// and over.
#[test]
fn time_is_linear() {
    const SHAPES: [&str; 15] = [
        "one hundred ",
        "5-",
        "1,000",
        "May ",
        "(",
        "$",
        "5 to ",
        "1.",
        "Ana Ruiz, ",
        "Ana Ruiz, 42, ",
        "and ",
        "the the ",
        "-",
        "9",
        "x",
    ];
    for shape in SHAPES {
        let run = |times: usize| {
            let text = shape.repeat(times);
            let document = document(&text, PUBLISHED);
            let sentences = lines(&text);
            let names: Vec<Mention> = (text
                .match_indices("Ruiz")
                .map(|(at, _)| Span::new(at, at + 4)))
            .map(|span| Mention {
                sentence: 0,
                span,
                entity_type: EntityType::Per,
                kind: MentionKind::Name,
                value: None,
                score: 0.9,
                type_scores: [0.25; 4],
                rule: None,
            })
            .collect();
            let best = (0..2).map(|_| {
                let start = Instant::now();
                find(&document, &sentences, &names, None);
                start.elapsed()
            });
            best.min().unwrap()
        };
        let (short, long) = (run(2_500), run(20_000));
        // Quadratic time would take 64 times as long; the constant forgives a busy machine.
        assert!(
            long < short * 24 + Duration::from_millis(60),
            "{shape:?}: {short:?}, then {long:?}"
        );
    }
}
