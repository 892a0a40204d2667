//! The names of countries, by which nationality is told from residence.

/// True for a country, or a nation of the United Kingdom, by one of its usual English names, in any case, with or without an
/// article: `the Netherlands`, `U.S.`, `Scotland`. Former states are among them: people were born in them.
pub fn is_country(name: &str) -> bool {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        let word: String = word
            .chars()
            .filter(|c| !matches!(c, '.' | '’' | '\''))
            .collect();
        let word = word.to_lowercase();
        if folded.is_empty() && word == "the" {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word);
    }
    // The list is sorted: see the test.
    COUNTRIES.binary_search(&folded.as_str()).is_ok()
}

#[rustfmt::skip]
const COUNTRIES: &[&str] = &[
    "afghanistan", "albania", "algeria", "america", "andorra", "angola", "antigua and barbuda", "argentina", "armenia",
    "australia", "austria", "austria-hungary", "azerbaijan", "bahamas", "bahrain", "bangladesh", "barbados", "belarus",
    "belgium", "belize", "benin", "bhutan", "bolivia", "bosnia", "bosnia and herzegovina", "botswana", "brazil", "britain",
    "brunei", "bulgaria", "burkina faso", "burma", "burundi", "cambodia", "cameroon", "canada", "cape verde",
    "central african republic", "ceylon", "chad", "chile", "china", "colombia", "comoros", "congo", "costa rica", "croatia",
    "cuba", "cyprus", "czech republic", "czechia", "czechoslovakia", "côte divoire", "democratic republic of the congo",
    "denmark", "djibouti", "dominica", "dominican republic", "dr congo", "drc", "east germany", "east timor", "ecuador",
    "egypt", "el salvador", "england", "equatorial guinea", "eritrea", "estonia", "eswatini", "ethiopia", "fiji", "finland",
    "france", "gabon", "gambia", "georgia", "germany", "ghana", "great britain", "greece", "greenland", "grenada",
    "guatemala", "guinea", "guinea-bissau", "guyana", "haiti", "holland", "honduras", "hong kong", "hungary", "iceland",
    "india", "indonesia", "iran", "iraq", "ireland", "israel", "italy", "ivory coast", "jamaica", "japan", "jordan",
    "kazakhstan", "kenya", "kiribati", "korea", "kosovo", "kuwait", "kyrgyzstan", "laos", "latvia", "lebanon", "lesotho",
    "liberia", "libya", "liechtenstein", "lithuania", "luxembourg", "macau", "macedonia", "madagascar", "malawi", "malaysia",
    "maldives", "mali", "malta", "marshall islands", "mauritania", "mauritius", "mexico", "micronesia", "moldova", "monaco",
    "mongolia", "montenegro", "morocco", "mozambique", "myanmar", "namibia", "nauru", "nepal", "netherlands", "new zealand",
    "nicaragua", "niger", "nigeria", "north korea", "north macedonia", "northern ireland", "norway", "oman", "ottoman empire",
    "pakistan", "palau", "palestine", "panama", "papua new guinea", "paraguay", "peoples republic of china", "persia", "peru",
    "philippines", "poland", "portugal", "prussia", "puerto rico", "qatar", "republic of ireland", "republic of the congo",
    "rhodesia", "romania", "russia", "russian federation", "rwanda", "saint kitts and nevis", "saint lucia",
    "saint vincent and the grenadines", "samoa", "san marino", "saudi arabia", "scotland", "senegal", "serbia", "seychelles",
    "siam", "sierra leone", "singapore", "slovakia", "slovenia", "solomon islands", "somalia", "south africa", "south korea",
    "south sudan", "soviet union", "spain", "sri lanka", "sudan", "suriname", "swaziland", "sweden", "switzerland", "syria",
    "são tomé and príncipe", "taiwan", "tajikistan", "tanzania", "thailand", "timor-leste", "togo", "tonga",
    "trinidad and tobago", "tunisia", "turkey", "turkmenistan", "tuvalu", "türkiye", "uae", "uganda", "uk", "ukraine",
    "united arab emirates", "united kingdom", "united states", "united states of america", "uruguay", "us", "usa", "ussr",
    "uzbekistan", "vanuatu", "vatican", "vatican city", "venezuela", "vietnam", "wales", "west germany", "yemen",
    "yugoslavia", "zaire", "zambia", "zimbabwe",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_by_their_names() {
        assert!(COUNTRIES.is_sorted());
        for name in [
            "the Netherlands",
            "U.S.",
            "Scotland",
            "New Zealand",
            "UK",
            "Côte d’Ivoire",
        ] {
            assert!(is_country(name), "{name}");
        }
        for name in ["Eumundi", "Ohio", "the Hague", "North", ""] {
            assert!(!is_country(name), "{name}");
        }
    }
}
