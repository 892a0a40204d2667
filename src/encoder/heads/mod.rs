//! The heads of a shared encoder, a file each: hidden states in, answers out. `scripts/train/model.py` builds the same.

mod attend;
mod names;
mod relations;
mod sentiment;
mod states;
mod target;

use tch::{Kind, Tensor, nn};

pub use names::Names;
pub use relations::{Argument, Pair, Relations};
pub use sentiment::Sentence;
pub use states::Place;
pub use target::Target;

use super::folder::{Heads as Labels, RelationsHead};

/// The heads that a model has.
#[derive(Debug, Default)]
pub struct Heads {
    pub names: Option<Names>,
    pub sentiment: Option<Sentence>,
    pub target: Option<Target>,
    pub relations: Option<Relations>,
}

impl Heads {
    pub fn new(p: nn::Path, hidden: i64, labels: &Labels) -> Self {
        Heads {
            names: labels
                .names
                .as_ref()
                .map(|l| Names::new(&p / "names", hidden, l.labels.len() as i64)),
            sentiment: labels
                .sentiment
                .as_ref()
                .map(|_| Sentence::new(&p / "sentiment", hidden)),
            target: labels
                .target
                .as_ref()
                .map(|_| Target::new(&p / "target", hidden)),
            relations: labels
                .relations
                .as_ref()
                .map(|l| Relations::new(&p / "relations", hidden, l)),
        }
    }
}

/// A tensor's values, row-major, as float32 on this machine.
pub(super) fn floats(t: &Tensor) -> Vec<f32> {
    let t = t
        .to_kind(Kind::Float)
        .to_device(tch::Device::Cpu)
        .contiguous();
    let mut out = vec![0f32; t.numel()];
    let n = out.len();
    t.copy_data(&mut out, n);
    out
}

fn rows<const N: usize>(t: &Tensor) -> Vec<[f32; N]> {
    floats(t).as_chunks::<N>().0.to_vec()
}
