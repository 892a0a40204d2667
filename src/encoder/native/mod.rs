//! The bundled encoder's own forward pass on the processor: no libtorch, no padding, float32 or bytes.
//!
//! A sentence's states depend on the sentence alone: every number is summed in the same order whatever else stands in the
//! batch, and every piece has a scale of its own where products are of bytes. docs/performance.md says what each part costs.

mod attention;
mod bert;
mod functions;
mod linear;
mod processor;
mod product;
mod tensors;
#[cfg(test)]
mod tests;

pub(super) use bert::{Bert, Shape};
pub(super) use processor::Level;
