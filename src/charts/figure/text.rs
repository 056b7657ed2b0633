//! How wide words are, without asking a browser: labels are laid out before anything is drawn, and alike
//! everywhere.

use model::format::digits::in_threes;

/// Width of a text in pixels at a letter size in pixels, rather too much than too little.
///
/// Advance widths are those of DejaVu Sans, the widest of the faces that stand for `sans-serif`, grouped and
/// rounded up; with Helvetica, Roboto or Segoe a label takes an eighth less than it is given.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let em: f64 = text.chars().map(advance).sum();
    em * size * if bold { 1.1 } else { 1.0 }
}

fn advance(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' => 0.29,
        'f' | 't' | 'r' | 'I' | 'J' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '[' | ']' | '-' | '/'
        | ' ' => 0.40,
        'm' | 'M' | 'W' | '%' | '@' => 0.98,
        'w' | '→' | '−' | '+' | '=' | '×' | '~' | '<' | '>' | '≈' | '—' | '…' => 0.84,
        'c' | 's' | 'k' | 'z' | 'v' | 'x' | 'y' => 0.59,
        'A'..='Z' => 0.72,
        _ => 0.64,
    }
}

/// The text in lines no wider than `room`, broken at spaces. A word wider than that stands alone.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line)
                if width(line, size, bold) + width(" ", size, bold) + width(word, size, bold) <= room =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A number with up to three significant digits, thousands parted by commas, and a true minus sign.
pub(super) fn plain(value: f64) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let size = value.abs();
    let whole_digits = if size >= 1.0 { libm::floor(libm::log10(size)) + 1.0 } else { 0.0 };
    let text = if whole_digits >= 3.0 {
        format!("{:.0}", size)
    } else if size == 0.0 {
        "0".to_owned()
    } else {
        // Digits after the point until three count: more of them, the smaller the number.
        let mut decimals = 2usize;
        let mut leading = size;
        if size >= 10.0 {
            decimals = 1;
        }
        while leading < 1.0 && decimals < 12 {
            leading *= 10.0;
            decimals += 1;
        }
        let text = format!("{size:.decimals$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text != "0" {
        out.push('−');
    }
    out += &in_threes(whole);
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_plainly() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.2, "0.2"),
            (0.037_5, "0.0375"),
            (12.34, "12.3"),
            (1_234.4, "1,234"),
            (-1e6, "−1,000,000"),
            (f64::NAN, "—"),
            (f64::INFINITY, "—"),
        ];
        for (value, text) in cases {
            assert_eq!(plain(value), text, "{value}");
        }
    }

    #[test]
    fn lines_keep_all_words_and_stay_within_the_room() {
        let text = "Revenue per year of a site of one gigawatt";
        let lines = wrap(text, 12.0, false, 120.0);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 12.0, false) <= 120.0));
        assert_eq!(wrap("", 12.0, false, 120.0), Vec::<String>::new());
        assert_eq!(wrap("Incomprehensibilities", 12.0, false, 10.0), ["Incomprehensibilities"]);
    }
}
