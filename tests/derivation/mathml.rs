//! Parses MathML the way a reader does, and evaluates it: a formula that lost a parenthesis in rendering gives a
//! different number.

use std::collections::HashMap;

/// An element: its tag, its text, the elements in it.
#[derive(Debug, Default)]
struct Element<'a> {
    tag: &'a str,
    text: &'a str,
    parts: Vec<Self>,
}

/// The value of `<math>result = formula</math>`, with `names` giving the values of names.
pub(crate) fn value(math: &str, result: &str, names: &HashMap<String, f64>) -> f64 {
    let math = parse(math);
    let [name, equals, formula @ ..] = math.parts.as_slice() else { panic!("no equation: {math:?}") };
    assert!(name.text == result && equals.text == "=", "{math:?}");
    Reader { names, tokens: formula.iter().collect(), at: 0, hour: f64::NAN }.whole()
}

/// The tree of a fragment with one root.
fn parse(text: &str) -> Element<'_> {
    let mut open = vec![Element::default()];
    for piece in text.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        if tag.starts_with('/') {
            let closed = open.pop().expect("what is closed was open");
            assert_eq!(tag.trim_start_matches('/'), closed.tag);
            open.last_mut().expect("a root").parts.push(closed);
        } else {
            open.push(Element { tag: tag.split(' ').next().unwrap_or(tag), text, parts: Vec::new() });
        }
    }
    open.pop().expect("a root").parts.pop().expect("an element")
}

/// A row of elements, read from left to right. Nested rows do not group anything, because a reader does not see them.
struct Reader<'a> {
    names: &'a HashMap<String, f64>,
    tokens: Vec<&'a Element<'a>>,
    at: usize,
    /// Demand of the present hour in a sum over the week.
    hour: f64,
}

impl<'a> Reader<'a> {
    fn of(&self, element: &'a Element<'a>) -> f64 {
        Reader { names: self.names, tokens: vec![element], at: 0, hour: self.hour }.whole()
    }
    fn whole(mut self) -> f64 {
        let mut flat = Vec::new();
        for element in &self.tokens {
            flatten(element, &mut flat);
        }
        self.tokens = flat;
        let value = self.sum();
        assert_eq!(self.at, self.tokens.len(), "all is read: {:?}", self.tokens);
        value
    }
    fn next_is(&self, sign: &str) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.tag == "mo" && token.text == sign)
    }
    fn take(&mut self, sign: &str) -> bool {
        let is = self.next_is(sign);
        self.at += usize::from(is);
        is
    }
    fn sum(&mut self) -> f64 {
        let mut value = if self.take("−") { -self.product() } else { self.product() };
        loop {
            if self.take("+") {
                value += self.product();
            } else if self.take("−") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }
    fn product(&mut self) -> f64 {
        let mut value = self.factor();
        while self.take("×") || self.take("\u{2062}") {
            value *= self.factor();
        }
        value
    }
    fn within(&mut self, end: &str) -> f64 {
        let value = self.sum();
        assert!(self.take(end), "{end} is missing at {} of {:?}", self.at, self.tokens);
        value
    }
    fn factor(&mut self) -> f64 {
        if self.take("(") {
            return self.within(")");
        }
        if self.take("⌊") {
            return libm::floor(self.within("⌋"));
        }
        if self.take("{") {
            let table = self.tokens[self.at];
            self.at += 1;
            let is_end = self.at == self.tokens.len() || [")", ",", "⌋"].iter().any(|end| self.next_is(end));
            assert!(is_end, "nothing stands behind cases: {:?}", self.tokens);
            return self.cases(table);
        }
        let token = self.tokens[self.at];
        self.at += 1;
        match (token.tag, token.parts.as_slice()) {
            ("mn", _) => token.text.replace('−', "-").parse().expect("a number"),
            ("mi", _) if self.take("\u{2061}") => {
                assert!(self.take("("), "arguments of {}", token.text);
                let first = self.within(",");
                let second = self.within(")");
                match token.text {
                    "min" if second < first => second,
                    "max" if first < second => second,
                    "min" | "max" => first,
                    other => panic!("no function {other}"),
                }
            }
            ("mi", _) => *self.names.get(token.text).unwrap_or_else(|| panic!("no input {}", token.text)),
            // A sum over the hours of a week: five working days and two of the weekend.
            ("munderover", _) => {
                let start = self.at;
                let mut sum = 0.0;
                for (day, times) in [("Working day", 5.0), ("Weekend", 2.0)] {
                    for hour in 0..24 {
                        self.at = start;
                        self.hour = self.names[&format!("{day}, {hour}:00")];
                        sum += times * self.factor();
                    }
                }
                sum
            }
            ("msub", _) => self.hour,
            ("mfrac", [above, below]) => self.of(above) / self.of(below),
            ("msup", [base, power]) => {
                let bare = matches!(base.tag, "mi" | "mn" | "mroot");
                let closed = base.parts.first().is_some_and(|first| matches!(first.text, "(" | "⌊"));
                assert!(bare || closed, "what is raised holds together: {base:?}");
                libm::pow(self.of(base), self.of(power))
            }
            // In the way the norm is computed: without powers that overflow.
            ("mroot", [sum, p]) => {
                let powers: Vec<&Element> = sum.parts.iter().filter(|part| part.tag == "msup").collect();
                let [a, b] = powers.as_slice() else { panic!("a root of two powers: {sum:?}") };
                let [a, b, p] = [self.of(&a.parts[0]), self.of(&b.parts[0]), self.of(p)];
                let most = if a < b { b } else { a };
                if most == 0.0 {
                    0.0
                } else {
                    most * libm::pow(libm::pow(a / most, p) + libm::pow(b / most, p), 1.0 / p)
                }
            }
            _ => panic!("{token:?} is no part of a formula"),
        }
    }
    fn cases(&self, table: &'a Element<'a>) -> f64 {
        let [yes, no] = table.parts.as_slice() else { panic!("two cases: {table:?}") };
        let [_, condition] = yes.parts.as_slice() else { panic!("a case has a condition") };
        let [word, switch @ .., differs, zero] = condition.parts.as_slice() else { panic!("{condition:?}") };
        assert_eq!(
            [word.text, differs.text, zero.text, no.parts[1].parts[0].text],
            ["if\u{a0}", "≠", "0", "otherwise"]
        );
        let switch =
            Reader { names: self.names, tokens: switch.iter().collect(), at: 0, hour: self.hour }.whole();
        self.of(if switch == 0.0 { &no.parts[0] } else { &yes.parts[0] })
    }
}

/// The visible elements, with rows flattened.
fn flatten<'a>(element: &'a Element<'a>, into: &mut Vec<&'a Element<'a>>) {
    if matches!(element.tag, "mrow" | "mtd") {
        element.parts.iter().for_each(|part| flatten(part, into));
    } else {
        into.push(element);
    }
}
