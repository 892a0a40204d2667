//! Ctrl-C and SIGTERM: the first ends a run after its chunk, the second at once.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::tell;

/// Whether a run was asked to stop.
pub struct Stop {
    asked: Arc<AtomicBool>,
    signal: Arc<AtomicI32>,
}

impl Stop {
    /// Listens from now on. `how` says how to go on after the run was stopped.
    pub fn listen(how: String) -> std::io::Result<Self> {
        let stop = Stop {
            asked: Arc::default(),
            signal: Arc::default(),
        };
        let (asked, signal) = (Arc::clone(&stop.asked), Arc::clone(&stop.signal));
        let mut signals = Signals::new([SIGINT, SIGTERM])?;
        std::thread::spawn(move || {
            for number in signals.forever() {
                if asked.swap(true, Ordering::Relaxed) {
                    tell(&format!("gleaner: stopped; {how}"));
                    std::process::exit(128 + number);
                }
                signal.store(number, Ordering::Relaxed);
                tell("gleaner: stopping after what is at hand; once more stops at once");
            }
        });
        Ok(stop)
    }

    pub fn asked(&self) -> &AtomicBool {
        &self.asked
    }

    /// The exit status of a program that this signal ended.
    pub fn status(&self) -> ExitCode {
        let signal = self.signal.load(Ordering::Relaxed);
        ExitCode::from(u8::try_from(128 + signal).unwrap_or(1))
    }
}
