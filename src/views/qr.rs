//! The printed link, for a phone to scan.

use leptos::either::Either;
use leptos::prelude::*;
use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

/// Side of the drawing in its own units; the style sheet sets its printed size.
const SIDE: u32 = 240;

/// An address as a QR code, or a sentence if it is too long for one.
#[component]
pub fn Qr(
    /// The address.
    address: String,
) -> impl IntoView {
    // Up to 2,953 bytes fit at the lowest level of error correction; where the address is shorter, the next level is used.
    let levels = [EcLevel::M, EcLevel::L];
    let code = levels.into_iter().find_map(|level| QrCode::with_error_correction_level(&address, level).ok());
    match code {
        Some(code) => Either::Left(view! {
            <div class="qr" role="img" aria-label="QR code of the link to these settings" inner_html=svg(&code)></div>
        }),
        None => Either::Right(view! { <p>"The link is too long for a QR code."</p> }),
    }
}

fn svg(code: &QrCode) -> String {
    let svg =
        code.render().min_dimensions(SIDE, SIDE).dark_color(Color("#000")).light_color(Color("#fff")).build();
    // The SVG is inlined: without the XML declaration.
    svg.find("<svg").map_or_else(String::new, |start| svg[start..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;

    fn of(length: usize) -> String {
        let address = format!("https://example.org/?v=2&context=128k{}", "x".repeat(length));
        html(view! { <Qr address/> })
    }

    #[test]
    fn an_address_is_a_drawing_without_styles() {
        for length in [0, 300, 2_000, 2_900] {
            let html = of(length);
            assert!(html.contains("<svg") && html.contains("<path") && !html.contains("<?xml"), "{length}");
            assert!(!html.contains("style"), "{html:.300}");
        }
        assert_ne!(of(0), of(1));
    }

    #[test]
    fn one_that_is_too_long_says_so() {
        assert!(of(3_000).contains("too long for a QR code"));
    }
}
