//! What the store promises, kept over real files and over a simulated disk.

mod smoke;
