//! Compiles the protocol files with a compiler of our own toolchain: no `protoc` has to be installed.

use std::path::{Path, PathBuf};
use std::{env, error::Error, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../proto");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();

    let mut compiler = protox::Compiler::new([&root])?;
    compiler.include_imports(true).include_source_info(true).open_files(&files)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("amanat.bin"), compiler.encode_file_descriptor_set())?;

    let grpc = env::var_os("CARGO_FEATURE_GRPC").is_some();
    tonic_prost_build::configure()
        .build_client(grpc)
        .build_server(grpc)
        // What names a person or an account never reaches a log through `Debug`: see `proto.rs`.
        .skip_debug([
            ".amanat.ledger.v1.Identity",
            ".amanat.ledger.v1.ProposePayee",
            ".amanat.ledger.v1.SubmittedLine",
            ".amanat.ledger.v1.ResultRow",
            ".amanat.ledger.v1.PaymentRow",
        ])
        .compile_fds(compiler.file_descriptor_set())?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    Ok(())
}
