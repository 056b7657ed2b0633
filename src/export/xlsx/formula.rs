//! Formulas of the factory as formulas of a spreadsheet.
//!
//! Every quantity is a defined name, the same as on the page: `profit.revenue`. A spreadsheet has errors where the factory has
//! numbers that are not finite, and an error takes whatever reads it along, where the smaller of 3 and infinity is 3. So a
//! formula that gives a number on the page although a part of it has none says what it gives where that part is an error.

use model::quantity::{Expr, Quantity};
use model::sheet::explain::{Values, value};

/// Letters of the longest formula that a cell of Excel holds.
pub const LONGEST: usize = 8_192;

/// The formula of a quantity, without the equals sign; `values` are those of the page.
pub fn formula(of: &Expr, values: &Values) -> String {
    Writer { values }.write(of, 0)
}

/// The defined name of a quantity.
pub fn name(stage: &str, about: &Quantity) -> String {
    format!("{stage}.{}", about.id)
}

struct Writer<'a> {
    values: &'a Values,
}

/// How tightly a sign binds: sums, products, powers.
fn rank(sign: char) -> u8 {
    match sign {
        '+' | '-' => 1,
        '*' | '/' => 2,
        _ => 3,
    }
}

impl Writer<'_> {
    fn is_finite(&self, part: &Expr) -> bool {
        value(part, self.values).is_finite()
    }
    /// A part of a formula; `outer` is the rank of what stands around it.
    fn write(&self, part: &Expr, outer: u8) -> String {
        let plain = self.plain(part, outer);
        match self.where_error(part) {
            Some(instead) => format!("IFERROR({},{instead})", self.plain(part, 0)),
            None => plain,
        }
    }
    fn plain(&self, part: &Expr, outer: u8) -> String {
        match part {
            Expr::Literal(number) if *number < 0.0 => format!("({number})"),
            Expr::Literal(number) => number.to_string(),
            Expr::Input(stage, about) | Expr::Named(stage, about, _) => name(stage, about),
            Expr::Infix(sign, [left, right]) => {
                let rank = rank(*sign);
                // Sums do not regroup: what stands right of a sign of the same rank keeps its brackets.
                let (left, right) = (self.write(left, rank), self.write(right, rank + 1));
                let text = format!("{left}{sign}{right}");
                if rank < outer { format!("({text})") } else { text }
            }
            Expr::Call("if", [switch, yes, no]) => {
                let (yes, no) = (self.write(yes, 0), self.write(no, 0));
                format!("IF({}=0,{no},{yes})", self.switch(switch))
            }
            Expr::Call("soft_max", [a, b, p]) => {
                let [a, b, p] = [a, b, p].map(|part| self.write(part, 3 + 1));
                format!("({a}^{p}+{b}^{p})^(1/{p})")
            }
            Expr::Call("over_week", [demand, hours @ ..]) => {
                let demand = self.write(demand, 2);
                let day = |hours: &[Expr]| {
                    let served: Vec<String> =
                        hours.iter().map(|hour| format!("MIN({demand}*{},1)", self.write(hour, 3))).collect();
                    format!("({})/24", served.join("+"))
                };
                let (workday, weekend) = hours.split_at(hours.len() / 2);
                let text = format!("(5*{}+2*{})/7", day(workday), day(weekend));
                if rank('/') < outer { format!("({text})") } else { text }
            }
            Expr::Call(function, of) => {
                let of: Vec<String> = of.iter().map(|part| self.write(part, 0)).collect();
                let function = match *function {
                    "min" => "MIN",
                    "max" => "MAX",
                    "floor" => "INT",
                    other => other,
                };
                format!("{function}({})", of.join(","))
            }
        }
    }
    /// A switch. One that is not known is on.
    fn switch(&self, part: &Expr) -> String {
        if self.is_finite(part) {
            self.write(part, 1)
        } else {
            format!("IFERROR({},1)", self.write(part, 0))
        }
    }
    /// What a part gives where something in it is an error; none where it is one itself, or nothing in it is.
    fn where_error(&self, part: &Expr) -> Option<String> {
        let whole = value(part, self.values);
        if !whole.is_finite() {
            return None;
        }
        match part {
            Expr::Literal(_) | Expr::Input(..) | Expr::Named(..) | Expr::Call("if", _) => None,
            // The smaller and the larger of a number and nothing is the number.
            Expr::Call("min" | "max", [a, b]) => match (self.is_finite(a), self.is_finite(b)) {
                (true, true) => None,
                (true, false) => Some(self.write(a, 0)),
                _ => Some(self.write(b, 0)),
            },
            Expr::Infix(_, parts) => self.constant(&parts[..], whole),
            Expr::Call(_, parts) => self.constant(parts, whole),
        }
    }
    /// What is left of a part with an infinite part in it: a share of infinity is nothing, a full hour is full.
    fn constant(&self, parts: &[Expr], whole: f64) -> Option<String> {
        let is_whole = parts.iter().all(|part| self.is_finite(part));
        (!is_whole).then(|| whole.to_string())
    }
}
