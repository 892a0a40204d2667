//! That the native encoder is the model: rust-bert's forward pass over the same weights is the reference.

use super::*;

fn encoder(engine: Engine, precision: Precision) -> Encoder {
    let folder = Folder::open(concat!(env!("CARGO_MANIFEST_DIR"), "/models/news-en"))
        .expect("the bundled model");
    let settings = Settings {
        device: Device::Cpu,
        precision,
        workers: 1,
    };
    Encoder::load_on(folder, Task::Names, engine, settings).expect("the bundled model loads")
}

fn sample_sentences() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the sample articles")
        .map(|f| f.expect("a file").path())
        .collect();
    files.sort();
    let mut out: Vec<String> = files
        .iter()
        .filter_map(|f| std::fs::read_to_string(f).ok())
        .flat_map(|t| {
            t.split_inclusive(". ")
                .map(str::to_string)
                .collect::<Vec<_>>()
        })
        .filter(|s| s.chars().any(char::is_alphanumeric))
        .collect();
    out.truncate(60);
    assert!(out.len() >= 20);
    // One piece alone, and one long enough for windows that overlap.
    out.push("Yes".into());
    out.push("The council of Harrowby met Ms Ilse Brandt again and ".repeat(40));
    out
}

fn read(encoder: &Encoder, texts: &[String]) -> Reading {
    let pieces: Vec<Pieces> = texts
        .iter()
        .map(|t| encoder.pieces(t).expect("pieces"))
        .collect();
    encoder
        .read(&pieces.iter().collect::<Vec<_>>())
        .expect("a reading")
}

/// The states of every window, whatever batch it stood in.
fn states(reading: &Reading) -> Vec<Vec<f32>> {
    let at = reading.at.iter().zip(&reading.windows);
    at.map(|(&(batch, row), window)| {
        let states = reading.states[batch].lock().expect("states");
        let pieces = window.pieces.len() as i64 + 2;
        heads::floats(&states.hidden.select(0, row as i64).narrow(0, 0, pieces))
    })
    .collect()
}

/// The largest difference of two readings' states, and their distance over the length of the first's.
fn differences(a: &Reading, b: &Reading) -> (f64, f64) {
    let (mut worst, mut apart, mut length) = (0f64, 0f64, 0f64);
    for (a, b) in states(a).iter().flatten().zip(states(b).iter().flatten()) {
        let d = f64::from(a - b);
        worst = worst.max(d.abs());
        apart += d * d;
        length += f64::from(a * a);
    }
    (worst, (apart / length).sqrt())
}

#[test]
fn float32_states_are_those_of_rust_bert_within_a_ten_thousandth() {
    let texts = sample_sentences();
    let reference = read(&encoder(Engine::Libtorch, Precision::F32), &texts);
    let native = read(&encoder(Engine::Native, Precision::F32), &texts);
    let (worst, _) = differences(&reference, &native);
    println!("largest difference {worst:.1e}");
    assert!(worst < 1e-4, "{worst}");
}

#[test]
fn int8_states_are_near_those_of_float32() {
    let texts = sample_sentences();
    let float = read(&encoder(Engine::Native, Precision::F32), &texts);
    let int8 = read(&encoder(Engine::Native, Precision::Int8), &texts);
    let (_, apart) = differences(&float, &int8);
    println!("relative distance {apart:.4}");
    assert!(apart > 0.0 && apart < 0.04, "{apart}");
}

#[test]
fn a_repeated_sentence_is_encoded_once_and_answers_the_same() {
    let encoder = encoder(Engine::Native, Precision::F32);
    let texts: Vec<String> = ["Ilse Brandt left.", "It rained.", "Ilse Brandt left."]
        .map(str::to_string)
        .to_vec();
    let reading = read(&encoder, &texts);
    assert_eq!(reading.windows.len(), 2);
    let names = reading.names.as_ref().expect("names");
    assert_eq!(names[0], names[2]);
    assert_ne!(names[0], names[1]);
}
