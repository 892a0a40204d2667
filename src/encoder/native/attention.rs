//! Self-attention of a sentence (Vaswani et al. 2017), one head after the other.

use super::functions::softmax_unscaled;
use super::processor::{Instructions, versions};
use super::product::{COLUMNS, Rows, Take, product_f32};

/// Memory that calls use again.
#[derive(Debug, Default)]
pub struct Scratch {
    keys: Vec<[f32; COLUMNS]>,
    values: Vec<[f32; COLUMNS]>,
    weights: Vec<f32>,
    sums: Vec<f32>,
}

/// Takes the products of queries and keys.
struct Weigh<'a> {
    weights: &'a mut [f32],
    padded: usize,
}

impl Take<[f32; COLUMNS]> for Weigh<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, numbers: [f32; COLUMNS]) {
        self.weights[row * self.padded + panel * COLUMNS..][..COLUMNS].copy_from_slice(&numbers);
    }
}

/// Takes the weighted sums of the values of one head, and divides them by the sum of the weights.
struct Mix<'a> {
    out: &'a mut [f32],
    hidden: usize,
    first: usize,
    width: usize,
    sums: &'a [f32],
}

impl Take<[f32; COLUMNS]> for Mix<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, numbers: [f32; COLUMNS]) {
        let head = &mut self.out[row * self.hidden + self.first..][..self.width];
        let places = &mut head[panel * COLUMNS..];
        match places.first_chunk_mut::<COLUMNS>() {
            Some(place) => {
                for c in 0..COLUMNS {
                    place[c] = numbers[c] * self.sums[row];
                }
            }
            None => {
                for (place, x) in places.iter_mut().zip(numbers) {
                    *place = x * self.sums[row];
                }
            }
        }
    }
}

/// `qkv [pieces, 3 * hidden]`: queries, keys and values side by side; `out [pieces, hidden]`.
#[inline(always)]
fn attend_body<I: Instructions>(
    qkv: &[f32],
    hidden: usize,
    heads: usize,
    out: &mut [f32],
    scratch: &mut Scratch,
) {
    let width = hidden / heads;
    let stride = 3 * hidden;
    let pieces = qkv.len() / stride;
    let key_panels = pieces.div_ceil(COLUMNS);
    let value_panels = width.div_ceil(COLUMNS);
    let padded = key_panels * COLUMNS;
    let scale = 1.0 / (width as f32).sqrt();
    let Scratch {
        keys,
        values,
        weights,
        sums,
    } = scratch;
    keys.clear();
    keys.resize(key_panels * width, [0.0; COLUMNS]);
    values.clear();
    values.resize(value_panels * pieces, [0.0; COLUMNS]);
    weights.resize(pieces * padded, 0.0);
    sums.resize(pieces, 0.0);
    for head in 0..heads {
        for piece in 0..pieces {
            let key = &qkv[piece * stride + hidden + head * width..][..width];
            let column = piece % COLUMNS;
            let panel = &mut keys[piece / COLUMNS * width..][..width];
            for (place, k) in panel.iter_mut().zip(key) {
                place[column] = *k;
            }
            let value = &qkv[piece * stride + 2 * hidden + head * width..][..width];
            for (p, part) in value.chunks(COLUMNS).enumerate() {
                values[p * pieces + piece][..part.len()].copy_from_slice(part);
            }
        }
        let queries = Rows {
            data: &qkv[head * width..],
            stride,
            width,
            count: pieces,
        };
        product_f32::<I>(queries, keys, &mut Weigh { weights, padded });
        for (row, sum) in weights.chunks_exact_mut(padded).zip(sums.iter_mut()) {
            // Columns beyond the last piece weigh nothing.
            row[pieces..].fill(-1e30);
            *sum = 1.0 / softmax_unscaled::<I>(row, scale);
        }
        let rows = Rows {
            data: weights,
            stride: padded,
            width: pieces,
            count: pieces,
        };
        let mut mixed = Mix {
            out,
            hidden,
            first: head * width,
            width,
            sums,
        };
        product_f32::<I>(rows, values, &mut mixed);
    }
}
versions! {
    /// What every piece of one sentence reads off all of them: `qkv [pieces, 3 * hidden]` holds queries, keys and values side
    /// by side, `out` is `[pieces, hidden]`.
    pub fn attend(qkv: &[f32], hidden: usize, heads: usize, out: &mut [f32], scratch: &mut Scratch) = attend_body
}
