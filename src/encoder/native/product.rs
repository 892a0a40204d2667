//! Products of matrices, by tiles that fit the registers.
//!
//! The right-hand matrix lies in *panels* of 16 columns: panel by panel, and in each the rows one after the other. Every
//! number of a product is summed in the order of the left row, whatever stands beside it: a row's product is the same bits in
//! every batch.

use std::marker::PhantomData;

use super::functions::{Scale, multiply_add};
use super::processor::Instructions;

/// Columns of a panel.
pub const COLUMNS: usize = 16;

/// Rows of one width in a longer slice: row `r` begins at `r * stride`.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a, T> {
    pub data: &'a [T],
    pub stride: usize,
    pub width: usize,
    pub count: usize,
}

impl<'a, T> Rows<'a, T> {
    /// Rows that follow each other without a gap.
    pub fn dense(data: &'a [T], width: usize) -> Self {
        Rows {
            data,
            stride: width,
            width,
            count: data.len() / width.max(1),
        }
    }

    #[inline(always)]
    fn row(&self, r: usize) -> &'a [T] {
        &self.data[r * self.stride..][..self.width]
    }
}

/// Where the numbers of a product go. (A trait and no closure, because a closure cannot be told to be inlined, and code that is not
/// inlined is not compiled for the kernel's instructions.)
pub trait Take<S> {
    /// Takes the 16 numbers of a row and a panel.
    fn take(&mut self, row: usize, panel: usize, numbers: S);
}

/// What may stand in a product: numbers of the left rows, 16 of a panel, and 16 sums.
trait Factor<I: Instructions>: Copy {
    type Panel: Copy;
    type Sum: Copy;
    const ZERO: Self::Sum;
    fn add_product(self, panel: &Self::Panel, sum: Self::Sum) -> Self::Sum;
}

impl<I: Instructions> Factor<I> for f32 {
    type Panel = [f32; COLUMNS];
    type Sum = [f32; COLUMNS];
    const ZERO: Self::Sum = [0.0; COLUMNS];
    #[inline(always)]
    fn add_product(self, panel: &Self::Panel, sum: Self::Sum) -> Self::Sum {
        I::add_products(sum, self, panel)
    }
}

impl<I: Instructions> Factor<I> for [u8; 4] {
    type Panel = [i8; 64];
    type Sum = [i32; COLUMNS];
    const ZERO: Self::Sum = [0; COLUMNS];
    #[inline(always)]
    fn add_product(self, panel: &Self::Panel, sum: Self::Sum) -> Self::Sum {
        I::dot(sum, self, panel)
    }
}

/// The sums of `R` rows and `P` panels from row `row` and panel `panel` on, handed `to` where they belong.
#[inline(always)]
fn tile<I: Instructions, F: Factor<I>, const R: usize, const P: usize>(
    left: &Rows<F>,
    right: &[F::Panel],
    row: usize,
    panel: usize,
    to: &mut impl Take<F::Sum>,
) {
    let depth = left.width;
    let rows: [&[F]; R] = std::array::from_fn(|r| left.row(row + r));
    let panels: [&[F::Panel]; P] = std::array::from_fn(|p| &right[(panel + p) * depth..][..depth]);
    let mut sums = [[F::ZERO; P]; R];
    for i in 0..depth {
        let elements: [F::Panel; P] = std::array::from_fn(|p| panels[p][i]);
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = rows[r][i].add_product(&elements[p], sums[r][p]);
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        for (p, sum) in sums.into_iter().enumerate() {
            to.take(row + r, panel + p, sum);
        }
    }
}

#[inline(always)]
fn panels<I: Instructions, F: Factor<I>, const P: usize>(
    left: &Rows<F>,
    right: &[F::Panel],
    panel: usize,
    to: &mut impl Take<F::Sum>,
) {
    let mut row = 0;
    while row + 6 <= left.count {
        tile::<I, F, 6, P>(left, right, row, panel, to);
        row += 6;
    }
    while row + 2 <= left.count {
        tile::<I, F, 2, P>(left, right, row, panel, to);
        row += 2;
    }
    if row < left.count {
        tile::<I, F, 1, P>(left, right, row, panel, to);
    }
}

#[inline(always)]
fn product<I: Instructions, F: Factor<I>>(
    left: &Rows<F>,
    right: &[F::Panel],
    to: &mut impl Take<F::Sum>,
) {
    if left.width == 0 {
        return;
    }
    let count = right.len() / left.width;
    let mut panel = 0;
    if I::WIDE {
        while panel + 4 <= count {
            panels::<I, F, 4>(left, right, panel, to);
            panel += 4;
        }
        while panel + 2 <= count {
            panels::<I, F, 2>(left, right, panel, to);
            panel += 2;
        }
    }
    while panel < count {
        panels::<I, F, 1>(left, right, panel, to);
        panel += 1;
    }
}

/// The product of float32 rows and panels, handed `to` where it belongs.
#[inline(always)]
pub fn product_f32<I: Instructions>(
    left: Rows<f32>,
    right: &[[f32; COLUMNS]],
    to: &mut impl Take<[f32; COLUMNS]>,
) {
    product::<I, f32>(&left, right, to);
}

/// A matrix in signed bytes, with what turns sums of its products with unsigned bytes back into numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Bytes {
    /// Panels, four rows of the matrix to an element.
    pub panels: Vec<[i8; 64]>,
    /// Of each column: what a step of its bytes is worth, and the sum of its numbers.
    pub steps: Vec<[f32; COLUMNS]>,
    pub sums: Vec<[f32; COLUMNS]>,
}

/// The product of rows of bytes, each with its scale, and a matrix of bytes, handed `to` where it belongs.
#[inline(always)]
pub fn product_bytes<I: Instructions>(
    left: Rows<[u8; 4]>,
    scales: &[Scale],
    right: &Bytes,
    to: &mut impl Take<[f32; COLUMNS]>,
) {
    let mut to = ToNumbers::<I, _> {
        scales,
        right,
        to,
        instructions: PhantomData,
    };
    product::<I, [u8; 4]>(&left, &right.panels, &mut to);
}

/// Turns sums of products of bytes into numbers.
struct ToNumbers<'a, I, T> {
    scales: &'a [Scale],
    right: &'a Bytes,
    to: &'a mut T,
    instructions: PhantomData<I>,
}

impl<I: Instructions, T: Take<[f32; COLUMNS]>> Take<[i32; COLUMNS]> for ToNumbers<'_, I, T> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, sums: [i32; COLUMNS]) {
        let Scale { step, least } = self.scales[row];
        let (steps, column_sums) = (&self.right.steps[panel], &self.right.sums[panel]);
        let mut numbers = [0.0; COLUMNS];
        for c in 0..COLUMNS {
            numbers[c] = multiply_add::<I>(step * steps[c], sums[c] as f32, least * column_sums[c]);
        }
        self.to.take(row, panel, numbers);
    }
}
