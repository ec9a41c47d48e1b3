//! What survives a killed process and a cut power line.
