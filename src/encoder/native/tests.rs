use proptest::prelude::*;

use super::functions::{Scale, gelu_all, normalize, softmax, to_bytes};
use super::linear::{Linear, Scratch};
use super::processor::Level;

fn forward(level: Level, layer: &Linear, x: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    layer.forward(level, x, &mut out, &mut Scratch::default());
    out
}

/// Numbers from -2 to 2 that look like chance.
fn numbers(n: usize, seed: u64) -> Vec<f32> {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x >> 40) as f32 / (1u64 << 22) as f32 - 2.0
    };
    (0..n).map(|_| next()).collect()
}

fn plain(x: &[f32], weights: &[f32], bias: &[f32], inputs: usize) -> Vec<f64> {
    let rows = x.chunks_exact(inputs);
    rows.flat_map(|row| {
        weights.chunks_exact(inputs).zip(bias).map(|(w, b)| {
            let products = row
                .iter()
                .zip(w)
                .map(|(x, w)| f64::from(*x) * f64::from(*w));
            products.sum::<f64>() + f64::from(*b)
        })
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn linear_layers_of_any_size_answer_as_the_formula(
        rows in 1usize..15, inputs in 1usize..20, outputs in 1usize..150, seed in any::<u64>(),
    ) {
        let inputs = 4 * inputs;
        let (x, w, b) = (numbers(rows * inputs, seed), numbers(outputs * inputs, seed ^ 7), numbers(outputs, seed ^ 9));
        let want = plain(&x, &w, &b, inputs);
        let layer = Linear::new(&w, &b, inputs);
        let bytes = layer.clone().quantized();
        for level in Level::all() {
            for (got, want) in forward(level, &layer, &x).iter().zip(&want) {
                prop_assert!((f64::from(*got) - want).abs() < 1e-4, "{level:?}: {got} {want}");
            }
            // Half a step of the row's 255 and half a step of the column's 127, at the worst for every product.
            let bound = inputs as f64 * (2.0 / 127.0 + 2.0 * 2.0 / 255.0) * 1.01;
            for (got, want) in forward(level, &bytes, &x).iter().zip(&want) {
                prop_assert!((f64::from(*got) - want).abs() < bound, "{level:?}: {got} {want}");
            }
        }
    }

    #[test]
    fn a_row_is_the_same_bits_in_any_company(rows in 2usize..15, outputs in 1usize..100, seed in any::<u64>()) {
        let inputs = 48;
        let (x, w, b) = (numbers(rows * inputs, seed), numbers(outputs * inputs, seed ^ 7), numbers(outputs, seed ^ 9));
        let layer = Linear::new(&w, &b, inputs);
        for layer in [layer.clone(), layer.quantized()] {
            for level in Level::all() {
                let together = forward(level, &layer, &x);
                for (row, x) in together.chunks(outputs).zip(x.chunks(inputs)) {
                    let alone = forward(level, &layer, x);
                    prop_assert!(row.iter().zip(&alone).all(|(a, b)| a.to_bits() == b.to_bits()), "{level:?}");
                }
            }
        }
    }

    #[test]
    fn a_byte_is_within_half_a_step_of_its_number(x in prop::collection::vec(-1e3f32..1e3, 48)) {
        for level in Level::all() {
            let mut bytes = vec![0; x.len()];
            let mut scales = vec![Scale { step: 0.0, least: 0.0 }; 2];
            to_bytes(level, &x, 24, &mut bytes, &mut scales);
            for (i, (byte, x)) in bytes.iter().zip(&x).enumerate() {
                let scale = scales[i / 24];
                let back = scale.step * f32::from(*byte) + scale.least;
                prop_assert!((back - x).abs() <= 0.501 * scale.step + 1e-3, "{level:?}: {back} {x}");
            }
        }
    }
}

#[test]
fn a_row_of_one_number_becomes_bytes_and_back() {
    for level in Level::all() {
        for value in [0.0, -3.5, 1e-30, 1e30] {
            let (mut bytes, mut scales) = (
                [0; 4],
                [Scale {
                    step: 0.0,
                    least: 0.0,
                }],
            );
            to_bytes(level, &[value; 4], 4, &mut bytes, &mut scales);
            assert_eq!(
                f32::from(bytes[0]) * scales[0].step + scales[0].least,
                value
            );
        }
    }
}

#[test]
fn functions_are_as_exact_as_they_say() {
    let x: Vec<f32> = (-2000..=2000).map(|i| i as f32 / 200.0).collect();
    // The normal distribution's share below x, by Simpson's rule from -12 on.
    let share = |x: f64| {
        let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let (n, h) = (2000, (x + 12.0) / 2000.0);
        let inner =
            (1..n).map(|i| density(-12.0 + i as f64 * h) * if i % 2 == 1 { 4.0 } else { 2.0 });
        (density(-12.0) + inner.sum::<f64>() + density(x)) * h / 3.0
    };
    for level in Level::all() {
        let mut gelu = x.clone();
        gelu_all(level, &mut gelu);
        for (x, got) in x.iter().zip(&gelu).step_by(10) {
            let want = f64::from(*x) * share(f64::from(*x));
            assert!(
                (f64::from(*got) - want).abs() < 4e-6,
                "{level:?}: gelu of {x}: {got} {want}"
            );
        }
        let mut soft = x.clone();
        softmax(level, &mut soft, 0.5);
        let sum: f64 = x.iter().map(|x| (0.5 * f64::from(*x)).exp()).sum();
        for (x, got) in x.iter().zip(&soft) {
            let want = (0.5 * f64::from(*x)).exp() / sum;
            assert!(
                (f64::from(*got) / want - 1.0).abs() < 3e-6,
                "{level:?}: softmax of {x}"
            );
        }
        let mut norm = x.clone();
        normalize(
            level,
            &mut norm,
            &vec![2.0; x.len()],
            &vec![1.0; x.len()],
            1e-12,
        );
        let deviation = (x.iter().map(|x| f64::from(x * x)).sum::<f64>() / x.len() as f64).sqrt();
        for (x, got) in x.iter().zip(&norm) {
            let want = 2.0 * f64::from(*x) / deviation + 1.0;
            assert!(
                (f64::from(*got) - want).abs() < 1e-4,
                "{level:?}: normalized {x}: {got} {want}"
            );
        }
    }
}
