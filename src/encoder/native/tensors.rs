//! The tensors of a `model.safetensors`.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use half::{bf16, f16};
use safetensors::{Dtype, SafeTensors};

/// A file of tensors; each is made float32 when it is asked for.
pub struct Tensors {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Tensors {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let bytes =
            std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        Ok(Tensors {
            path: path.to_path_buf(),
            bytes,
        })
    }

    /// The numbers of a tensor `[rows, columns]`, row-major; `None` for a size that may be any.
    ///
    /// # Errors
    /// Where the file is not one of tensors, or the tensor is missing, of another shape or of another kind than float.
    pub fn matrix(
        &self,
        name: &str,
        rows: Option<usize>,
        columns: usize,
    ) -> anyhow::Result<Vec<f32>> {
        let (shape, numbers) = self.read(name)?;
        match shape[..] {
            [r, c] if c == columns && rows.is_none_or(|rows| r == rows) => Ok(numbers),
            _ => bail!(
                "{}: the tensor {name} is of shape {shape:?}, which does not fit config.json",
                self.path.display()
            ),
        }
    }

    /// The numbers of a tensor of one dimension.
    ///
    /// # Errors
    /// As [`Tensors::matrix`].
    pub fn vector(&self, name: &str, length: usize) -> anyhow::Result<Vec<f32>> {
        let (shape, numbers) = self.read(name)?;
        if shape != [length] {
            bail!(
                "{}: the tensor {name} is of shape {shape:?}, which does not fit config.json",
                self.path.display()
            );
        }
        Ok(numbers)
    }

    fn read(&self, name: &str) -> anyhow::Result<(Vec<usize>, Vec<f32>)> {
        let file = self.path.display();
        let tensors = SafeTensors::deserialize(&self.bytes)
            .map_err(|e| anyhow::anyhow!("{file}: not a file of safetensors: {e}"))?;
        let tensor = tensors
            .tensor(name)
            .map_err(|_| anyhow::anyhow!("{file}: there is no tensor {name}"))?;
        let data = tensor.data();
        let two = data.as_chunks::<2>().0.iter();
        let numbers: Vec<f32> = match tensor.dtype() {
            Dtype::F32 => {
                let four = data.as_chunks::<4>().0.iter();
                four.map(|b| f32::from_le_bytes(*b)).collect()
            }
            Dtype::F16 => two.map(|b| f16::from_le_bytes(*b).to_f32()).collect(),
            Dtype::BF16 => two.map(|b| bf16::from_le_bytes(*b).to_f32()).collect(),
            other => bail!("{file}: the tensor {name} is of {other:?}, not of floats"),
        };
        if !numbers.iter().all(|x| x.is_finite()) {
            bail!("{file}: the tensor {name} holds numbers that are not finite");
        }
        Ok((tensor.shape().to_vec(), numbers))
    }
}
