//! The ledger server.

fn main() -> std::process::ExitCode {
    ledger_server::run(std::env::args_os())
}
