//! Linear layers: rows times a matrix, plus a bias.

use super::functions::{Scale, to_bytes};
use super::processor::{Instructions, Level, versions};
use super::product::{Bytes, COLUMNS, Rows, Take, product_bytes, product_f32};

/// `y = x W^T + b`, with its weights laid out for the kernels.
#[derive(Clone, Debug, PartialEq)]
pub struct Linear {
    weights: Weights,
    bias: Vec<[f32; COLUMNS]>,
    inputs: usize,
    outputs: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Weights {
    F32(Vec<[f32; COLUMNS]>),
    Int8(Bytes),
}

impl Linear {
    /// A layer of float32 weights `[outputs, inputs]`, row-major, and a bias.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let outputs = bias.len();
        let panels = outputs.div_ceil(COLUMNS);
        let mut laid = vec![[0.0; COLUMNS]; panels * inputs];
        for (o, row) in weights.chunks_exact(inputs).enumerate() {
            for (i, w) in row.iter().enumerate() {
                laid[o / COLUMNS * inputs + i][o % COLUMNS] = *w;
            }
        }
        let mut biases = vec![[0.0; COLUMNS]; panels];
        for (o, b) in bias.iter().enumerate() {
            biases[o / COLUMNS][o % COLUMNS] = *b;
        }
        Linear {
            weights: Weights::F32(laid),
            bias: biases,
            inputs,
            outputs,
        }
    }

    /// The same layer with its weights in bytes, from -127 to 127, a scale for each output. The number of inputs must be a
    /// multiple of four, else the layer stays as it is.
    pub fn quantized(self) -> Self {
        let Weights::F32(laid) = &self.weights else {
            return self;
        };
        if !self.inputs.is_multiple_of(4) {
            return self;
        }
        let mut bytes = Bytes {
            panels: Vec::with_capacity(laid.len() / 4),
            steps: Vec::with_capacity(self.bias.len()),
            sums: Vec::with_capacity(self.bias.len()),
        };
        for panel in laid.chunks_exact(self.inputs) {
            let mut largest = [f32::MIN_POSITIVE; COLUMNS];
            for row in panel {
                for (l, w) in largest.iter_mut().zip(row) {
                    *l = l.max(w.abs());
                }
            }
            let steps = largest.map(|l| l / 127.0);
            let mut sums = [0i32; COLUMNS];
            for four in panel.as_chunks::<4>().0 {
                let mut element = [0i8; 64];
                for (j, row) in four.iter().enumerate() {
                    for c in 0..COLUMNS {
                        let byte = (row[c] / steps[c]).round() as i8;
                        element[4 * c + j] = byte;
                        sums[c] += i32::from(byte);
                    }
                }
                bytes.panels.push(element);
            }
            bytes.steps.push(steps);
            bytes
                .sums
                .push(std::array::from_fn(|c| sums[c] as f32 * steps[c]));
        }
        Linear {
            weights: Weights::Int8(bytes),
            ..self
        }
    }

    /// The layer's answer for rows of its inputs: `[rows, outputs]` in `out`.
    pub fn forward(&self, level: Level, x: &[f32], out: &mut Vec<f32>, scratch: &mut Scratch) {
        out.clear();
        out.resize(x.len() / self.inputs * self.outputs, 0.0);
        self.run::<false>(level, x, out, scratch);
    }

    /// Adds the layer's answer to `out`.
    pub fn add_to(&self, level: Level, x: &[f32], out: &mut [f32], scratch: &mut Scratch) {
        self.run::<true>(level, x, out, scratch);
    }

    fn run<const ADD: bool>(
        &self,
        level: Level,
        x: &[f32],
        out: &mut [f32],
        scratch: &mut Scratch,
    ) {
        let to = Place::<ADD> {
            out,
            outputs: self.outputs,
            bias: &self.bias,
        };
        match &self.weights {
            Weights::F32(panels) => forward_f32(level, Rows::dense(x, self.inputs), panels, to),
            Weights::Int8(right) => {
                scratch.bytes.resize(x.len(), 0);
                scratch.scales.resize(
                    x.len() / self.inputs,
                    Scale {
                        step: 0.0,
                        least: 0.0,
                    },
                );
                to_bytes(
                    level,
                    x,
                    self.inputs,
                    &mut scratch.bytes,
                    &mut scratch.scales,
                );
                let left = Rows::dense(scratch.bytes.as_chunks::<4>().0, self.inputs / 4);
                forward_bytes(level, left, &scratch.scales, right, to);
            }
        }
    }
}

/// Memory that calls use again.
#[derive(Debug, Default)]
pub struct Scratch {
    bytes: Vec<u8>,
    scales: Vec<Scale>,
}

/// Adds the bias to the numbers of a product and puts them into rows of `outputs` numbers, or adds them to what is there.
struct Place<'a, const ADD: bool> {
    out: &'a mut [f32],
    outputs: usize,
    bias: &'a [[f32; COLUMNS]],
}

impl<const ADD: bool> Take<[f32; COLUMNS]> for Place<'_, ADD> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, numbers: [f32; COLUMNS]) {
        let mut sums = self.bias[panel];
        for c in 0..COLUMNS {
            sums[c] += numbers[c];
        }
        let row = &mut self.out[row * self.outputs..][..self.outputs];
        let rest = &mut row[panel * COLUMNS..];
        // The last panel may reach beyond the row.
        match rest.first_chunk_mut::<COLUMNS>() {
            Some(place) => {
                if ADD {
                    let before = *place;
                    for c in 0..COLUMNS {
                        sums[c] += before[c];
                    }
                }
                *place = sums;
            }
            None => {
                for (place, sum) in rest.iter_mut().zip(sums) {
                    *place = if ADD { *place + sum } else { sum };
                }
            }
        }
    }
}

#[inline(always)]
fn f32_body<I: Instructions, const ADD: bool>(
    left: Rows<f32>,
    right: &[[f32; COLUMNS]],
    mut to: Place<ADD>,
) {
    product_f32::<I>(left, right, &mut to);
}
versions! { fn forward_f32<const ADD: bool>(left: Rows<f32>, right: &[[f32; COLUMNS]], to: Place<ADD>) = f32_body }

#[inline(always)]
fn bytes_body<I: Instructions, const ADD: bool>(
    left: Rows<[u8; 4]>,
    scales: &[Scale],
    right: &Bytes,
    mut to: Place<ADD>,
) {
    product_bytes::<I>(left, scales, right, &mut to);
}
versions! { fn forward_bytes<const ADD: bool>(left: Rows<[u8; 4]>, scales: &[Scale], right: &Bytes, to: Place<ADD>) = bytes_body }
