//! Tests of the whole. One binary; each module is one kind of test.

mod cli;
mod crash;
mod journeys;
mod simulation;
mod tamper;
mod tidy;
