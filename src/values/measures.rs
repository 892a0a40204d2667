//! Percentages and physical quantities: a decimal and its unit (`3.5 %`, `20 t`, `2700 km`).

use rust_decimal::Decimal;

use super::numbers::{self, Number};
use super::tokens::Tokens;
use super::{durations, money};

/// A unit's symbol and the token after it.
type Unit = (&'static str, usize);

/// The sign or words of a percentage at token `i`.
pub fn percent(t: &Tokens, i: usize) -> Option<Unit> {
    let points = |next: usize| {
        if t.is_any(next, &["point", "points"]) {
            ("pp", next + 1)
        } else {
            ("%", next)
        }
    };
    let at = if t.dash(i) && t.glued(i) && t.glued(i + 1) {
        i + 1
    } else {
        i
    };
    match t.lower(at) {
        "%" => Some(points(at + 1)),
        "percent" | "pct" => Some(points(at + 1)),
        "percentage" if t.is_any(at + 1, &["point", "points"]) => Some(("pp", at + 2)),
        "per" if t.is(t.skip_dash(at + 1), "cent") => Some(points(t.skip_dash(at + 1) + 1)),
        "pc" if !t.capitalised(at) => Some(("%", at + 1)),
        "basis" if t.is_any(at + 1, &["point", "points"]) => Some(("bp", at + 2)),
        _ => None,
    }
}

/// The unit of a physical quantity at token `i`; `glued` where it stands right after digits.
pub fn unit(t: &Tokens, i: usize, glued: bool) -> Option<Unit> {
    let length = |i: usize| -> Option<Unit> {
        Some(match t.lower(i) {
            "kilometre" | "kilometres" | "kilometer" | "kilometers" | "km" | "kms"
            | "kilometes" => ("km", i + 1),
            "metre" | "metres" | "meter" | "meters" => ("m", i + 1),
            "centimetre" | "centimetres" | "centimeter" | "centimeters" | "cm" | "cms" => {
                ("cm", i + 1)
            }
            "millimetre" | "millimetres" | "millimeter" | "millimeters" | "mm" => ("mm", i + 1),
            "mile" | "miles" => ("mi", i + 1),
            "foot" | "feet" | "ft" => ("ft", i + 1),
            "inch" | "inches" => ("in", i + 1),
            "yard" | "yards" => ("yd", i + 1),
            _ => return None,
        })
    };
    let area = |length: &str, square: bool| -> Option<&'static str> {
        Some(match (length, square) {
            ("km", true) => "km2",
            ("m", true) => "m2",
            ("cm", true) => "cm2",
            ("mi", true) => "mi2",
            ("ft", true) => "ft2",
            ("yd", true) => "yd2",
            ("in", true) => "in2",
            ("km", false) => "km3",
            ("m", false) => "m3",
            ("cm", false) => "cm3",
            ("ft", false) => "ft3",
            _ => return None,
        })
    };
    let dot = |i: usize| if t.is(i, ".") && t.glued(i) { i + 1 } else { i };
    match t.lower(i) {
        word @ ("square" | "sq" | "cubic" | "cu") => {
            let at = if matches!(word, "sq" | "cu") {
                dot(i + 1)
            } else {
                t.skip_dash(i + 1)
            };
            let square = matches!(word, "square" | "sq");
            let found = length(at).or_else(|| (t.raw(at) == "m").then_some(("m", at + 1)))?;
            return Some((area(found.0, square)?, found.1));
        }
        "nautical" if t.is_any(i + 1, &["mile", "miles"]) => return Some(("nmi", i + 2)),
        "light" if t.dash(i + 1) && t.is_any(i + 2, &["year", "years"]) => {
            return Some(("ly", i + 3));
        }
        _ => (),
    }
    if let Some((symbol, next)) = length(i) {
        // `km/h`, `miles per hour`, `kilometres an hour`, `m²`
        if t.is(next, "/") && t.is_any(next + 1, &["h", "hr", "hour"]) && symbol == "km" {
            return Some(("km/h", next + 2));
        }
        let hour = t.is_any(next, &["per", "an"]) || t.dash(next);
        let at = if t.dash(next + 1) { next + 2 } else { next + 1 };
        if hour && t.is(at, "hour") && (symbol == "km" || symbol == "mi") {
            return Some((if symbol == "km" { "km/h" } else { "mph" }, at + 1));
        }
        if t.raw(next) == "²" {
            return area(symbol, true).map(|symbol| (symbol, next + 1));
        }
        if t.raw(next) == "³" {
            return area(symbol, false).map(|symbol| (symbol, next + 1));
        }
        return Some((symbol, next));
    }
    let one = |symbol| Some((symbol, i + 1));
    match t.lower(i) {
        "kph" | "kmh" | "kmph" => return one("km/h"),
        "mph" => return one("mph"),
        "knots" => return one("kn"),
        "hectare" | "hectares" | "ha" => return one("ha"),
        "acre" | "acres" => return one("ac"),
        "tonne" | "tonnes" => return one("t"),
        "ton" | "tons" => return one("ton"),
        "kilotonnes" => return one("kt"),
        "megatonnes" => return one("Mt"),
        "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" | "kg" | "kgs" | "kilo"
        | "kilos" => return one("kg"),
        "gram" | "grams" | "gramme" | "grammes" => return one("g"),
        "milligram" | "milligrams" | "mg" => return one("mg"),
        "microgram" | "micrograms" => return one("ug"),
        "lb" | "lbs" => return one("lb"),
        "ounce" | "ounces" | "oz" => return one("oz"),
        "litre" | "litres" | "liter" | "liters" => return one("L"),
        "millilitre" | "millilitres" | "milliliter" | "milliliters" | "ml" if t.raw(i) != "ML" => {
            return one("mL");
        }
        "megalitre" | "megalitres" | "megaliters" => return one("ML"),
        "gigalitre" | "gigalitres" | "gigaliters" => return one("GL"),
        "gallon" | "gallons" => return one("gal"),
        "pint" | "pints" => return one("pt"),
        "barrel" | "barrels" => return one("bbl"),
        "bushel" | "bushels" => return one("bu"),
        "watt" | "watts" => return one("W"),
        "kilowatt" | "kilowatts" => return hours(t, i, "kW", "kWh"),
        "megawatt" | "megawatts" => return hours(t, i, "MW", "MWh"),
        "gigawatt" | "gigawatts" => return hours(t, i, "GW", "GWh"),
        "terawatt" | "terawatts" => return hours(t, i, "TW", "TWh"),
        "volt" | "volts" => return one("V"),
        "hertz" => return one("Hz"),
        "megahertz" => return one("MHz"),
        "gigahertz" => return one("GHz"),
        "horsepower" => return one("hp"),
        "kilobytes" | "kilobyte" => return one("kB"),
        "megabytes" | "megabyte" => return one("MB"),
        "gigabytes" | "gigabyte" => return one("GB"),
        "terabytes" | "terabyte" => return one("TB"),
        "calories" => return one("cal"),
        "kilocalories" => return one("kcal"),
        "kilojoules" => return one("kJ"),
        "carat" | "carats" => return one("ct"),
        "decibels" => return one("dB"),
        "celsius" | "centigrade" => return one("°C"),
        "degree" | "degrees" => {
            return Some(match t.lower(i + 1) {
                "celsius" | "centigrade" => ("°C", i + 2),
                "c" if t.raw(i + 1) == "C" => ("°C", i + 2),
                "fahrenheit" => ("°F", i + 2),
                "f" if t.raw(i + 1) == "F" => ("°F", i + 2),
                _ => ("°", i + 1),
            });
        }
        "°" | "º" => {
            return Some(match t.raw(i + 1) {
                "C" => ("°C", i + 2),
                "F" => ("°F", i + 2),
                _ => ("°", i + 1),
            });
        }
        _ => (),
    }
    // Symbols that their case tells from words.
    match t.raw(i) {
        "m" if glued || !t.is_any(i + 1, &["."]) => {
            if t.is(i + 1, "/") && t.is(i + 2, "s") {
                return Some(("m/s", i + 3));
            }
            match t.raw(i + 1) {
                "²" => Some(("m2", i + 2)),
                "³" => Some(("m3", i + 2)),
                _ => one("m"),
            }
        }
        "g" if glued => one("g"),
        "t" if glued => one("t"),
        "l" | "L" if glued => one("L"),
        "ML" => one("ML"),
        "GL" => one("GL"),
        "kW" => one("kW"),
        "MW" => one("MW"),
        "GW" => one("GW"),
        "kWh" => one("kWh"),
        "MWh" => one("MWh"),
        "GWh" => one("GWh"),
        "TWh" => one("TWh"),
        "Hz" => one("Hz"),
        "kHz" => one("kHz"),
        "MHz" => one("MHz"),
        "GHz" => one("GHz"),
        "KB" | "kB" => one("kB"),
        "MB" => one("MB"),
        "GB" => one("GB"),
        "TB" => one("TB"),
        "hp" => one("hp"),
        "dB" => one("dB"),
        "ppm" => one("ppm"),
        "C" if glued && t.len() > i => one("°C"),
        _ => None,
    }
}

