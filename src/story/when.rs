//! Conditions on the numbers of a scenario: the statement of a claim, in a form that a test can check.
//!
//! `profit.profit > 0`, or `profit.token_cost * 10 < before.profit.token_cost`: names of the sheet in display units,
//! numbers, `+ - * /`, parentheses, and one `<` or `>`. `before.` selects the number before the levers were set.

use super::StoryError;
use super::numbers::number;
use model::study::evaluate::Evaluation;

/// The two scenarios of a condition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'a> {
    /// Before the levers were set.
    pub(super) before: &'a Evaluation,
    /// After.
    pub(super) after: &'a Evaluation,
}

/// Whether a condition is met. It is not met if a side cannot be computed.
pub(super) fn holds(condition: &str, pair: Pair<'_>) -> Result<bool, StoryError> {
    let fault = || StoryError::NoCondition(condition.to_owned());
    let place = condition.find(['<', '>']).ok_or_else(fault)?;
    let (left, right) = (&condition[..place], &condition[place + 1..]);
    let mut sides = [left, right].map(|text| {
        let mut side = Side { rest: text.trim(), pair };
        let value = side.sum()?;
        if side.rest.is_empty() { Ok(value) } else { Err(fault()) }
    });
    if condition[place..].starts_with('>') {
        sides.swap(0, 1);
    }
    let [less, more] = sides;
    Ok(less? < more?)
}

/// The unparsed rest of one side of a condition.
struct Side<'a> {
    rest: &'a str,
    pair: Pair<'a>,
}

impl<'a> Side<'a> {
    /// Consumes one of two signs, if it is next.
    fn sign(&mut self, among: [char; 2]) -> Option<char> {
        let sign = self.rest.chars().next().filter(|sign| among.contains(sign))?;
        self.rest = self.rest[1..].trim_start();
        Some(sign)
    }
    fn sum(&mut self) -> Result<f64, StoryError> {
        let mut value = self.product()?;
        while let Some(sign) = self.sign(['+', '-']) {
            let next = self.product()?;
            value += if sign == '+' { next } else { -next };
        }
        Ok(value)
    }
    fn product(&mut self) -> Result<f64, StoryError> {
        let mut value = self.term()?;
        while let Some(sign) = self.sign(['*', '/']) {
            let next = self.term()?;
            value = if sign == '*' { value * next } else { value / next };
        }
        Ok(value)
    }
    fn term(&mut self) -> Result<f64, StoryError> {
        let fault = || StoryError::NoCondition(self.rest.to_owned());
        if let Some(inner) = self.rest.strip_prefix('(') {
            self.rest = inner.trim_start();
            let value = self.sum()?;
            let rest =
                self.rest.strip_prefix(')').ok_or_else(|| StoryError::NoCondition(self.rest.to_owned()))?;
            self.rest = rest.trim_start();
            return Ok(value);
        }
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '_';
        let end = self.rest.find(|letter| !is_word(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let value = match word.chars().next().ok_or_else(fault)? {
            '0'..='9' => word.parse().map_err(|_| fault())?,
            _ => self.named(word)?,
        };
        self.rest = rest.trim_start();
        Ok(value)
    }
    /// A number of the sheet in its display unit.
    fn named(&self, word: &'a str) -> Result<f64, StoryError> {
        let (of, name) =
            word.strip_prefix("before.").map_or((self.pair.after, word), |name| (self.pair.before, name));
        let (_, about, value) = number(of, name)?;
        Ok(about.unit.shown(value))
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbers::at;
    use super::*;

    fn said(condition: &str) -> Result<bool, StoryError> {
        let (before, after) = (at("")?, at("agents=20M")?);
        holds(condition, Pair { before: &before, after: &after })
    }

    #[test]
    fn signs_bind_as_in_arithmetic() {
        for truth in ["2 + 3 * 4 > 13", "(2 + 3) * 4 > 19", "10 - 2 - 3 < 6", "12 / 2 / 3 < 3", "1 < 2"] {
            assert_eq!(said(truth), Ok(true), "{truth}");
            let turned = truth.replace('<', "&").replace('>', "<").replace('&', ">");
            assert_eq!(said(&turned), Ok(false), "{turned}");
        }
    }

    #[test]
    fn names_are_numbers_of_the_sheet_in_display_units_before_and_after() {
        assert_eq!(said("plan.agents > 19999999"), Ok(true));
        assert_eq!(said("plan.agents < 20000001"), Ok(true));
        assert_eq!(said("before.plan.agents > 7 * plan.agents"), Ok(true));
        assert_eq!(said("plan.cached > 1"), Ok(true));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in ["", "1", "1 <", "< 1", "1 < 2 < 3", "(1 < 2", "1 2 < 3", "3x < 4"] {
            assert!(matches!(said(text), Err(StoryError::NoCondition(_))), "{text}: {:?}", said(text));
        }
        assert!(matches!(said("profit.luck > 0"), Err(StoryError::NoNumber(_))));
    }
}
