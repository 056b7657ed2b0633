//! The picture shown in previews of a link to the page, and the icons: PNG, drawn when the site is built.
//!
//! Text uses the font of the crate `epaint_default_fonts` and no system font, so that every build draws the same
//! bytes.

use crate::views::{html, raw};
use charts::chart::profit;
use charts::render::paint::DrawError;
use charts::render::svg::svg_alone;
use charts::spec::role::Role;
use charts::{Theme, View};
use leptos::prelude::*;
use model::format::digits::parts;
use model::quantity::unit::{TTOKEN_PER_DAY, USD_PER_MTOK, USD_PER_YEAR};
use model::scenario::Scenario;
use model::scenario::levers::LEVERS;
use model::study::evaluate::{Evaluation, evaluate};
use model::study::sensitivity::curve::Curve;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree};
use std::path::Path;
use std::{fmt, fs, io};

/// Width and height of the picture, as recommended by services that show it.
pub const SIZE: (u32, u32) = (1200, 630);

/// Name of the picture in the folder of the site.
pub const NAME: &str = "card.png";

/// The icon.
const ICON: &str = include_str!("../../public/icon.svg");

/// Side of the view box of [`ICON`].
const ICON_SIDE: f64 = 32.0;

/// An icon file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icon {
    /// Name in the folder of the site.
    pub name: &'static str,
    /// Pixels per side.
    pub side: u32,
    /// Fraction of the side that the drawing covers, with ground around it; `None` if it fills a transparent picture.
    pub within: Option<f64>,
}

/// All icons. A maskable icon may be cropped to a shape, but a circle of four fifths of its side is always kept.
pub const ICONS: [Icon; 4] = [
    Icon { name: "icon-180.png", side: 180, within: Some(0.8) },
    Icon { name: "icon-192.png", side: 192, within: None },
    Icon { name: "icon-512.png", side: 512, within: None },
    Icon { name: "icon-maskable-512.png", side: 512, within: Some(0.55) },
];

/// Why a picture could not be made.
#[derive(Debug)]
pub enum CardError {
    /// The figure could not be drawn.
    Draw(DrawError),
    /// The SVG could not be parsed.
    Read(usvg::Error),
    /// There is no picture of that size, or it could not be encoded: the error message.
    Encode(String),
}

impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draw(error) => error.fmt(f),
            Self::Read(error) => write!(f, "the picture could not be read: {error}"),
            Self::Encode(error) => write!(f, "the picture could not be encoded: {error}"),
        }
    }
}

impl std::error::Error for CardError {}

