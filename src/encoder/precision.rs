//! The arithmetic and the device of a run.

use std::fmt;

use tch::Device;

/// What the encoder computes in; the heads are always float32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    F32,
    Bf16,
}

impl Precision {
    /// By the processor's own flags, never by a timing, so that a machine always gives the same bytes: bfloat16 where it has
    /// instructions for it.
    pub fn of_this_machine(device: Device) -> Precision {
        if device.is_cuda() {
            return Precision::F32;
        }
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx512bf16")
            && std::arch::is_x86_feature_detected!("avx512bw")
        {
            return Precision::Bf16;
        }
        Precision::F32
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Precision::F32 => "f32",
            Precision::Bf16 => "bf16",
        })
    }
}

/// Reads `cpu`, `cuda`, `cuda:N` or `auto`.
///
/// # Errors
/// Another word, or a GPU where libtorch finds none.
pub fn device(name: &str) -> anyhow::Result<Device> {
    match name {
        "cpu" => Ok(Device::Cpu),
        "auto" => Ok(Device::cuda_if_available()),
        _ => {
            let n = match name.strip_prefix("cuda") {
                Some("") => Some(0),
                Some(rest) => rest.strip_prefix(':').and_then(|n| n.parse().ok()),
                None => None,
            };
            let Some(n) = n else {
                anyhow::bail!("`{name}` is no device: say cpu, cuda, cuda:N or auto");
            };
            if (n as i64) < tch::Cuda::device_count() {
                Ok(Device::Cuda(n))
            } else {
                anyhow::bail!(
                    "there is no device {name} that libtorch can use (it sees {}); say --device cpu, or set LIBTORCH to a CUDA build",
                    tch::Cuda::device_count()
                )
            }
        }
    }
}
