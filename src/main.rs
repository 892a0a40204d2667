//! The command line to a command, errors to an exit status.

fn main() -> std::process::ExitCode {
    gleaner::cli::main()
}