/// Writes the picture and the icons into the folder of a site.
///
/// # Errors
/// If the folder cannot be written, or a picture cannot be made.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::write(folder.join(NAME), card().map_err(io::Error::other)?)?;
    for it in &ICONS {
        fs::write(folder.join(it.name), icon(it).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// The picture of the baseline scenario: title, the equation with its numbers, and the profit chart.
///
/// # Errors
/// If the picture cannot be made.
pub fn card() -> Result<Vec<u8>, CardError> {
    let now = evaluate(&Scenario::baseline());
    picture(&drawing(&now)?, SIZE)
}

/// An icon.
///
/// # Errors
/// If the picture cannot be made.
pub fn icon(it: &Icon) -> Result<Vec<u8>, CardError> {
    let side = f64::from(it.side);
    let Some(within) = it.within else { return picture(ICON, (it.side, it.side)) };
    let (own, edge) = (within * side, (1.0 - within) / 2.0 * side);
    let whole = view! {
        <svg xmlns="http://www.w3.org/2000/svg" width=side height=side>
            <rect width="100%" height="100%" fill=Theme::light().ground().hex()/>
            <g transform=format!("translate({edge} {edge}) scale({})", own / ICON_SIDE)>{raw(inside(ICON))}</g>
        </svg>
    };
    picture(&html(whole), (it.side, it.side))
}

/// The content between the outer tags of a document.
fn inside(svg: &str) -> &str {
    let begun = svg.split_once('>').map_or("", |(_, rest)| rest);
    begun.rsplit_once("</svg>").map_or(begun, |(inner, _)| inner)
}

/// Pixels from the border to the drawing.
const MARGIN: u32 = 48;
/// The y coordinate at which the chart begins.
const CHART: u32 = 272;
/// Pixels of the card per CSS pixel of the chart: the card is usually shown small.
const ENLARGED: f64 = 2.0;

/// The picture as SVG.
fn drawing(now: &Evaluation) -> Result<String, CardError> {
    let theme = Theme::light();
    let curve = Curve::over(&now.scenario, &LEVERS.context);
    let figure = profit::figure(&curve, now, &profit::axes(&curve, now, None, None));
    let (wide, high) = (SIZE.0 - 2 * MARGIN, SIZE.1 - CHART - MARGIN / 2);
    let view = View::new(f64::from(wide) / ENLARGED, f64::from(high) / ENLARGED);
    let chart = svg_alone(&figure, &theme, &view).map_err(CardError::Draw)?;
    // The chart has its own size: it becomes a part of the card, scaled to the available room.
    let chart = chart.replacen(
        &format!("width=\"{}\" height=\"{}\"", view.width, view.height),
        &format!("x=\"{MARGIN}\" y=\"{CHART}\" width=\"{wide}\" height=\"{high}\""),
        1,
    );
    let (ink, muted) = (theme.ink().hex(), theme.muted().hex());
    let text = |x: f64, y: f64, size: f64, colour: &str, words: &str| {
        let (colour, words) = (colour.to_owned(), words.to_owned());
        view! { <text x=x y=y font-family="sans-serif" font-size=size fill=colour>{words}</text> }
    };
    // The only font is light: larger text gets a stroke in its colour.
    let strong = |x: f64, y: f64, size: f64, colour: &str, words: &str| {
        let (colour, words) = (colour.to_owned(), words.to_owned());
        view! {
            <text x=x y=y font-family="sans-serif" font-size=size fill=colour.clone() stroke=colour
                stroke-width=size / 40.0>{words}</text>
        }
    };
    let left = f64::from(MARGIN);
    let result = result_colour(now, &theme);
    let terms = terms(now).into_iter().enumerate().map(|(i, term)| {
        let (x, colour) = (left + term.at, if i == 0 { &result } else { &ink });
        view! {
            {strong(x, 182.0, 44.0, colour, &term.number)}
            {text(x, 222.0, 24.0, &muted, term.name)}
        }
    });
    let whole = view! {
        <svg xmlns="http://www.w3.org/2000/svg" width=SIZE.0 height=SIZE.1>
            <rect width="100%" height="100%" fill=theme.ground().hex()/>
            <g transform=format!("translate({left} 34) scale(1.9)")>{raw(inside(ICON))}</g>
            {strong(left + 80.0, 84.0, 52.0, &ink, "Token Factory")}
            {text(left + 470.0, 82.0, 27.0, &muted, "Run an AI data center. See what it earns.")}
            {terms.collect_view()}
            {raw(chart)}
        </svg>
    };
    Ok(html(whole))
}

fn result_colour(now: &Evaluation, theme: &Theme) -> String {
    let role = if now.factory.profit.profit < 0.0 { Role::Loss } else { Role::Profit };
    theme.role(role).hex()
}

/// A term of the equation.
struct Term {
    at: f64,
    number: String,
    name: &'static str,
}

/// profit = tokens × (price − cost), with the numbers of a scenario.
fn terms(now: &Evaluation) -> [Term; 7] {
    let profit = &now.factory.profit;
    let term = |at, number, name| Term { at, number, name };
    let sign = |at, sign: &str| Term { at, number: sign.to_owned(), name: "" };
    [
        term(0.0, parts(profit.profit, &USD_PER_YEAR).0, "profit a year"),
        sign(190.0, "="),
        term(248.0, parts(profit.tokens, &TTOKEN_PER_DAY).0, "tokens a day"),
        sign(430.0, "× ("),
        term(512.0, parts(profit.token_price, &USD_PER_MTOK).0, "price of a million"),
        sign(752.0, "−"),
        term(810.0, format!("{} )", parts(profit.token_cost, &USD_PER_MTOK).0), "cost of a million"),
    ]
}

/// A drawing as PNG, scaled to the given pixels.
fn picture(svg: &str, (wide, high): (u32, u32)) -> Result<Vec<u8>, CardError> {
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
    // Every font family falls back to this one.
    let family = fonts.faces().find_map(|face| Some(face.families.first()?.0.clone())).unwrap_or_default();
    fonts.set_sans_serif_family(family);
    let tree = Tree::from_str(svg, &options).map_err(CardError::Read)?;
    let mut pixels = Pixmap::new(wide, high)
        .ok_or_else(|| CardError::Encode(format!("no picture has {wide} by {high} pixels")))?;
    #[allow(clippy::cast_precision_loss, reason = "pictures of some hundred pixels")]
    let scale = Transform::from_scale(wide as f32 / tree.size().width(), high as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| CardError::Encode(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Width and height stored in a PNG.
    fn size(png: &[u8]) -> (u32, u32) {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    fn read(png: &[u8]) -> Pixmap {
        Pixmap::decode_png(png).unwrap()
    }

    #[test]
    fn the_card_is_the_same_for_two_runs_and_as_large_as_asked() {
        let (one, other) = (card().unwrap(), card().unwrap());
        assert_eq!(one, other);
        assert_eq!(size(&one), SIZE);
        // Small enough to be loaded by services that show it.
        assert!(one.len() < 300_000, "{}", one.len());
    }

    #[test]
    fn letters_and_chart_are_on_the_card() {
        let now = evaluate(&Scenario::baseline());
        let svg = drawing(&now).unwrap();
        for term in terms(&now) {
            assert!(svg.contains(&html(term.number.clone())), "{}", term.number);
        }
        let card = read(&card().unwrap());
        let theme = Theme::light();
        let count = |colour: charts::render::theme::Rgb, [x0, x1]: [u32; 2], [y0, y1]: [u32; 2]| {
            (x0..x1)
                .flat_map(|x| (y0..y1).map(move |y| (x, y)))
                .filter(|(x, y)| {
                    card.pixel(*x, *y)
                        .is_some_and(|it| [it.red(), it.green(), it.blue()] == [colour.0, colour.1, colour.2])
                })
                .count()
        };
        // Without its font, text leaves no pixels.
        assert!(count(theme.ink(), [128, 500], [30, 90]) > 500, "the title");
        assert!(count(theme.role(Role::Profit), [48, 230], [140, 190]) > 200, "the profit");
        assert!(count(theme.role(Role::Revenue), [48, 1152], [CHART, 620]) > 500, "the line of revenue");
        // Terms do not overlap: there is a column of ground between them.
        for (pair, gap) in terms(&now).windows(2).zip(["=", "tokens", "sign", "price", "sign", "cost"]) {
            let right = MARGIN + to_pixels(pair[1].at);
            assert_eq!(count(theme.ground(), [right - 6, right - 4], [140, 230]), 2 * 90, "before {gap}");
        }
    }

    fn to_pixels(at: f64) -> u32 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the card")]
        {
            at as u32
        }
    }

    #[test]
    fn icons_have_their_sizes_and_grounds() {
        for it in &ICONS {
            let png = icon(it).unwrap();
            assert_eq!(size(&png), (it.side, it.side), "{}", it.name);
            let pixels = read(&png);
            let corner = pixels.pixel(0, 0).unwrap();
            assert_eq!(corner.alpha() == 0, it.within.is_none(), "{}", it.name);
            let drawn = pixels.pixels().iter().filter(|it| it.alpha() == 255 && it.red() == 0xb4).count();
            assert!(drawn > usize::try_from(it.side * it.side / 20).unwrap(), "{}", it.name);
        }
    }

    #[test]
    fn a_maskable_icon_lies_within_the_circle_that_is_kept() {
        let it = ICONS.iter().find(|it| it.name.contains("maskable")).unwrap();
        let pixels = read(&icon(it).unwrap());
        let ground = pixels.pixel(0, 0).unwrap();
        let middle = f64::from(it.side) / 2.0;
        for x in 0..it.side {
            for y in 0..it.side {
                let away = libm::hypot(f64::from(x) + 0.5 - middle, f64::from(y) + 0.5 - middle);
                assert!(away <= 0.4 * f64::from(it.side) || pixels.pixel(x, y) == Some(ground), "{x} {y}");
            }
        }
    }

    #[test]
    fn files_are_written_by_their_names() {
        let folder = std::env::temp_dir().join(format!("token-factory-card-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        write(&folder).unwrap();
        for name in ICONS.iter().map(|it| it.name).chain([NAME]) {
            assert!(fs::metadata(folder.join(name)).unwrap().len() > 500, "{name}");
        }
        fs::remove_dir_all(&folder).unwrap();
        assert!(write(Path::new("/nowhere/at/all")).is_err());
    }
}
