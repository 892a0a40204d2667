//! Which language a text is in: English, unless it is clearly another.
//!
//! The detector is whatlang's; since it always has a guess, what a text must have to be a clear case is asked here.

use whatlang::{Lang, Script};

use crate::language::{self, WordClass};

/// Characters that are looked at: the head of an article tells.
const LOOKED_AT: usize = 4000;
/// Fewer letters are no clear case.
const FEWEST_LETTERS: usize = 60;
/// Of a text in another language, so many of its words at most are small words of English (it has some of the same
/// spelling: `in`, `was`, `her`, `to`); running English has 20 to 50 in a hundred.
const MOST_ENGLISH: f64 = 0.12;
/// The same for a text of fewer letters than [`SHORT`], where the detector errs more.
const MOST_ENGLISH_IF_SHORT: f64 = 0.05;
const SHORT: usize = 200;
/// Of running text in Latin, Greek or Cyrillic letters, so many of its words at least are not capitalised. Lists of
/// names and headlines in capitals have fewer.
const LEAST_LOWER_CASE: f64 = 0.4;
/// Of a text, so many letters at least are of the language's script.
const LEAST_OF_SCRIPT: f64 = 0.7;

/// The ISO 639-1 code of the language of `text`; `en` where the text is short or no clear case.
pub fn detect(text: &str) -> String {
    clear_case(text).unwrap_or("en").to_owned()
}

fn clear_case(text: &str) -> Option<&'static str> {
    let head = match text.char_indices().nth(LOOKED_AT) {
        Some((end, _)) => &text[..end],
        None => text,
    };
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    // A syllable or a word of these scripts is one letter.
    let dense = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    let weight = letters + 2 * head.chars().filter(|&c| dense(c)).count();
    if weight < FEWEST_LETTERS {
        return None;
    }
    let (mut words, mut english, mut lower, mut cased) = (0usize, 0usize, 0usize, 0usize);
    for word in head.split(|c: char| !c.is_alphabetic()) {
        let Some(first) = word.chars().next() else {
            continue;
        };
        words += 1;
        english += usize::from(is_small_english_word(word));
        lower += usize::from(first.is_lowercase());
        cased += usize::from(first.is_lowercase() || first.is_uppercase());
    }
    let most = if weight < SHORT {
        MOST_ENGLISH_IF_SHORT
    } else {
        MOST_ENGLISH
    };
    // This is nearly all texts, and costs little.
    if english as f64 > most * words as f64 {
        return None;
    }
    let info = whatlang::detect(head).filter(whatlang::Info::is_reliable)?;
    if info.lang() == Lang::Eng {
        return None;
    }
    let latin = head
        .chars()
        .filter(|c| c.is_alphabetic() && is_latin(*c))
        .count();
    let of_script = if info.script() == Script::Latin {
        latin
    } else {
        letters - latin
    };
    if (of_script as f64) < LEAST_OF_SCRIPT * letters as f64 {
        return None;
    }
    let mostly_names = cased * 2 > words && (lower as f64) < LEAST_LOWER_CASE * cased as f64;
    if mostly_names {
        None
    } else {
        Some(iso_639_1(info.lang()))
    }
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_small_english_word(word: &str) -> bool {
    // The longest of them has five letters.
    word.len() < 6 && language::is(&word.to_ascii_lowercase(), WordClass::CommonWord)
}

