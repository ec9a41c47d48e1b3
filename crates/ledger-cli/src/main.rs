//! The binary: everything is in the library, so that tests call what people call.

fn main() -> ledger_cli::Exit {
    ledger_cli::main()
}
