//! Functions of float32 numbers and rows of them. All are loops over slices, which the compiler turns into vector
//! instructions.

use super::processor::{Instructions, versions};

/// `a * b + c`, rounded once where the processor can.
#[inline(always)]
pub fn multiply_add<I: Instructions>(a: f32, b: f32, c: f32) -> f32 {
    if I::FUSED { a.mul_add(b, c) } else { a * b + c }
}

#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Adding 1.5 * 2^23 to a small number, and taking it away again, rounds the number to a whole one.
const ROUND: f32 = 12_582_912.0;

/// Numbers side by side in a sum or a maximum, so that its order is the same with every kind of instructions.
const LANES: usize = 16;

/// A way to join two numbers. (Types and no closures, because a closure cannot be told to be inlined.)
trait Join {
    const START: f32;
    fn join(a: f32, b: f32) -> f32;
}

struct Sum;
struct Largest;
struct Smallest;

impl Join for Sum {
    const START: f32 = 0.0;
    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        a + b
    }
}

impl Join for Largest {
    const START: f32 = f32::MIN;
    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        larger(a, b)
    }
}

impl Join for Smallest {
    const START: f32 = f32::MAX;
    #[inline(always)]
    fn join(a: f32, b: f32) -> f32 {
        smaller(a, b)
    }
}

/// Joins all numbers of a row: 16 side by side, then those pairwise.
#[inline(always)]
fn reduce<J: Join>(row: &[f32]) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut joined = [J::START; LANES];
    for chunk in chunks {
        for i in 0..LANES {
            joined[i] = J::join(joined[i], chunk[i]);
        }
    }
    for (j, x) in joined.iter_mut().zip(rest) {
        *j = J::join(*j, *x);
    }
    let mut n = LANES;
    while n > 1 {
        n /= 2;
        for i in 0..n {
            joined[i] = J::join(joined[i], joined[i + n]);
        }
    }
    joined[0]
}

/// e to the power of `x`, to a relative error of 3e-7; `x` below -87 counts as -87, above 88 as 88.
/// Source: Cephes, `expf`.
#[inline(always)]
fn exp<I: Instructions>(x: f32) -> f32 {
    let x = larger(smaller(x, 88.0), -87.0);
    let rounded = multiply_add::<I>(x, std::f32::consts::LOG2_E, ROUND);
    let n = rounded - ROUND;
    // ln 2 in two parts, the first of few bits, so that n times it is exact.
    let r = multiply_add::<I>(n, -0.693_359_4, x);
    let r = multiply_add::<I>(n, 2.121_944_4e-4, r);
    let mut p = 1.987_569_1e-4;
    for c in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        0.5,
    ] {
        p = multiply_add::<I>(p, r, c);
    }
    let e = multiply_add::<I>(p, r * r, r) + 1.0;
    // n, a whole number from -126 to 127, stands in the lowest bits of `rounded`: it becomes the exponent.
    let n = rounded.to_bits().wrapping_sub(ROUND.to_bits());
    e * f32::from_bits(n.wrapping_add(127) << 23)
}

/// The Gaussian error linear unit, `x` times the normal distribution's share below `x` (Hendrycks and Gimpel 2016), to an
/// absolute error of 2e-6. The share less a half is `x` times a polynomial of `x²`, fitted for the least largest error over
/// -5 to 5; beyond those the share is taken as that at 5.
#[inline(always)]
fn gelu<I: Instructions>(x: f32) -> f32 {
    const SHARE: [f32; 13] = [
        0.141_363_78,
        -0.070_296_65,
        0.051_521_42,
        -0.040_432_95,
        0.031_426_23,
        -0.023_336_742,
        0.016_497_67,
        -0.010_973_201,
        0.006_165_393,
        -0.002_915_710_2,
        0.002_001_904,
        -0.001_514_137_5,
        0.000_492_951,
    ];
    let c = larger(smaller(x, 5.0), -5.0);
    let u = multiply_add::<I>(c * c, 2.0 / 25.0, -1.0);
    let mut p = SHARE[12];
    for k in (0..12).rev() {
        p = multiply_add::<I>(p, u, SHARE[k]);
    }
    x * multiply_add::<I>(c, p, 0.5)
}

#[inline(always)]
fn gelu_body<I: Instructions>(x: &mut [f32]) {
    for x in x {
        *x = gelu::<I>(*x);
    }
}
versions! {
    /// The Gaussian error linear unit of each number, in place.
    pub fn gelu_all(x: &mut [f32]) = gelu_body
}

/// The softmax of `scale * row`, times its sum: in place, with the sum returned. The caller divides by it where that is least work.
#[inline(always)]
pub fn softmax_unscaled<I: Instructions>(row: &mut [f32], scale: f32) -> f32 {
    let top = scale * reduce::<Largest>(row);
    for x in row.iter_mut() {
        *x = exp::<I>(multiply_add::<I>(*x, scale, -top));
    }
    reduce::<Sum>(row)
}

#[cfg(test)]
#[inline(always)]
fn softmax_body<I: Instructions>(row: &mut [f32], scale: f32) {
    let sum = softmax_unscaled::<I>(row, scale);
    for x in row {
        *x /= sum;
    }
}
versions! {
    /// The softmax of `scale * row`, in place.
    #[cfg(test)]
    pub fn softmax(row: &mut [f32], scale: f32) = softmax_body
}

#[inline(always)]
fn normalize_body<I: Instructions>(rows: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let width = weight.len();
    for row in rows.chunks_exact_mut(width) {
        let mean = reduce::<Sum>(row) / width as f32;
        for x in row.iter_mut() {
            *x -= mean;
        }
        let variance = {
            let mut squares = [0.0; LANES];
            let (chunks, rest) = row.as_chunks::<LANES>();
            for chunk in chunks {
                for (s, x) in squares.iter_mut().zip(chunk) {
                    *s = multiply_add::<I>(*x, *x, *s);
                }
            }
            for (s, x) in squares.iter_mut().zip(rest) {
                *s = multiply_add::<I>(*x, *x, *s);
            }
            reduce::<Sum>(&squares) / width as f32
        };
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
            *x = multiply_add::<I>(*x * scale, *w, *b);
        }
    }
}
versions! {
    /// Layer normalisation (Ba et al. 2016) of every row of `weight.len()` numbers, in place.
    pub fn normalize(rows: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) = normalize_body
}

/// A row of numbers as bytes: number `i` is about `step * bytes[i] + least`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub step: f32,
    pub least: f32,
}

#[inline(always)]
fn to_bytes_body<I: Instructions>(
    rows: &[f32],
    width: usize,
    bytes: &mut [u8],
    scales: &mut [Scale],
) {
    let rows = rows.chunks_exact(width).zip(bytes.chunks_exact_mut(width));
    for ((row, bytes), scale) in rows.zip(scales) {
        let least = reduce::<Smallest>(row);
        // A row of one number has no range: its bytes are zeros.
        let range = larger(reduce::<Largest>(row) - least, 1e-30);
        *scale = Scale {
            step: range / 255.0,
            least,
        };
        let steps = 255.0 / range;
        for (byte, x) in bytes.iter_mut().zip(row) {
            *byte = multiply_add::<I>(*x - least, steps, ROUND).to_bits() as u8;
        }
    }
}
versions! {
    /// Each row of `width` numbers as bytes, with a scale of its own from the row's least to its largest number.
    pub fn to_bytes(rows: &[f32], width: usize, bytes: &mut [u8], scales: &mut [Scale]) = to_bytes_body
}
