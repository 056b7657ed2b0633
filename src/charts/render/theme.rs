//! The colours of a figure: one for each meaning, in light and in dark.
//!
//! The page reads them from CSS custom properties, so that a style sheet, a forced palette or a printer can change
//! them; [`TOKENS`] holds the names with the values from which the style sheet is written.

use crate::spec::role::Role;
use model::quantity::read::number;

/// A colour without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

impl Rgb {
    /// Parses `#rgb`, `#rrggbb`, `rgb(r, g, b)` and `rgba(r, g, b, a)`, the forms in which browsers return a colour.
    /// Channels may be separated by commas or spaces. Transparency is parsed and dropped, except that a fully
    /// transparent colour is `None`, like anything that is not a colour.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('#') {
            let nibbles: Option<Vec<u8>> =
                digits.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
            return match nibbles?.as_slice() {
                [r, g, b] | [r, g, b, _] => Some(Self(r * 17, g * 17, b * 17)),
                [r0, r1, g0, g1, b0, b1] | [r0, r1, g0, g1, b0, b1, _, _] => {
                    Some(Self(r0 * 16 + r1, g0 * 16 + g1, b0 * 16 + b1))
                }
                _ => None,
            };
        }
        let inside = text.strip_prefix("rgba(").or_else(|| text.strip_prefix("rgb("))?.strip_suffix(')')?;
        let parts: Vec<&str> =
            inside.split([',', ' ', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let channel = |part: &str| part.parse::<u8>().ok();
        match parts.as_slice() {
            [r, g, b] => Some(Self(channel(r)?, channel(g)?, channel(b)?)),
            [r, g, b, a] if number(a).is_some_and(|a| a > 0.0) => {
                Some(Self(channel(r)?, channel(g)?, channel(b)?))
            }
            _ => None,
        }
    }
    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
    /// Contrast with another colour, from 1 (the same) to 21, according to WCAG 2.2.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    /// The channels as linear light, from 0 to 1.
    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        })
    }
}

/// How a colour is used on the page, which determines how much contrast it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Everything else is drawn on it.
    Ground,
    /// Guides the eye and carries no information: grid lines.
    Faint,
    /// Carries information as a line or an area: contrast of at least 3.
    Mark,
    /// Text: contrast of at least 4.5.
    Text,
}

/// A colour with its name in the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Name of the CSS custom property.
    pub css: &'static str,
    /// Value on a light page.
    pub light: Rgb,
    /// Value on a dark page.
    pub dark: Rgb,
    /// How it is used on the page.
    pub duty: Duty,
}

/// Minimum contrast of text with its background.
const LEGIBLE: f64 = 4.5;

impl Token {
    /// Its name without the common prefix: `revenue`.
    pub fn name(&self) -> &'static str {
        self.css.trim_start_matches("--figure-")
    }
    /// The token, or that of ink where text in its colour would be hard to read on a light or on a dark page.
    pub(crate) fn legible(&'static self) -> &'static Self {
        let [ground, ink] = [&TOKENS[0], &TOKENS[1]];
        let is_legible =
            self.light.contrast(ground.light) >= LEGIBLE && self.dark.contrast(ground.dark) >= LEGIBLE;
        if is_legible || self.duty == Duty::Ground { self } else { ink }
    }
}

const fn token(css: &'static str, duty: Duty, light: Rgb, dark: Rgb) -> Token {
    Token { css, light, dark, duty }
}

/// How many steps of [`Role::Generation`] have a separate colour; later ones start over.
pub const GENERATIONS: u8 = 6;