fn hours(t: &Tokens, i: usize, power: &'static str, energy: &'static str) -> Option<Unit> {
    let at = t.skip_dash(i + 1);
    Some(if t.is_any(at, &["hour", "hours"]) {
        (energy, at + 1)
    } else {
        (power, i + 1)
    })
}

/// True where what stands at token `i` makes a count of the number before it, so that the number is neither
/// a day nor a year.
pub fn counts(t: &Tokens, i: usize) -> bool {
    let at = if t.dash(i) && t.glued(i) && t.glued(i + 1) {
        i + 1
    } else {
        i
    };
    percent(t, i).is_some()
        || numbers::scale(t.lower(at)).is_some()
        || (unit(t, at, t.glued(i)).is_some() && !(t.raw(at) == "m" && t.is(at + 1, ".")))
        || durations::span(t, at).is_some_and(|_| !t.is_any(at, &["second", "min", "sec"]))
        || (money::names_unit(t, at) && t.raw(at) != "US")
}

/// A percentage or quantity after its number: the value, whether it is a percentage, and the token after it.
pub struct Measure {
    pub value: String,
    pub percent: bool,
    pub next: usize,
    unit: &'static str,
}

impl Measure {
    /// The value with another number before the unit, for `25 and 50 per cent`.
    pub fn with(&self, number: &Number) -> String {
        format!("{} {}", number.text(), self.unit)
    }
}

