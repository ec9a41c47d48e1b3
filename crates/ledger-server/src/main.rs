//! The ledger server.

/// Batches allocate and free by the thousand on two threads: measured in `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    ledger_server::run(std::env::args_os())
}