/// Every colour of a figure, in the order in which a [`Theme`] holds them.
pub const TOKENS: [Token; 22] = [
    token("--figure-ground", Duty::Ground, Rgb(0xfd, 0xfc, 0xf9), Rgb(0x16, 0x18, 0x1c)),
    token("--figure-ink", Duty::Text, Rgb(0x1d, 0x1c, 0x1a), Rgb(0xec, 0xea, 0xe4)),
    token("--figure-muted", Duty::Text, Rgb(0x62, 0x5e, 0x57), Rgb(0xa9, 0xa6, 0x9f)),
    token("--figure-grid", Duty::Faint, Rgb(0xe6, 0xe3, 0xdb), Rgb(0x2d, 0x31, 0x37)),
    token("--figure-axis", Duty::Mark, Rgb(0x8a, 0x86, 0x7d), Rgb(0x7d, 0x7f, 0x84)),
    token("--figure-revenue", Duty::Mark, Rgb(0x12, 0x4f, 0x9e), Rgb(0xa5, 0xcc, 0xff)),
    token("--figure-electricity", Duty::Mark, Rgb(0xc0, 0x83, 0x00), Rgb(0xf2, 0xc1, 0x4e)),
    token("--figure-machines", Duty::Mark, Rgb(0x55, 0x73, 0x8c), Rgb(0x76, 0x93, 0xad)),
    token("--figure-building", Duty::Mark, Rgb(0xa0, 0x5a, 0x3c), Rgb(0xc9, 0x7c, 0x57)),
    token("--figure-running", Duty::Mark, Rgb(0xa8, 0x72, 0x9f), Rgb(0xb0, 0x85, 0xb8)),
    token("--figure-profit", Duty::Mark, Rgb(0x14, 0x80, 0x5e), Rgb(0x4f, 0xc7, 0x9b)),
    token("--figure-loss", Duty::Mark, Rgb(0xb3, 0x2d, 0x1c), Rgb(0xff, 0x8a, 0x73)),
    token("--figure-forecast", Duty::Mark, Rgb(0x2f, 0x6d, 0x8f), Rgb(0x6f, 0xb7, 0xd9)),
    token("--figure-baseline", Duty::Mark, Rgb(0x7d, 0x7a, 0x73), Rgb(0x8e, 0x8f, 0x92)),
    token("--figure-published", Duty::Mark, Rgb(0x1d, 0x1c, 0x1a), Rgb(0xec, 0xea, 0xe4)),
    token("--figure-focus", Duty::Mark, Rgb(0xb0, 0x30, 0x60), Rgb(0xff, 0x8f, 0xb5)),
    token("--figure-generation-1", Duty::Mark, Rgb(0xba, 0x87, 0x1a), Rgb(0x96, 0x70, 0x2a)),
    token("--figure-generation-2", Duty::Mark, Rgb(0x70, 0x76, 0x1a), Rgb(0x98, 0xa5, 0x3e)),
    token("--figure-generation-3", Duty::Mark, Rgb(0x1f, 0x8f, 0x74), Rgb(0x2f, 0x9a, 0x84)),
    token("--figure-generation-4", Duty::Mark, Rgb(0x1c, 0x6a, 0x9c), Rgb(0x4a, 0x97, 0xdc)),
    token("--figure-generation-5", Duty::Mark, Rgb(0x4a, 0x3f, 0x96), Rgb(0xbd, 0xb2, 0xff)),
    token("--figure-generation-6", Duty::Mark, Rgb(0x4a, 0x12, 0x48), Rgb(0xf8, 0xdc, 0xf2)),
];

/// A colour for each meaning in a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colours: [Rgb; TOKENS.len()],
}

impl Theme {
    /// For a light page, and for print.
    pub fn light() -> Self {
        Self { colours: TOKENS.map(|token| token.light) }
    }
    /// For a dark page.
    pub fn dark() -> Self {
        Self { colours: TOKENS.map(|token| token.dark) }
    }
    /// The colours that `value` returns for the names of their CSS custom properties; the others unchanged.
    ///
    /// With forced colours the page passes system colours the same way.
    #[must_use]
    pub fn read(self, value: impl Fn(&'static str) -> Option<Rgb>) -> Self {
        let mut colours = self.colours;
        for (colour, token) in colours.iter_mut().zip(&TOKENS) {
            *colour = value(token.css).unwrap_or(*colour);
        }
        Self { colours }
    }
    /// The token of one of its colours; the token of ink for any other colour.
    pub(crate) fn token(&self, colour: Rgb) -> &'static Token {
        let place = self.colours.iter().position(|own| *own == colour);
        &TOKENS[place.unwrap_or(1)]
    }
    /// Style rules that assign these colours to the classes of a drawing: `c-revenue` fills, `l-revenue` draws a
    /// line.
    pub fn rules(&self) -> String {
        let rule = |(token, colour): (&Token, &Rgb)| {
            let (name, colour) = (token.name(), colour.hex());
            format!(".c-{name}{{fill:{colour}}}.l-{name}{{stroke:{colour}}}")
        };
        TOKENS.iter().zip(&self.colours).map(rule).collect()
    }
    /// The background of the drawing.
    pub fn ground(&self) -> Rgb {
        self.colours[0]
    }
    /// Text and the chosen point.
    pub fn ink(&self) -> Rgb {
        self.colours[1]
    }
    /// Muted text.
    pub fn muted(&self) -> Rgb {
        self.colours[2]
    }
    /// Grid lines.
    pub fn grid(&self) -> Rgb {
        self.colours[3]
    }
    /// The line at zero and the tick strokes.
    pub fn axis(&self) -> Rgb {
        self.colours[4]
    }
    /// The colour of a meaning.
    pub fn role(&self, role: Role) -> Rgb {
        self.colours[match role {
            Role::Revenue => 5,
            Role::Electricity => 6,
            Role::Machines => 7,
            Role::Building => 8,
            Role::Running => 9,
            Role::Profit => 10,
            Role::Loss => 11,
            Role::Forecast => 12,
            Role::Baseline => 13,
            Role::Published => 14,
            Role::Focus => 15,
            Role::Generation(step) => 16 + usize::from(step % GENERATIONS),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 17] = [
        Role::Revenue,
        Role::Electricity,
        Role::Machines,
        Role::Building,
        Role::Running,
        Role::Profit,
        Role::Loss,
        Role::Forecast,
        Role::Baseline,
        Role::Published,
        Role::Focus,
        Role::Generation(0),
        Role::Generation(1),
        Role::Generation(2),
        Role::Generation(3),
        Role::Generation(4),
        Role::Generation(5),
    ];

    #[test]
    fn every_colour_stands_out_as_its_duty_asks() {
        for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark())] {
            for (token, colour) in TOKENS.iter().zip(theme.colours) {
                let least = match token.duty {
                    Duty::Ground => 1.0,
                    Duty::Faint => 1.1,
                    Duty::Mark => 3.0,
                    Duty::Text => 4.5,
                };
                let contrast = colour.contrast(theme.ground());
                assert!(contrast >= least, "{} {name}: {contrast:.2} is under {least}", token.css);
            }
        }
    }

