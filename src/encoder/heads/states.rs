//! Reading the states of spans out of a batch.

use tch::{Kind, Tensor};

/// `[batch, pieces + 1, hidden]`: sums of the states before each piece, so that any span's mean is one subtraction.
pub(super) fn prefix_sums(states: &Tensor) -> Tensor {
    let zero = states.narrow(1, 0, 1).zeros_like();
    Tensor::cat(&[zero, states.cumsum(1, Kind::Float)], 1)
}

pub(super) fn pick(states: &Tensor, row: &Tensor, column: &Tensor) -> Tensor {
    states.index(&[Some(row.shallow_clone()), Some(column.shallow_clone())])
}

/// A span of pieces in a row of a batch, `[start, end)`, special pieces counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub row: i64,
    pub start: i64,
    pub end: i64,
}

pub(super) fn column(places: &[Place], of: impl Fn(&Place) -> i64, like: &Tensor) -> Tensor {
    Tensor::from_slice(&places.iter().map(of).collect::<Vec<_>>()).to_device(like.device())
}
