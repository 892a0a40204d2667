//! The signs of money that several countries share.

/// The currencies (ISO 4217) that a document means by the signs that several countries share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    pub dollar: &'static str,
    pub rupee: &'static str,
    pub yen: &'static str,
}

impl Default for Signs {
    fn default() -> Self {
        Signs {
            dollar: "USD",
            rupee: "INR",
            yen: "JPY",
        }
    }
}
