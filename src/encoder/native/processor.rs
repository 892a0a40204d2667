//! The vector instructions of the processor, and functions that are compiled once for each kind of them.
//!
//! A kernel is a generic function over [`Instructions`], in plain Rust; [`versions!`] makes a function of it that takes a
//! [`Level`] and runs the version compiled for that level. So the only `unsafe` is the step into a version, and two
//! products that the compiler does not make of plain Rust, or not well.

/// What a kernel is compiled for.
pub trait Instructions: Copy {
    /// Whether a multiplication and an addition are one instruction, rounded once.
    const FUSED: bool;
    /// Whether 24 vectors of 16 numbers fit the registers; else 6 do.
    const WIDE: bool;

    /// Adds the products of `a` and 16 numbers to 16 sums.
    #[inline(always)]
    fn add_products(mut sums: [f32; 16], a: f32, b: &[f32; 16]) -> [f32; 16] {
        for i in 0..16 {
            sums[i] = if Self::FUSED {
                a.mul_add(b[i], sums[i])
            } else {
                a * b[i] + sums[i]
            };
        }
        sums
    }

    /// Adds the products of four unsigned and four signed bytes to each of 16 sums: `sums[i] += Σ a[j] * b[4 i + j]`.
    #[inline(always)]
    fn dot(mut sums: [i32; 16], a: [u8; 4], b: &[i8; 64]) -> [i32; 16] {
        for (sum, b) in sums.iter_mut().zip(b.as_chunks::<4>().0) {
            for j in 0..4 {
                *sum += i32::from(a[j]) * i32::from(b[j]);
            }
        }
        sums
    }
}

/// What every processor of the architecture has.
#[derive(Clone, Copy)]
pub struct Baseline;

impl Instructions for Baseline {
    const FUSED: bool = cfg!(target_arch = "aarch64");
    const WIDE: bool = false;
}

/// x86-64 with AVX2 and FMA.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx2;

#[cfg(target_arch = "x86_64")]
impl Instructions for Avx2 {
    const FUSED: bool = true;
    const WIDE: bool = false;

    #[inline(always)]
    fn add_products(sums: [f32; 16], a: f32, b: &[f32; 16]) -> [f32; 16] {
        use std::arch::x86_64::{__m256, _mm256_fmadd_ps, _mm256_set1_ps};
        // SAFETY: `Avx2` stands only in functions that `versions!` compiles with FMA, and calls where the processor
        // has it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let mut sums: [__m256; 2] = std::mem::transmute(sums);
            let b: [__m256; 2] = std::mem::transmute(*b);
            let a = _mm256_set1_ps(a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = _mm256_fmadd_ps(a, b, *sum);
            }
            std::mem::transmute(sums)
        }
    }
}

/// x86-64 with AVX2, FMA and AVX-VNNI: products of bytes on processors without AVX-512.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct AvxVnni;

#[cfg(target_arch = "x86_64")]
impl Instructions for AvxVnni {
    const FUSED: bool = true;
    const WIDE: bool = false;

    #[inline(always)]
    fn add_products(sums: [f32; 16], a: f32, b: &[f32; 16]) -> [f32; 16] {
        use std::arch::x86_64::{__m256, _mm256_fmadd_ps, _mm256_set1_ps};
        // SAFETY: `AvxVnni` stands only in functions that `versions!` compiles with FMA, and calls where the processor
        // has it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let mut sums: [__m256; 2] = std::mem::transmute(sums);
            let b: [__m256; 2] = std::mem::transmute(*b);
            let a = _mm256_set1_ps(a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = _mm256_fmadd_ps(a, b, *sum);
            }
            std::mem::transmute(sums)
        }
    }

    #[inline(always)]
    fn dot(sums: [i32; 16], a: [u8; 4], b: &[i8; 64]) -> [i32; 16] {
        use std::arch::x86_64::{__m256i, _mm256_dpbusd_avx_epi32, _mm256_set1_epi32};
        // SAFETY: `AvxVnni` stands only in functions that `versions!` compiles with AVX-VNNI, and calls where the processor has
        // it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let mut sums: [__m256i; 2] = std::mem::transmute(sums);
            let b: [__m256i; 2] = std::mem::transmute(*b);
            let a = _mm256_set1_epi32(i32::from_ne_bytes(a));
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = _mm256_dpbusd_avx_epi32(*sum, a, b);
            }
            std::mem::transmute(sums)
        }
    }
}

/// x86-64 with AVX-512 F, BW, DQ and VL.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx512;

#[cfg(target_arch = "x86_64")]
impl Instructions for Avx512 {
    const FUSED: bool = true;
    const WIDE: bool = true;

    #[inline(always)]
    fn add_products(sums: [f32; 16], a: f32, b: &[f32; 16]) -> [f32; 16] {
        use std::arch::x86_64::{__m512, _mm512_fmadd_ps, _mm512_set1_ps};
        // SAFETY: `Avx512` stands only in functions that `versions!` compiles with AVX-512 F, and calls where the processor
        // has it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let sums: __m512 = std::mem::transmute(sums);
            let b: __m512 = std::mem::transmute(*b);
            std::mem::transmute(_mm512_fmadd_ps(_mm512_set1_ps(a), b, sums))
        }
    }
}

