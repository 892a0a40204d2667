//! What a document shows about its own dates.

use jiff::civil::Date;

use super::dates::expression::DateExpr;
use super::found::Leads;

/// What a document shows about its own dates.
#[derive(Default)]
pub struct Evidence {
    day_first: usize,
    month_first: usize,
    years: Vec<i64>,
    /// Words as `yesterday`, `on Monday` and `last month`, which news tells its days by.
    near: usize,
}

impl Evidence {
    /// Counts dates in digits that can be read one way only: true where the day stands first.
    pub fn add_orders(&mut self, orders: impl Iterator<Item = bool>) {
        for day_first in orders {
            if day_first {
                self.day_first += 1;
            } else {
                self.month_first += 1;
            }
        }
    }

    /// Counts the year that a date tells, and whether it is told from the day of publication.
    pub fn add_date(&mut self, expr: &DateExpr, leads: Leads) {
        if leads > Leads::No {
            self.years.extend(expr.explicit_year());
        }
        self.near += usize::from(matches!(expr, DateExpr::Weekday(..) | DateExpr::Shift(..)));
    }

    /// The order of `03/04/19`, where every date that can be read one way only agrees.
    pub fn day_first(&self) -> Option<bool> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (_, 0) => Some(true),
            (0, _) => Some(false),
            _ => None,
        }
    }

    /// True of a text that tells of other years than its own, as a life does: there `on September 4` is in
    /// the year last told.
    pub fn told_elsewhere(&self, published: Option<Date>) -> bool {
        let Some(published) = published else {
            return true;
        };
        let year = i64::from(published.year());
        let near = self
            .years
            .iter()
            .filter(|y| (year - 1..=year + 1).contains(*y))
            .count();
        let far = self.years.len() - near;
        self.near == 0 && far >= 3 && far >= 3 * near
    }
}
