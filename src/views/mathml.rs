//! A formula in MathML: fractions, powers, cases; with the names of its quantities, or with their values.
//!
//! It is generated from the declared formula, like the formula in words. It only uses MathML Core, which browsers
//! render and screen readers read.

use leptos::prelude::*;
use model::format::digits::{DASH, MINUS, parts};
use model::quantity::{Expr, Quantity, Unit};
use model::sheet::explain::{Values, constant, negated, value};
use model::sheet::naming::Naming;

/// How tightly an expression binds: one that binds more loosely than its context needs parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// Cases, which have no end mark of their own. The loosest: at this level nothing needs parentheses.
    Cases,
    /// A sum, and an expression with a sign.
    Sum,
    /// A product, and a number with a unit.
    Product,
    /// A power, a fraction, a function.
    Power,
    /// A name, a bare number.
    Atom,
}

/// What is written for the quantities.
enum Leaves<'a> {
    Names(&'a Naming),
    Values(&'a Values),
}

/// A formula with the names of its quantities, after the name of its result: `Profit = Revenue − Cost`.
pub fn names(
    result: (&'static str, &'static Quantity),
    formula: &Expr,
    naming: &Naming,
) -> impl IntoView + use<> {
    let (_, body) = Leaves::Names(naming).write(formula);
    view! {
        <math display="block"><mi>{naming.name(result.0, result.1)}</mi><mo>"="</mo>{body}</math>
    }
}

/// A formula with the values of its quantities, before their result. Of cases only the active one is written.
pub fn values(result: &str, formula: &Expr, values: &Values) -> impl IntoView + use<> {
    let (_, body) = Leaves::Values(values).write(formula);
    let result = result.to_owned();
    view! { <math display="block">{body}<mo>"="</mo><mtext>{result}</mtext></math> }
}

impl Leaves<'_> {
    /// A part of a formula, in parentheses if it binds more loosely than `least`.
    fn part(&self, formula: &Expr, least: Bond) -> AnyView {
        let (bond, body) = self.write(formula);
        if bond < least { view! { <mrow><mo>"("</mo>{body}<mo>")"</mo></mrow> }.into_any() } else { body }
    }

    fn write(&self, formula: &Expr) -> (Bond, AnyView) {
        if let Some(number) = constant(formula) {
            return literal(number);
        }
        if let Some(of) = negated(formula) {
            let of = self.part(of, Bond::Product);
            return (Bond::Sum, view! { <mrow><mo>{MINUS}</mo>{of}</mrow> }.into_any());
        }
        match formula {
            Expr::Literal(number) => literal(*number),
            Expr::Input(stage, about) | Expr::Named(stage, about, _) => self.leaf(stage, about),
            Expr::Infix('/', [above, below]) => (Bond::Power, self.fraction(above, below)),
            Expr::Infix('^', [base, power]) => (Bond::Power, self.power(base, power)),
            Expr::Infix(sign, [left, right]) => self.infix(*sign, left, right),
            Expr::Call("if", [switch, yes, no]) => self.cases(switch, yes, no),
            Expr::Call("floor", [of]) => {
                let of = self.part(of, Bond::Cases);
                (Bond::Atom, view! { <mrow><mo>"⌊"</mo>{of}<mo>"⌋"</mo></mrow> }.into_any())
            }
            // The norm that rounds the corner, written out according to its definition.
            Expr::Call("soft_max", [a, b, p]) => {
                let root = view! {
                    <mroot>
                        <mrow>{self.power(a, p)}<mo>"+"</mo>{self.power(b, p)}</mrow>
                        {self.part(p, Bond::Cases)}
                    </mroot>
                };
                (Bond::Atom, root.into_any())
            }
            // The hours form one series; the individual hours are listed among the inputs.
            Expr::Call("over_week", [demand, ..]) => {
                let served = view! {
                    <mrow>
                        <mfrac><mn>"1"</mn><mn>"168"</mn></mfrac>
                        <mo>"\u{2062}"</mo>
                        <munderover>
                            <mo>"∑"</mo>
                            <mrow><mi>"h"</mi><mo>"="</mo><mn>"0"</mn></mrow>
                            <mn>"167"</mn>
                        </munderover>
                        <mi>"min"</mi><mo>"\u{2061}"</mo>
                        <mo>"("</mo>
                        {self.part(demand, Bond::Product)}
                        <mo>"×"</mo>
                        <msub><mtext>"demand"</mtext><mi>"h"</mi></msub>
                        <mo>","</mo><mn>"1"</mn>
                        <mo>")"</mo>
                    </mrow>
                };
                (Bond::Product, served.into_any())
            }
            Expr::Call(function, of) => {
                let call = view! {
                    <mrow>
                        <mi>{*function}</mi><mo>"\u{2061}"</mo>
                        <mo>"("</mo>
                        {self.row(",", *of, Bond::Cases)}
                        <mo>")"</mo>
                    </mrow>
                };
                (Bond::Power, call.into_any())
            }
        }
    }

    fn power(&self, base: &Expr, power: &Expr) -> AnyView {
        let (base, power) = (self.part(base, Bond::Atom), self.part(power, Bond::Cases));
        view! { <msup>{base}{power}</msup> }.into_any()
    }

    /// Parts in sequence, with a sign between them.
    fn row<'a>(
        &self,
        sign: &'static str,
        parts: impl IntoIterator<Item = &'a Expr>,
        least: Bond,
    ) -> Vec<AnyView> {
        let one = |(place, part)| {
            let sign = (place > 0).then(|| view! { <mo>{sign}</mo> });
            view! { {sign}{self.part(part, least)} }.into_any()
        };
        parts.into_iter().enumerate().map(one).collect()
    }

    fn infix(&self, sign: char, left: &Expr, right: &Expr) -> (Bond, AnyView) {
        let (bond, sign, least) = match sign {
            '*' => (Bond::Product, '×', Bond::Product),
            // A summand needs no parentheses if it is itself a sum; it does if it has a sign.
            '+' if matches!(right, Expr::Infix('+', _)) => (Bond::Sum, '+', Bond::Sum),
            '+' => (Bond::Sum, '+', Bond::Product),
            _ => (Bond::Sum, MINUS, Bond::Product),
        };
        let (left, right) = (self.part(left, bond), self.part(right, least));
        (bond, view! { <mrow>{left}<mo>{sign}</mo>{right}</mrow> }.into_any())
    }

    /// A fraction; repeated division has one fraction bar, with the divisors below it as a product.
    fn fraction(&self, above: &Expr, below: &Expr) -> AnyView {
        let (mut above, mut divisors) = (above, vec![below]);
        while let Expr::Infix('/', [of, by]) = above
            && constant(above).is_none()
        {
            above = of;
            divisors.insert(0, by);
        }
        let least = if divisors.len() > 1 { Bond::Product } else { Bond::Cases };
        let above = self.part(above, Bond::Cases);
        view! { <mfrac>{above}<mrow>{self.row("×", divisors, least)}</mrow></mfrac> }.into_any()
    }

    fn cases(&self, switch: &Expr, yes: &Expr, no: &Expr) -> (Bond, AnyView) {
        if let Self::Values(values) = self {
            return self.write(if value(switch, values) == 0.0 { no } else { yes });
        }
        let (yes, no) = (self.part(yes, Bond::Cases), self.part(no, Bond::Cases));
        let switch = self.part(switch, Bond::Sum);
        let table = view! {
            <mrow>
                <mo>"{"</mo>
                <mtable>
                    <mtr>
                        <mtd>{yes}</mtd>
                        <mtd><mtext>"if\u{a0}"</mtext>{switch}<mo>"≠"</mo><mn>"0"</mn></mtd>
                    </mtr>
                    <mtr><mtd>{no}</mtd><mtd><mtext>"otherwise"</mtext></mtd></mtr>
                </mtable>
            </mrow>
        };
        (Bond::Cases, table.into_any())
    }

    fn leaf(&self, stage: &'static str, about: &'static Quantity) -> (Bond, AnyView) {
        match self {
            Self::Names(naming) => (Bond::Atom, view! { <mi>{naming.name(stage, about)}</mi> }.into_any()),
            Self::Values(values) => {
                let value = values.get(&(stage, about.id)).copied().unwrap_or(f64::NAN);
                number(value, &about.unit)
            }
        }
    }
}

