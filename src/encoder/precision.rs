//! The arithmetic and the device of a run.

use std::fmt;
use std::str::FromStr;

use super::native::Level;

/// Where models run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// The processor.
    #[default]
    Cpu,
    /// The graphics card of this number, counted from 0.
    Cuda(usize),
    /// The first graphics card that libtorch can use, else the processor.
    Auto,
}

impl Device {
    /// The device that `Auto` stands for on this machine; any other as it is.
    ///
    /// # Errors
    /// A graphics card that libtorch does not find.
    pub fn resolve(self) -> anyhow::Result<Device> {
        match self {
            Device::Cpu => Ok(Device::Cpu),
            Device::Auto if tch::Cuda::is_available() => Ok(Device::Cuda(0)),
            Device::Auto => Ok(Device::Cpu),
            Device::Cuda(n) if (n as i64) < tch::Cuda::device_count() => Ok(self),
            Device::Cuda(_) => anyhow::bail!(
                "there is no device {self} that libtorch can use (it sees {}); say --device cpu, or set LIBTORCH to a CUDA build",
                tch::Cuda::device_count()
            ),
        }
    }

    /// The same in libtorch's words; `Auto` counts as the processor.
    pub(super) fn of_libtorch(self) -> tch::Device {
        match self {
            Device::Cuda(n) => tch::Device::Cuda(n),
            Device::Cpu | Device::Auto => tch::Device::Cpu,
        }
    }
}

impl FromStr for Device {
    type Err = String;

    /// Reads `cpu`, `cuda`, `cuda:N` or `auto`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "cpu" => Ok(Device::Cpu),
            "auto" => Ok(Device::Auto),
            "cuda" => Ok(Device::Cuda(0)),
            _ => name
                .strip_prefix("cuda:")
                .and_then(|n| n.parse().ok())
                .map(Device::Cuda)
                .ok_or_else(|| format!("`{name}` is no device: say cpu, cuda, cuda:N or auto")),
        }
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Device::Cpu => f.write_str("cpu"),
            Device::Cuda(n) => write!(f, "cuda:{n}"),
            Device::Auto => f.write_str("auto"),
        }
    }
}

/// What the encoder computes in; the heads are always float32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// The fastest that the processor has instructions for.
    #[default]
    Auto,
    /// float32.
    F32,
    /// bfloat16, through libtorch.
    Bf16,
    /// The linear layers in bytes (quantised when the model is loaded), the rest in float32. For models with heads for all tasks,
    /// on the processor; other models run in what `Auto` meant without it.
    Int8,
}

impl Precision {
    /// The precision that `Auto` stands for on this machine; any other as it is. By the processor's own flags, never by a
    /// timing, so that a machine always gives the same bytes: int8 where it has instructions for products of bytes.
    pub fn resolve(self, device: Device) -> Precision {
        match self {
            Precision::Auto if device != Device::Cpu => Precision::F32,
            Precision::Auto if Level::best().has_int8() => Precision::Int8,
            Precision::Auto => Precision::F32,
            _ => self,
        }
    }

    /// What a model that runs through libtorch computes in: bfloat16 in place of int8 where the processor has instructions for it.
    pub(super) fn of_libtorch(self) -> Precision {
        match self {
            Precision::Int8 if has_bfloat16() => Precision::Bf16,
            Precision::Int8 | Precision::Auto => Precision::F32,
            Precision::F32 | Precision::Bf16 => self,
        }
    }
}

fn has_bfloat16() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx512bf16")
        && std::arch::is_x86_feature_detected!("avx512bw");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

impl FromStr for Precision {
    type Err = String;

    /// Reads `auto`, `f32`, `bf16` or `int8`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "auto" => Ok(Precision::Auto),
            "f32" => Ok(Precision::F32),
            "bf16" => Ok(Precision::Bf16),
            "int8" => Ok(Precision::Int8),
            _ => Err(format!(
                "`{name}` is no precision: say auto, f32, bf16 or int8"
            )),
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Precision::Auto => "auto",
            Precision::F32 => "f32",
            Precision::Bf16 => "bf16",
            Precision::Int8 => "int8",
        })
    }
}
