//! The server, for the tests.

fn main() -> std::process::ExitCode {
    ledger_server::run(std::env::args_os())
}