/// x86-64 with AVX-512 F, BW, DQ, VL and VNNI.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
pub struct Avx512Vnni;

#[cfg(target_arch = "x86_64")]
impl Instructions for Avx512Vnni {
    const FUSED: bool = true;
    const WIDE: bool = true;

    #[inline(always)]
    fn add_products(sums: [f32; 16], a: f32, b: &[f32; 16]) -> [f32; 16] {
        use std::arch::x86_64::{__m512, _mm512_fmadd_ps, _mm512_set1_ps};
        // SAFETY: `Avx512Vnni` stands only in functions that `versions!` compiles with AVX-512 F, and calls where the processor
        // has it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let sums: __m512 = std::mem::transmute(sums);
            let b: __m512 = std::mem::transmute(*b);
            std::mem::transmute(_mm512_fmadd_ps(_mm512_set1_ps(a), b, sums))
        }
    }

    #[inline(always)]
    fn dot(sums: [i32; 16], a: [u8; 4], b: &[i8; 64]) -> [i32; 16] {
        use std::arch::x86_64::{__m512i, _mm512_dpbusd_epi32, _mm512_set1_epi32};
        // SAFETY: `Avx512Vnni` stands only in functions that `versions!` compiles with AVX-512 VNNI, and calls where the
        // processor has it. Arrays and vectors of the same size hold the same bits, and any bits are a value of either.
        unsafe {
            let sums: __m512i = std::mem::transmute(sums);
            let b: __m512i = std::mem::transmute(*b);
            let a = _mm512_set1_epi32(i32::from_ne_bytes(a));
            std::mem::transmute(_mm512_dpbusd_epi32(sums, a, b))
        }
    }
}

/// A kind of instructions that this processor has; [`Level::all`] alone makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(pub(super) Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
pub(super) enum Kind {
    Baseline,
    Avx2,
    AvxVnni,
    Avx512,
    Avx512Vnni,
}

impl Level {
    /// Every kind that this processor has, the slowest first.
    pub fn all() -> Vec<Level> {
        let mut kinds = vec![Kind::Baseline];
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx2") && has!("fma") {
                kinds.push(Kind::Avx2);
                if has!("avxvnni") {
                    kinds.push(Kind::AvxVnni);
                }
                if has!("avx512f") && has!("avx512bw") && has!("avx512dq") && has!("avx512vl") {
                    kinds.push(Kind::Avx512);
                    if has!("avx512vnni") {
                        kinds.push(Kind::Avx512Vnni);
                    }
                }
            }
        }
        kinds.into_iter().map(Level).collect()
    }

    /// The fastest kind for float32 and for bytes that this processor has.
    pub fn best() -> Level {
        Level::all().pop().unwrap_or(Level(Kind::Baseline))
    }

    /// Whether the processor has an instruction for products of bytes, so that int8 is faster than float32.
    pub fn has_int8(self) -> bool {
        matches!(self.0, Kind::AvxVnni | Kind::Avx512Vnni)
    }
}

/// Makes `fn name(level, arguments)` of a generic function `body::<Instructions>(arguments)`, which must be
/// `#[inline(always)]`, as must all that it calls in its inner loops.
macro_rules! versions {
    ($(#[$meta:meta])* $vis:vis fn $name:ident$(<const $flag:ident: bool>)?($($arg:ident: $ty:ty),* $(,)?) = $body:ident) => {
        $(#[$meta])*
        $vis fn $name$(<const $flag: bool>)?(level: $crate::encoder::native::processor::Level, $($arg: $ty),*) {
            use $crate::encoder::native::processor as p;
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2$(<const $flag: bool>)?($($arg: $ty),*) {
                $body::<p::Avx2$(, $flag)?>($($arg),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,avxvnni")]
            fn avx_vnni$(<const $flag: bool>)?($($arg: $ty),*) {
                $body::<p::AvxVnni$(, $flag)?>($($arg),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl")]
            fn avx512$(<const $flag: bool>)?($($arg: $ty),*) {
                $body::<p::Avx512$(, $flag)?>($($arg),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
            fn avx512_vnni$(<const $flag: bool>)?($($arg: $ty),*) {
                $body::<p::Avx512Vnni$(, $flag)?>($($arg),*)
            }
            match level.0 {
                // SAFETY: `Level::all` makes each of these kinds only where the processor has all of its instructions.
                #[cfg(target_arch = "x86_64")]
                p::Kind::Avx2 => unsafe { avx2$(::<$flag>)?($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                p::Kind::AvxVnni => unsafe { avx_vnni$(::<$flag>)?($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                p::Kind::Avx512 => unsafe { avx512$(::<$flag>)?($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                p::Kind::Avx512Vnni => unsafe { avx512_vnni$(::<$flag>)?($($arg),*) },
                _ => $body::<p::Baseline$(, $flag)?>($($arg),*),
            }
        }
    };
}
pub(super) use versions;