/// What a number measures.
pub fn after_number(t: &Tokens, number: &Number, weight: bool) -> Option<Measure> {
    let measure = |unit: &'static str, next, percent| Measure {
        value: format!("{} {unit}", number.text()),
        percent,
        next,
        unit,
    };
    if let Some((unit, next)) = percent(t, number.next) {
        return Some(measure(unit, next, true));
    }
    let dash = t.dash(number.next) && t.glued(number.next) && t.glued(number.next + 1);
    let at = if dash { number.next + 1 } else { number.next };
    let glued = t.glued(number.next) && !dash && !number.worded;
    if weight && t.is_any(at, &["pound", "pounds"]) {
        return Some(measure("lb", at + 1, false));
    }
    let (unit, next) = unit(t, at, glued)?;
    // A bare letter after a word or a space is no unit: `one m`, `a 5 C`.
    if unit.len() == 1 && t.raw(at).len() == 1 && number.worded {
        return None;
    }
    // `three degrees` may be a student's.
    if unit == "°" && number.worded && !number.value.is_sign_negative() {
        return None;
    }
    // `6 feet 2 inches`, `6ft 2in`
    if unit == "ft" && !dash {
        let and = if t.is(next, "and") { next + 1 } else { next };
        if let Some(inches) = numbers::number(t, and)
            && t.is_any(inches.next, &["in", "inch", "inches"])
            && inches.value < Decimal::from(12)
            && (!t.is(inches.next, "in") || t.glued(inches.next))
        {
            let total = number
                .value
                .checked_mul(Decimal::from(12))?
                .checked_add(inches.value)?;
            let value = format!("{} in", numbers::decimal(total));
            return Some(Measure {
                value,
                percent: false,
                next: inches.next + 1,
                unit: "in",
            });
        }
    }
    Some(measure(unit, next, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for (text, value) in [
            ("3.5 per cent", "3.5 %"),
            ("30%", "30 %"),
            ("twenty percent", "20 %"),
            ("two percentage points", "2 pp"),
            ("25 basis points", "25 bp"),
            ("2,700 km", "2700 km"),
            ("20 tonnes", "20 t"),
            ("five feet", "5 ft"),
            ("6 feet 2 inches", "74 in"),
            ("100m", "100 m"),
            ("50-tonne", "50 t"),
            ("40 square kilometres", "40 km2"),
            ("35 degrees Celsius", "35 °C"),
            ("24°C", "24 °C"),
            ("110 km/h", "110 km/h"),
            ("60 miles per hour", "60 mph"),
            ("250 megawatt hours", "250 MWh"),
            ("1.5 million hectares", "1500000 ha"),
            ("six-foot", "6 ft"),
            ("300 people", ""),
            ("2 in", ""),
        ] {
            let t = Tokens::new(text);
            let n = numbers::number(&t, 0).unwrap();
            assert_eq!(
                after_number(&t, &n, false)
                    .map(|m| m.value)
                    .unwrap_or_default(),
                value,
                "{text}"
            );
        }
    }
}