fn iso_639_1(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clear_cases() {
        for (language, text) in [
            (
                "de",
                "Der Bürgermeister sagte am Montag, dass die Brücke über den Fluss noch in diesem Jahr wieder geöffnet werden soll. Die Kosten für die Arbeiten seien höher als geplant, hieß es.",
            ),
            (
                "fr",
                "Le maire a déclaré lundi que le pont sur la rivière serait rouvert avant la fin de l'année. Le coût des travaux est plus élevé que prévu, selon la municipalité.",
            ),
            (
                "es",
                "El alcalde dijo el lunes que el puente sobre el río volverá a abrirse antes de fin de año. El coste de las obras es mayor de lo previsto, según el ayuntamiento.",
            ),
            (
                "it",
                "Il sindaco ha detto lunedì che il ponte sul fiume sarà riaperto entro la fine dell'anno. Il costo dei lavori è più alto del previsto, secondo il comune.",
            ),
            (
                "pt",
                "O presidente da câmara disse na segunda-feira que a ponte sobre o rio vai reabrir antes do fim do ano. O custo das obras é maior do que o previsto, segundo a autarquia.",
            ),
            (
                "nl",
                "De burgemeester zei maandag dat de brug over de rivier nog dit jaar weer open gaat. De kosten van het werk zijn hoger dan gepland, aldus de gemeente, die het geld nog moet vinden.",
            ),
            (
                "sv",
                "Borgmästaren sade på måndagen att bron över floden ska öppnas igen före årets slut. Kostnaden för arbetet är högre än planerat, enligt kommunen, som ännu inte har hittat pengarna.",
            ),
            (
                "pl",
                "Burmistrz powiedział w poniedziałek, że most na rzece zostanie ponownie otwarty przed końcem roku. Koszt prac jest wyższy niż planowano, podał urząd miasta.",
            ),
            (
                "fi",
                "Kaupunginjohtaja sanoi maanantaina, että joen ylittävä silta avataan uudelleen ennen vuoden loppua. Töiden kustannukset ovat suunniteltua suuremmat, kaupunki kertoi.",
            ),
            (
                "tr",
                "Belediye başkanı pazartesi günü yaptığı açıklamada, nehir üzerindeki köprünün yıl sonundan önce yeniden açılacağını söyledi. Çalışmaların maliyeti planlanandan yüksek oldu.",
            ),
            (
                "ru",
                "Мэр города сообщил в понедельник, что мост через реку снова откроют до конца года. Стоимость работ оказалась выше, чем планировали, говорится в сообщении администрации.",
            ),
            (
                "ar",
                "قال رئيس البلدية يوم الاثنين إن الجسر فوق النهر سيعاد افتتاحه قبل نهاية العام وإن تكلفة الأعمال أعلى مما كان مخططا لها",
            ),
            (
                "he",
                "ראש העיר אמר ביום שני כי הגשר מעל הנהר ייפתח מחדש לפני סוף השנה וכי עלות העבודות גבוהה מהמתוכנן, לדברי העירייה",
            ),
            (
                "el",
                "Ο δήμαρχος είπε τη Δευτέρα ότι η γέφυρα πάνω από το ποτάμι θα ανοίξει ξανά πριν από το τέλος του έτους, ενώ το κόστος των έργων είναι υψηλότερο.",
            ),
            (
                "ja",
                "市長は月曜日、川にかかる橋を年末までに再び開通させると発表した。工事の費用は当初の計画を上回っているという。",
            ),
            (
                "zh",
                "市长星期一表示，这座跨河大桥将在年底前重新开放。据市政府介绍，工程费用高于原来的计划，目前还在筹集资金。",
            ),
            (
                "ko",
                "시장은 월요일 강을 가로지르는 다리가 연말 전에 다시 열릴 것이라고 밝혔다. 공사 비용은 계획보다 높다고 시는 전했다.",
            ),
            (
                "hi",
                "महापौर ने सोमवार को कहा कि नदी पर बना पुल साल के अंत से पहले फिर से खोल दिया जाएगा। काम की लागत योजना से अधिक है।",
            ),
        ] {
            assert_eq!(detect(text), language);
            assert_eq!(detect(&format!("{text}\n\n").repeat(60)), language);
        }
    }

    #[test]
    fn english_and_unclear_texts() {
        for text in [
            "",
            "Bonjour tout le monde",
            "Paris.",
            "The mayor said on Monday that the bridge over the river would open again before the end of the year.",
            "MAYOR SAYS BRIDGE OVER RIVER TO REOPEN BEFORE YEAR END AS COST OF REPAIRS CLIMBS AGAIN",
            "Real Madrid 3, Deportivo Alavés 1; Atlético de Madrid 2, Real Sociedad 2; Celta de Vigo 0, Sevilla 1; Villarreal 4, Osasuna 0",
            "Jean-Luc Dupont, François Lefèvre, Émilie du Châtelet, Pierre-André de la Tour, Hélène Marchand, Benoît Saint-Clair",
            "Giuseppe Verdi's La Traviata, Puccini's Tosca and Rossini's Il barbiere di Siviglia are on at the Teatro alla Scala.",
            "Zhang Wei, Li Na, Wang Xiaoming, Nguyen Van Duc, Tran Thi Mai and Kim Jong-su won gold medals in Jakarta.",
            "Nguyễn Văn Đức, Trần Thị Mai, Phạm Quốc Hùng, Lê Hoàng Anh, Đặng Minh Châu, Võ Thị Sáu, Bùi Xuân Phái",
            "Wojciech Kowalczyk, Agnieszka Wiśniewska, Krzysztof Dąbrowski, Małgorzata Szymańska (all Poland)",
            "1. Müller (Ger) 3:45.1 2. Johansson (Swe) 3:45.6 3. García (Esp) 3:46.0 4. Rossi (Ita) 3:46.2 5. Novák (Cze) 3:47",
            "Wheat 245.50 up 3.25, corn 189.75 down 1.50, soybeans 402.00 unchanged, barley 178.25 up 0.75, oats 150.00",
            "The word “здравствуйте” means hello; “Добро пожаловать в Москву”, which is on the sign, is welcome to Moscow.",
            "😀😀😀 👍👍 !!! ??? ...",
        ] {
            assert_eq!(detect(text), "en", "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_language(text in "(?s).{0,300}") {
            prop_assert_eq!(detect(&text).len(), 2);
        }
    }
}
