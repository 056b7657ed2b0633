//! The program of the web worker that makes the draws: the model without the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    token_factory::worker::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program works in a browser, as part of the page: see `token-factory serve`.");
    std::process::ExitCode::FAILURE
}
