//! The program of the module that others build on: the model without a page.

#[cfg(target_arch = "wasm32")]
fn main() {
    token_factory_api::script::hand_over();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("This program works within a module of JavaScript: see model/README.md of the built site.");
    std::process::ExitCode::FAILURE
}
