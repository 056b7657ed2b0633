//! Formulas of the factory as formulas of a spreadsheet.
//!
//! Every quantity is a defined name, the same as on the page: `profit.revenue`. A spreadsheet has errors where the
//! factory has numbers that are not finite, and an error propagates to everything that reads it, while the smaller of 3
//! and infinity is 3. So a formula that gives a number on the page although a part of it does not states its value for
//! an error in that part.

use model::quantity::{Expr, Quantity};
use model::sheet::explain::{Values, value};

/// Most characters of a formula in an Excel cell.
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
    /// A part of a formula; `outer` is the rank of the surrounding operator.
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
            Expr::Infix('^', [base, exponent]) if self.is_delicate(base, exponent) => {
                let (a, x) = (self.write(base, 3), self.write(exponent, 4));
                format!("IF({x}=0,1,IFERROR({a}^{x},IF(AND({a}>=0,{a}<1,{x}>0),0,{a}^{x})))")
            }
            Expr::Infix(sign, [left, right]) => {
                let rank = rank(*sign);
                // Sums do not regroup: a right operand of the same rank keeps its parentheses.
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
    /// Whether a power may be one that spreadsheets differ in: 0 to the power of 0, which is 1 on the page and an error in
    /// Excel, or a share to the power of many tokens, too small for a number: 0 on the page and an error in LibreOffice.
    fn is_delicate(&self, base: &Expr, exponent: &Expr) -> bool {
        let is_share = matches!(base, Expr::Infix('-', _)) && !matches!(exponent, Expr::Literal(_));
        is_share || value(base, self.values) == 0.0 && value(exponent, self.values) == 0.0
    }
    /// A switch. An unknown one counts as on.
    fn switch(&self, part: &Expr) -> String {
        if self.is_finite(part) { self.write(part, 1) } else { format!("IFERROR({},1)", self.write(part, 0)) }
    }
    /// The value of a part in which something is an error; `None` if it is an error itself, or if nothing in it is.
    fn where_error(&self, part: &Expr) -> Option<String> {
        let whole = value(part, self.values);
        if !whole.is_finite() {
            return None;
        }
        match part {
            Expr::Literal(_) | Expr::Input(..) | Expr::Named(..) | Expr::Call("if", _) => None,
            // The minimum or maximum of a number and a part without one is the number.
            Expr::Call("min" | "max", [a, b]) => match (self.is_finite(a), self.is_finite(b)) {
                (true, true) => None,
                (true, false) => Some(self.write(a, 0)),
                _ => Some(self.write(b, 0)),
            },
            Expr::Infix(_, parts) => self.constant(&parts[..], whole),
            Expr::Call(_, parts) => self.constant(parts, whole),
        }
    }
    /// The value of a part with an infinite part in it: a number divided by infinity is zero, a full hour is full.
    fn constant(&self, parts: &[Expr], whole: f64) -> Option<String> {
        let is_whole = parts.iter().all(|part| self.is_finite(part));
        (!is_whole).then(|| whole.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::quantity::Num;

    fn written(of: Expr) -> String {
        formula(&of, &Values::new())
    }

    #[test]
    fn signs_keep_their_order_and_brackets() {
        let [one, two, seven] = [1.0, 2.0, 7.0].map(Expr::from);
        assert_eq!(written(one - (two - seven)), "1-(2-7)");
        assert_eq!(written(one - two - seven), "1-2-7");
        assert_eq!(written((one + two) * seven / (two * seven)), "(1+2)*7/(2*7)");
        assert_eq!(written(two.pow(one - seven)), "2^(1-7)");
        assert_eq!(written((two * two).pow(seven).pow(two)), "(2*2)^7^2");
        assert_eq!(written(one.min(two).choose(seven, one.floor())), "IF(MIN(1,2)=0,INT(1),7)");
        assert_eq!(written(one.soft_max(two + seven, two)), "(1^2+(2+7)^2)^(1/2)");
    }

    #[test]
    fn what_is_no_number_is_passed_over_where_the_page_does() {
        let [nothing, one, two] = [0.0, 1.0, 2.0].map(Expr::from);
        let infinite = one / nothing;
        assert_eq!(written(infinite.min(two)), "IFERROR(MIN(1/0,2),2)");
        assert_eq!(written(two.max(nothing / nothing)), "IFERROR(MAX(2,0/0),2)");
        assert_eq!(written(one / infinite), "IFERROR(1/(1/0),0)");
        assert_eq!(written(infinite.choose(one, two)), "IF(IFERROR(1/0,1)=0,2,1)");
        assert_eq!(written(one + infinite), "1+1/0");
        assert_eq!(written(nothing.pow(nothing)), "IF(0=0,1,IFERROR(0^0,IF(AND(0>=0,0<1,0>0),0,0^0)))");
    }
}