    #[test]
    fn every_role_has_the_colour_of_its_name() {
        for role in ROLES {
            let name = match role {
                Role::Generation(step) => format!("--figure-generation-{}", step + 1),
                other => format!("--figure-{}", format!("{other:?}").to_lowercase()),
            };
            let token = TOKENS.iter().find(|token| token.css == name).unwrap();
            assert_eq!(Theme::light().role(role), token.light, "{name}");
            assert_eq!(Theme::dark().role(role), token.dark, "{name}");
        }
        assert_eq!(Theme::light().role(Role::Generation(6)), Theme::light().role(Role::Generation(0)));
    }

    /// A colour as seen by a reader without red (or without green) receptors, at full strength: G. Machado, M.
    /// Oliveira, L. Fernandes, "A physiologically-based model for simulation of color vision deficiency", IEEE TVCG
    /// 15 (2009), table 1. Converted to lightness and two opponent axes: B. Ottosson, Oklab (2020).
    fn seen(colour: Rgb, eye: [[f64; 3]; 3]) -> [f64; 3] {
        let times =
            |m: [[f64; 3]; 3], v: [f64; 3]| m.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
        let light = times(eye, colour.linear()).map(|c| c.clamp(0.0, 1.0));
        let cones = times(
            [
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            light,
        );
        times(
            [
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(libm::cbrt),
        )
    }

    #[test]
    fn colours_that_meet_in_one_figure_are_told_apart_by_all_eyes() {
        const NORMAL: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        const NO_RED: [[f64; 3]; 3] = [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ];
        const NO_GREEN: [[f64; 3]; 3] = [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ];
        let stacked = [Role::Machines, Role::Electricity, Role::Building, Role::Running];
        let rows: [Vec<(Role, Role)>; 3] = [
            // Layers of a stack touch their neighbours, and the line of revenue crosses them all.
            stacked.windows(2).map(|pair| (pair[0], pair[1])).collect(),
            stacked.iter().map(|layer| (Role::Revenue, *layer)).collect(),
            (0..5).map(|step| (Role::Generation(step), Role::Generation(step + 1))).collect(),
        ];
        let mut close = Vec::new();
        for (name, theme) in [("light", Theme::light()), ("dark", Theme::dark())] {
            for (eye_name, eye) in [("usual", NORMAL), ("no red", NO_RED), ("no green", NO_GREEN)] {
                for (a, b) in rows.iter().flatten() {
                    let (p, q) = (seen(theme.role(*a), eye), seen(theme.role(*b), eye));
                    let apart = p.iter().zip(q).map(|(p, q)| (p - q) * (p - q)).sum::<f64>().sqrt();
                    if apart < 0.08 {
                        close.push(format!("{name}, {eye_name}: {a:?} and {b:?} are {apart:.3} apart"));
                    }
                }
            }
        }
        assert!(close.is_empty(), "{}", close.join("\n"));
    }

    #[test]
    fn colours_are_read_as_browsers_write_them() {
        let cases = [
            ("#fff", Some(Rgb(255, 255, 255))),
            (" #0A1b2c ", Some(Rgb(10, 27, 44))),
            ("rgb(1, 2, 3)", Some(Rgb(1, 2, 3))),
            ("rgb(1 2 3 / 0.5)", Some(Rgb(1, 2, 3))),
            ("rgba(1, 2, 3, 0.5)", Some(Rgb(1, 2, 3))),
            ("rgba(1, 2, 3, 0)", None),
            ("rgb(256, 0, 0)", None),
            ("rgb(1, 2)", None),
            ("#12345", None),
            ("#12é", None),
            ("CanvasText", None),
            ("", None),
        ];
        for (text, colour) in cases {
            assert_eq!(Rgb::parse(text), colour, "{text:?}");
        }
        for token in TOKENS {
            assert_eq!(Rgb::parse(&token.light.hex()), Some(token.light));
        }
    }

    #[test]
    fn the_page_can_replace_some_colours_and_leave_the_rest() {
        let mine = Rgb(1, 2, 3);
        let theme = Theme::dark().read(|name| (name == "--figure-ink").then_some(mine));
        assert_eq!(theme.ink(), mine);
        assert_eq!(theme.ground(), Theme::dark().ground());
    }
}
