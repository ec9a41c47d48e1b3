//! A process that keeps openings in a vault until it is stopped from outside, for the tests.

fn main() -> std::process::ExitCode {
    amanat_tests::keeping::run(std::env::args_os().skip(1))
}
