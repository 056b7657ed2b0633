//! The page in the browser, the command line elsewhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    token_factory::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    token_factory::cli::run().into()
}
