//! Messages between the page and the worker.
//!
//! A message is sent as bytes: a hash of the protocol, followed by the message in `postcard` format, which preserves
//! floats bit for bit. While a new version of the site is being rolled out, page and worker may have different
//! versions: messages of another version are refused, as are truncated ones.

use model::scenario::Scenario;
use model::study::monte_carlo::draw_job::DrawRequest;
use model::study::monte_carlo::outlook::{Band, Outlook};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// From the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Requests draws; an earlier request of this kind is dropped.
    Draw(DrawRequest),
    /// A request about a scenario; an earlier one for the same place on the page is dropped if it has not been answered.
    Ask {
        /// The place on the page that shows the answer.
        place: u32,
        /// The number that is repeated in the answer.
        number: u32,
        /// The request.
        request: Request,
        /// Its scenario.
        scenario: Scenario,
    },
}

/// From the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The worker is listening.
    Ready,
    /// Draws of a scenario.
    Outlook {
        /// The draws.
        outlook: Box<Outlook>,
        /// The same in sentences, in HTML.
        html: String,
    },
    /// The profit of this scenario cannot be computed.
    NotComputable(Box<Scenario>),
    /// Draws over a lever.
    Band(Box<Band>),
    /// The answer to the request with that number.
    Answer {
        /// The number.
        number: u32,
        /// The answer.
        answer: Answer,
    },
}

/// What the page can request for a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Why a number has its value: its derivation, in HTML.
    Why(String),
    /// The stages of the sheet, each folded, in HTML.
    Stages,
    /// The numbers of a stage, in HTML.
    Stage(String),
    /// Why a number is missing, as text; empty if it is not missing.
    Reason(String),
    /// The context of a lever.
    LeverContext(String),
    /// The tornado chart with its finding, in HTML, at a width in CSS pixels.
    Tornado(u32),
    /// The numbers of the tornado chart, in HTML.
    TornadoNumbers,
    /// A drawing by its name, as SVG, at a width in CSS pixels, with its table if it has one.
    Drawing(String, u32),
    /// A chart as files to download.
    ChartFiles {
        /// Its name in the registry of charts.
        name: String,
        /// The address of the page with the scenario.
        address: String,
        /// The day, such as 2026-11-30.
        day: String,
        /// Published runs, as in the file next to the page; empty for a chart that shows none.
        published: String,
    },
    /// The numbers of a chart as a table, in HTML.
    ChartTable {
        /// Its name in the registry of charts.
        name: String,
        /// As for [`ChartFiles`](Self::ChartFiles).
        published: String,
    },
    /// A chart in sentences, as text.
    ChartDescription {
        /// Its name in the registry of charts.
        name: String,
        /// As for [`ChartFiles`](Self::ChartFiles).
        published: String,
    },
    /// The meaning of a lever, its source and published values, in HTML.
    Meaning(String),
    /// The levers of a folded group, in HTML.
    Group(String),
    /// The inputs that are drawn, in HTML.
    Drawn,
    /// The nearest settings that satisfy the rules the scenario violates, in HTML.
    Remedies,
    /// The speed tiers as rows of their table, in HTML.
    Tiers,
    /// A text that follows the scenario, by its name.
    Live(String),
    /// The levers for print, in HTML.
    PrintSettings,
    /// An address as a QR code, in HTML.
    Qr(String),
    /// The shocks with their effects, in HTML; the active ones by name. The scenario excludes their effects.
    Shocks(Vec<String>),
    /// Two scenarios side by side, in HTML, by the link of both, at a width in CSS pixels.
    Compare(String, u32),
    /// The answer to a form, in HTML.
    Question {
        /// The name of the form: `solve`.
        name: String,
        /// The values of its fields, in order.
        values: Vec<String>,
        /// The link of the page, with the pinned scenario.
        link: String,
        /// The width of the answer in CSS pixels.
        width: u32,
    },
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// There is nothing of the requested name.
    Nothing,
    /// HTML elements.
    Html(String),
    /// Plain text.
    Text(String),
    /// Several texts, in an order defined by the request.
    Texts(Vec<String>),
    /// The context of a lever.
    LeverContext {
        /// The effect of increasing it by a tenth, in a sentence.
        response: String,
        /// How that was computed; may be empty.
        how: String,
        /// Its values at which profit is zero, in base units.
        turns: Vec<f64>,
        /// Paths of the curve behind its slider.
        curve: [String; 4],
    },
}

