//! Lengths of time by themselves: `three weeks`, `for a decade`.

use super::Kind;
use crate::document::EntityType;
use crate::language::WordClass;
use crate::values::durations;
use crate::values::found::Found;
use crate::values::reader::Reader;

/// A length of time; after `aged` or `age of` it is an age.
pub struct Length;

impl Kind for Length {
    fn name(&self) -> &'static str {
        "duration"
    }

    fn at(&self, reader: &Reader, i: usize) -> Option<Found> {
        let t = &reader.tokens;
        let duration = reader.duration(i)?;
        let (first, next) = (duration.first, duration.next);
        if duration.article && !durations::article_is_length(t, first, &duration) {
            return None;
        }
        // `at the age of 30 years`, `aged 12 months`
        if t.before(first, 1) == "aged"
            || (t.before(first, 1) == "of" && t.before(first, 2) == "age")
        {
            return Some(Found::value(first, next, EntityType::Age, duration.iso()?));
        }
        // `one day he left` tells no length.
        let one_day = t.is(first, "one")
            && t.is(next.checked_sub(1)?, "day")
            && !t.before_has(first, 1, WordClass::OneDayLead);
        if one_day {
            return None;
        }
        Some(Found::value(
            first,
            next,
            EntityType::Duration,
            duration.iso()?,
        ))
    }
}
