//! The program of the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    token_factory::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program works in a browser: see `token-factory serve`.");
    std::process::ExitCode::FAILURE
}