impl Answer {
    /// The HTML; empty if there is none.
    pub fn html(&self) -> &str {
        if let Self::Html(html) = self { html } else { "" }
    }
    /// The text; empty if there is none.
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
    /// The texts; empty if there are none.
    pub fn texts(&self) -> &[String] {
        if let Self::Texts(texts) = self { texts } else { &[] }
    }
}

/// Length of the protocol hash.
const PROTOCOL_BYTES: usize = 8;

/// Hash (FNV-1a) of this file and of the crate version. If the model declares other levers or quantiles, messages
/// have a different length.
const PROTOCOL: [u8; PROTOCOL_BYTES] = {
    let text = concat!(env!("CARGO_PKG_VERSION"), include_str!("messages.rs")).as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < text.len() {
        hash = (hash ^ text[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash.to_le_bytes()
};

/// A message as bytes.
pub fn write(message: &impl Serialize) -> Vec<u8> {
    // Only a sequence of unknown length could fail to serialise, and no message has one. An empty message is rejected
    // by every reader.
    postcard::to_extend(message, PROTOCOL.to_vec()).unwrap_or_default()
}

/// A message from its bytes; `None` if it has another version, is truncated, or is not a message at all.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (protocol, body) = bytes.split_first_chunk()?;
    if *protocol != PROTOCOL {
        return None;
    }
    let (message, rest) = postcard::take_from_bytes(body).ok()?;
    rest.is_empty().then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::levers::LEVERS;
    use model::study::evaluate::evaluate;
    use model::study::monte_carlo::draws::BaselineDraws;
    use model::study::monte_carlo::outlook::{Quantiles, Run};

    /// Floats that text or a short format would change, including a NaN with a custom payload.
    fn awkward() -> [f64; 8] {
        [
            f64::NAN,
            f64::from_bits(0x7ff8_0000_dead_beef),
            f64::INFINITY,
            f64::NEG_INFINITY,
            -0.0,
            f64::MIN_POSITIVE / 3.0,
            0.1 + 0.2,
            f64::MAX,
        ]
    }

    /// A scenario in which every lever has a different value.
    fn odd_scenario() -> Scenario {
        let mut values = awkward().into_iter().cycle().zip(1_u32..);
        Scenario::build(|_| {
            let (value, place) = values.next().expect("it goes on for ever");
            if value.is_nan() { value } else { value + f64::from(place) }
        })
    }

    fn to_worker() -> Vec<ToWorker> {
        let name = || "profit?over=“Länge”".to_owned();
        let requests = [
            Request::Why(name()),
            Request::Stages,
            Request::Stage(name()),
            Request::Reason(name()),
            Request::LeverContext(name()),
            Request::Tornado(u32::MAX),
            Request::TornadoNumbers,
            Request::Drawing(name(), 360),
            Request::ChartFiles { name: name(), address: name(), day: name(), published: String::new() },
            Request::ChartTable { name: name(), published: name() },
            Request::ChartDescription { name: name(), published: String::new() },
            Request::Meaning(String::new()),
            Request::Group(name()),
            Request::Drawn,
            Request::Remedies,
            Request::Tiers,
            Request::Live(name()),
            Request::PrintSettings,
            Request::Qr(name()),
            Request::Shocks(vec![name(), String::new()]),
            Request::Compare(name(), 760),
            Request::Question { name: name(), values: vec![name()], link: name(), width: 360 },
        ];
        let asked = requests.into_iter().zip(0..).map(|(request, number)| ToWorker::Ask {
            place: number / 2,
            number,
            request,
            scenario: odd_scenario(),
        });
        let draw = ToWorker::Draw(DrawRequest { scenario: Scenario::baseline(), over: &LEVERS.context });
        asked.chain([draw]).collect()
    }

    fn from_worker() -> Vec<FromWorker> {
        let mut run = Run::new(&evaluate(&Scenario::baseline()));
        run.draw(40, &mut BaselineDraws::default());
        let mut outlook = run.outlook().expect("a profit can be computed");
        [outlook.cases[0], outlook.cases[1], outlook.paying] = [f64::NAN, f64::INFINITY, -0.0];
        let [p5, p25, p50, p75, p95, ..] = awkward();
        let band = Band {
            lever: &LEVERS.gpu,
            others: odd_scenario(),
            profit: vec![outlook.profit, Quantiles { p5, p25, p50, p75, p95 }],
        };
        let answers = [
            Answer::Nothing,
            Answer::Html("<p>1 < 2</p>".to_owned()),
            Answer::Text("+1.2 %\nand more".to_owned()),
            Answer::LeverContext {
                response: "+1.2 %".to_owned(),
                how: String::new(),
                turns: awkward().to_vec(),
                curve: ["M0 0", "", "L1 1", ""].map(str::to_owned),
            },
        ];
        let answered =
            answers.into_iter().zip(7..).map(|(answer, number)| FromWorker::Answer { number, answer });
        let others = [
            FromWorker::Ready,
            FromWorker::Outlook { outlook: Box::new(outlook), html: "<p>17 of 20</p>".to_owned() },
            FromWorker::NotComputable(Box::new(odd_scenario())),
            FromWorker::Band(Box::new(band)),
        ];
        answered.chain(others).collect()
    }

    /// Written, read, and written again: the bytes must be the same. Comparing the values would treat a NaN as
    /// different.
    fn assert_round_trip<T: Serialize + DeserializeOwned>(message: &T) -> Vec<u8> {
        let bytes = write(message);
        let back: T = read(&bytes).expect("it is read");
        assert_eq!(write(&back), bytes);
        bytes
    }

    fn assert_refuses_the_damaged<T: DeserializeOwned>(bytes: &[u8]) {
        for end in 0..bytes.len() {
            assert!(read::<T>(&bytes[..end]).is_none(), "{end} of {} bytes were read", bytes.len());
        }
        assert!(read::<T>(&[bytes, &[0]].concat()).is_none());
        for at in 0..bytes.len() {
            let mut garbled = bytes.to_vec();
            garbled[at] ^= 0x80;
            // A changed digit of a float gives a different float; nothing else may pass, and nothing may panic.
            let read = read::<T>(&garbled);
            assert!(at >= PROTOCOL_BYTES || read.is_none());
        }
    }

    #[test]
    fn every_message_arrives_as_it_was_sent() {
        for message in to_worker() {
            assert_refuses_the_damaged::<ToWorker>(&assert_round_trip(&message));
        }
        for message in from_worker() {
            assert_refuses_the_damaged::<FromWorker>(&assert_round_trip(&message));
        }
    }

    #[test]
    fn a_message_without_odd_floats_is_equal_to_what_was_sent() {
        let message = ToWorker::Draw(DrawRequest { scenario: Scenario::baseline(), over: &LEVERS.context });
        assert_eq!(read(&write(&message)), Some(message));
        let message = FromWorker::Answer { number: 3, answer: Answer::Text("17".to_owned()) };
        assert_eq!(read(&write(&message)), Some(message));
    }

    #[test]
    fn floats_arrive_to_the_bit() {
        let (response, how, curve) = Default::default();
        let answer = Answer::LeverContext { response, how, turns: awkward().to_vec(), curve };
        let bytes = write(&FromWorker::Answer { number: 0, answer });
        let Some(FromWorker::Answer { answer: Answer::LeverContext { turns, .. }, .. }) = read(&bytes) else {
            panic!("it is not read")
        };
        let bits = |numbers: &[f64]| numbers.iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&turns), bits(&awkward()));
    }

    #[test]
    fn what_is_no_message_of_this_version_is_refused() {
        let is_refused = |body: &[u8]| read::<ToWorker>(&[&PROTOCOL, body].concat()).is_none();
        // An unknown kind, an unknown request, a text that is not UTF-8, a text longer than the available bytes.
        assert!(is_refused(&[2]) && is_refused(&[1, 0, 0, 99]));
        assert!(
            is_refused(&[1, 0, 0, 0, 1, 0xff]) && is_refused(&[1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f])
        );
        // A different version.
        let mut bytes = write(&FromWorker::Ready);
        assert_eq!(read(&bytes), Some(FromWorker::Ready));
        bytes[0] ^= 1;
        assert_eq!(read::<FromWorker>(&bytes), None);
    }

    #[test]
    fn a_scenario_of_other_levers_is_refused() {
        let message = |numbers: &[f64]| {
            let name = LEVERS.context.about.id;
            postcard::to_extend(&(0_u8, numbers, name), PROTOCOL.to_vec()).expect("it is written")
        };
        let mut numbers = Vec::new();
        Scenario::baseline().each(|_, value| numbers.push(*value));
        assert!(read::<ToWorker>(&message(&numbers)).is_some());
        assert!(read::<ToWorker>(&message(&numbers[1..])).is_none());
        numbers.push(1.0);
        assert!(read::<ToWorker>(&message(&numbers)).is_none());
    }
}
