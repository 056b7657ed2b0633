//! The program of the web worker that writes a scenario to files.

#[cfg(target_arch = "wasm32")]
fn main() {
    token_factory_files::script::hand_over();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!(
        "This program works in a browser, as part of the page. Here `token-factory sheet` writes the same files."
    );
    std::process::ExitCode::FAILURE
}
