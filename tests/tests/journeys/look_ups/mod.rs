//! Look-ups by natural key: right whatever became of the index.

mod finding;
mod history;
mod index_files;
mod scan;