/// A literal number in the formula.
fn literal(number: f64) -> (Bond, AnyView) {
    let bond = if number < 0.0 { Bond::Sum } else { Bond::Atom };
    let digits = number.to_string().replace('-', &MINUS.to_string());
    (bond, view! { <mn>{digits}</mn> }.into_any())
}

/// Maximum length of a unit that is repeated after each number; a longer one is only written where it is needed.
const SHORT: usize = 8;

/// A value in its display unit.
fn number(value: f64, unit: &Unit) -> (Bond, AnyView) {
    let (digits, symbol) = parts(value, unit);
    if digits == DASH {
        return (Bond::Atom, view! { <mtext>{DASH}</mtext> }.into_any());
    }
    let is_told = !symbol.is_empty() && (symbol.chars().count() <= SHORT || !unit.is_base());
    let is_single = !is_told && digits.bytes().all(|c| c.is_ascii_alphanumeric() || b".,".contains(&c));
    let bond = match value {
        value if value < 0.0 => Bond::Sum,
        _ if is_single => Bond::Atom,
        _ => Bond::Product,
    };
    let space = if symbol.starts_with('/') || symbol == "×" { "" } else { "\u{a0}" };
    let body = if is_told {
        let symbol = format!("{space}{symbol}");
        view! { <mrow><mn>{digits}</mn><mtext>{symbol}</mtext></mrow> }.into_any()
    } else {
        view! { <mn>{digits}</mn> }.into_any()
    };
    (bond, body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::quantity::Num;
    use model::scenario::{Scenario, link};
    use model::sheet::book::Book;
    use model::sheet::explain;
    use model::study::evaluate::evaluate;

    /// MathML as a line of text: fractions as `frac(a;b)`, powers as `pow(a;b)`, roots as `root(a;b)`.
    fn read(mathml: &str) -> String {
        let mut text = mathml.replace("<math display=\"block\">", "").replace("</math>", "");
        for tag in ["mfrac", "msup", "mroot", "mtable", "mtr", "mtd"] {
            text = text.replace(&format!("<{tag}>"), &format!("{}(", &tag[1..]));
            text = text.replace(&format!("</{tag}>"), ")");
        }
        for tag in ["mrow", "mi", "mn", "mo", "mtext"] {
            text = text.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
        }
        text.replace('\u{a0}', " ")
    }

    fn of(name: &str) -> (String, String) {
        let book = Book::of(&evaluate(&Scenario::baseline()));
        let row = book.named(name).expect("a number of that name");
        let formula = row.formula.expect("it is computed");
        let place = (row.stage, row.about);
        let named = names(place, &formula, &row.naming());
        (html(named), html(values(&row.shown, &formula, &book.values())))
    }

    #[test]
    fn known_formulas() {
        assert_eq!(read(&of("profit.profit").0), "Profit=Revenue−Cost");
        assert_eq!(
            of("site.power_per_gpu").0,
            "<math display=\"block\"><mi>Power per GPU</mi><mo>=</mo><mfrac><mrow><mi>All-in power</mi><mo>×</mo>\
             <mi>Power usage effectiveness</mi></mrow><mrow><mi>PUE within all-in power</mi></mrow></mfrac></math>"
        );
        assert_eq!(
            of("cost.discount").0,
            "<math display=\"block\"><mi>Discount at end of life</mi><mo>=</mo><msup><mrow><mo>(</mo><mrow><mn>1</mn>\
             <mo>+</mo><mi>Cost of capital</mi></mrow><mo>)</mo></mrow><mrow><mo>−</mo><mi>Years of machine life</mi>\
             </mrow></msup></math>"
        );
        assert_eq!(read(&of("profit.margin").0), "Margin=frac(ProfitRevenue)");
        assert_eq!(
            read(&of("standard.prompt_batch.prompts").0),
            "Prompts per chunk=⌊frac(Prompt chunkFresh tokens)⌋"
        );
        let whole = read(&of("standard.tier.whole").0);
        assert!(whole.starts_with("Calls of the whole site={table(tr(td(frac("), "{whole}");
        assert!(
            whole.contains("td(if Fits into memory≠0))tr(td(") && whole.ends_with("td(otherwise)))"),
            "{whole}"
        );
        assert_eq!(
            read(&of("standard.decode_pass.routed").0),
            "Routed experts=root(sup(Routed experts, arithmeticRoofline sharpness)\
             +sup(Routed experts, memoryRoofline sharpness)Roofline sharpness)"
        );
    }

    #[test]
    fn values_stand_in_the_place_of_names() {
        assert_eq!(read(&of("site.gpus").1).replace(' ', ""), "frac(100MW2.1kW)=47.6KGPUs");
        assert_eq!(read(&of("cost.discount").1), "sup((1+9 %)−5)=0.65");
        assert!(!read(&of("standard.tier.whole").1).contains("otherwise"));
    }

    #[test]
    fn brackets_stand_where_they_are_needed_and_nowhere_else() {
        let (a, b) = (Expr::from(2.0), &model::factory::Plan::ABOUT);
        let [x, y, z] = [&b.context, &b.output_tokens, &b.cached].map(|about| Expr::Input("plan", about));
        let text = |formula: Expr| read(&html(Leaves::Names(&Naming::default()).write(&formula).1));
        let [c, n, h] = ["Context length", "Answer length", "Cache hits"];
        assert_eq!(text(x + y + z), format!("{c}+{n}+{h}"));
        assert_eq!(text(x + (y + z)), format!("{c}+{n}+{h}"));
        assert_eq!(text(x - (y + z)), format!("{c}−({n}+{h})"));
        assert_eq!(text((x + y) * z), format!("({c}+{n})×{h}"));
        assert_eq!(text(x * y + z), format!("{c}×{n}+{h}"));
        assert_eq!(text(x / y * z), format!("frac({c}{n})×{h}"));
        assert_eq!(text((x + y) / z / a), format!("frac({c}+{n}{h}×2)"));
        assert_eq!(text(x / (y / z)), format!("frac({c}frac({n}{h}))"));
        assert_eq!(text((x / y).pow(z)), format!("sup((frac({c}{n})){h})"));
        assert_eq!(text(x.pow(y).pow(z)), format!("sup((sup({c}{n})){h})"));
        assert_eq!(text(x + (Expr::from(0.0) - y)), format!("{c}+(−{n})"));
        assert_eq!(
            text(x + z.choose(x, y)),
            format!("{c}+({{table(tr(td({c})td(if {h}≠0))tr(td({n})td(otherwise))))")
        );
    }

    #[test]
    fn no_formula_is_without_its_inputs_and_none_has_what_is_no_number() {
        for link in
            ["", "gpu=tpu7x", "llm=glm-5&serving=shared&drafts=2&ultra_share=5", "batch_share=0&agents=20M"]
        {
            let book = Book::of(&evaluate(&link::read(link).0));
            let known = book.values();
            for row in book.rows() {
                let Some(formula) = row.formula else { continue };
                let naming = row.naming();
                let named = html(names((row.stage, row.about), &formula, &naming));
                // The hours of a week are not written out one by one.
                let is_hour = |stage: &str, id: &str| stage == "hours" && id != "peak";
                for (stage, about) in explain::inputs(&formula) {
                    if is_hour(stage, about.id) {
                        continue;
                    }
                    let name = naming.name(stage, about);
                    assert!(named.contains(&format!("<mi>{name}</mi>")), "{} has no {name}", row.name());
                }
                let valued = html(values(&row.shown, &formula, &known));
                assert!(valued.contains(&format!("<mtext>{}</mtext></math>", row.shown)), "{}", row.name());
                for text in [named, valued] {
                    assert!(!text.contains("NaN") && !text.contains(">inf"), "{} {text}", row.name());
                    assert_eq!(text.matches("<mo>(</mo>").count(), text.matches("<mo>)</mo>").count());
                    assert_eq!(text.matches("<mrow>").count(), text.matches("</mrow>").count());
                }
            }
        }
    }
}
