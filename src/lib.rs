//! Token Factory: the token economy as a factory that can be run.
//!
//! The workspace has eight crates. [`model`] computes and knows no browser, which `cargo tree` proves; [`charts`] draws what it
//! computed; `token-factory-export` writes it to files, and `token-factory-files` does so in the browser; `token-factory-api`
//! gives it to programs of others; `token-factory-table` computes tables of scenarios, and `token-factory-python` hands them to
//! Python; this crate is the site and the command line upon them.
//! Dependence goes one way, as `tests/layers.rs` holds: no files of the model or the charts read from each other in a circle,
//! and a module reads from those before it in the order
//! `quantity, factory, catalog, format, scenario, study, sheet` (model), `finding, spec, layout, render, chart` (charts),
//! `messages, ui, views, worker, story, app (browser), site, serve, cli`.
//!
//! - [`model::quantity`]: what a number is, and a formula read as number, text, proof of units or slope.
//! - [`model::catalog`]: what is known of the world, each value with its source.
//! - [`model::factory`]: the formulas, memory to market.
//! - [`model::format`]: numbers as text, as speech, and as people type them.
//! - [`model::scenario`]: what a reader can choose, and the link that stores it.
//! - [`model::study`]: asking the factory: layouts searched, scenarios evaluated, one thing changed, all ranges drawn, and
//!   what was published compared.
//! - [`model::sheet`]: every number of a scenario with value, formula and source.
//! - [`charts::finding`]: what results mean, in sentences.
//! - [`charts::spec`]: what a figure is, as a value; [`charts::layout`]: where everything of it stands.
//! - [`charts::render`]: what draws it, on a canvas or as SVG; [`charts::chart`]: one file for each chart.
//! - [`messages`]: what the page and the web worker beside it say to each other.
//! - [`ui`]: what lives on the page as Leptos components, prerendered when the site is built and hydrated in the browser.
//! - [`views`]: components that only ever become HTML: the page as a whole, and what explains its numbers.
//! - `story`: ten chapters in words, with claims and sources, written when the site is built.
//! - `site`: the site as files, prerendered natively.
//!
//! ```text
//!              catalog ──┐
//! quantity ──► factory ──┴─► scenario ─► study ─► sheet ──┬─► views ──► app (browser)
//!                                          └────► charts ─┴─► ui ─┘  └────► site, story (native)
//! ```
//!
//! A scenario is read from a link, evaluated, and looked up number by number:
//!
//! ```
//! use model::scenario::link;
//! use model::study::evaluate::evaluate;
//!
//! let (scenario, faults) = link::read("context=128k&gpu=rubin");
//! assert!(faults.is_empty());
//! let profit = evaluate(&scenario).factory.profit;
//! assert!((profit.profit - (profit.revenue - profit.cost)).abs() < 1e-6 * profit.revenue);
//! ```
//!
//! Each number can say how it came about:
//!
//! ```
//! use model::scenario::Scenario;
//! use model::sheet;
//! use model::study::evaluate::evaluate;
//!
//! let row = sheet::row(&evaluate(&Scenario::baseline()), "profit.profit").expect("it is computed");
//! assert_eq!(row.in_words().as_deref(), Some("Revenue − Cost"));
//! ```
//!
//! # Glossary
//!
//! | word | meaning here |
//! | --- | --- |
//! | quantity | a number's identity: id, label, unit, meaning |
//! | datum | a published or assumed value with range, grade of evidence, source and date |
//! | stage | a group of quantities that are computed together, such as `cost` or `standard.decode` |
//! | inputs | all that the formulas start from: levers, rows of the catalog, layouts |
//! | scenario, lever | what a reader has chosen; one thing that can be chosen |
//! | baseline | the scenario that the page opens with, against which others are measured. A reader sees it under this name alone: never default, today or starting values. “Default” is what one lever stands at before it is moved, as with any control of a form |
//! | prefill, decode | reading a prompt; writing an answer token by token |
//! | layout, sharding | how many accelerators serve one instance, and who holds which part of the model |
//! | tier, SLO | a speed that is sold, and what is promised of it |
//! | yield | what an operator reaches in production of the predicted throughput |
//! | anchor | a factor by which published runs of a kind differ from prediction, a random effect drawn towards 1 |
//! | draw, outlook | one joint sample of every range; the quantiles of ten thousand of them |
//! | prerendered, hydrated | HTML that is made when the site is built; taken over by its component in the browser |
//!
//! Invariants, each held by a test:
//! 1. Model and charts know no browser; what of `ui`, `app` and `worker` works in one is reached by events and effects alone,
//!    which do not run where components are prerendered.
//! 2. `factory` does no I/O and cannot fail; what is not computable is a number that is not finite, and the
//!    sheet has its reason.
//! 3. A number reaches the reader with a name, a unit, and a formula or a source.
//! 4. Base units inside, display units at the edge.
//! 5. A figure is a value: canvas, SVG, table and sentence come from the same marks.
//! 6. The link is the only stored form of a scenario; old links stay readable.

// Views are types as deep as the elements that they nest.
#![recursion_limit = "512"]

pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod messages;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod story;
pub mod ui;
pub mod views;
pub mod worker;
