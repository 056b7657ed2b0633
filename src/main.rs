//! The command line.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    token_factory::cli::run().into()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
