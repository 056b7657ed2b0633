//! Token Factory: the token economy as a factory that can be run.
//!
//! The workspace has eight crates. [`model`] computes and does not depend on a browser, which `cargo tree` proves;
//! [`charts`] draws the results; `token-factory-export` writes them to files, and `token-factory-files` does so in
//! the browser; `token-factory-api` provides them to other programs; `token-factory-table` computes tables of
//! scenarios, and `token-factory-python` passes them to Python; this crate is the site and the command line on top of
//! them.
//! Dependencies go one way, as checked by `tests/layers.rs`: files of the model, the charts and this crate never
//! import each other in a cycle, and a module only uses those before it in the order
//! `quantity, factory, catalog, format, scenario, study, sheet` (model), `finding, spec, layout, render, chart` (charts),
//! `messages, ui, views, worker, story, app (browser), site, serve, cli`.
//!
//! - [`model::quantity`]: what a number is, and a formula read as a number, as text, as a unit check or as a slope.
//! - [`model::catalog`]: facts about the world, each value with its source.
//! - [`model::factory`]: the formulas, from memory to market.
//! - [`model::format`]: numbers as text, as speech, and as people type them.
//! - [`model::scenario`]: the reader's choices, and the link that stores them.
//! - [`model::study`]: analyses of the factory: layouts searched, scenarios evaluated, single inputs changed, all
//!   ranges drawn, and results compared with published ones.
//! - [`model::sheet`]: every number of a scenario with value, formula and source.
//! - [`charts::finding`]: the meaning of results, in sentences.
//! - [`charts::spec`]: a figure as a value; [`charts::layout`]: the position of everything in it.
//! - [`charts::render`]: draws it, on a canvas or as SVG; [`charts::chart`]: one file for each chart.
//! - [`messages`]: the messages between the page and its web worker.
//! - [`ui`]: the interactive parts of the page as Leptos components, prerendered when the site is built and hydrated
//!   in the browser.
//! - [`views`]: components that are only rendered to HTML: the page as a whole, and the explanations of its numbers.
//! - `story`: ten chapters of text, with claims and sources, rendered when the site is built.
//! - `site`: the site as files, prerendered natively.
//!
//! ```text
//! quantity ─► factory ─► catalog ─► format ─► scenario ─► study ─► sheet        the crate `model`
//!                                                           │        │
//!                           finding, spec ─► layout ─► render ─► chart          the crate `charts`
//!                                                                    │
//!                                        messages ─► ui ─► views ─┬─► worker, app             (browser)
//!                                                                 └─► story, site, serve, cli (native)
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
//! Each number can explain how it was computed:
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
//! | inputs | everything the formulas start from: levers, rows of the catalog, layouts |
//! | scenario, lever | the reader's choices; one thing that can be chosen |
//! | baseline | the scenario that the page opens with, with which others are compared. Readers see it under this name only, never as default, today or starting values. “Default” is the value of a single lever before it is moved, as in any form control |
//! | prefill, decode | reading a prompt; writing an answer token by token |
//! | layout, sharding | how many accelerators serve one instance, and which of them holds which part of the model |
//! | tier, SLO | a speed that is sold, and the promise made for it |
//! | yield | the fraction of the predicted throughput that an operator reaches in production |
//! | random effect | a factor by which published runs of a kind differ from the formulas, shrunk towards 1 where they are few |
//! | draw, outlook | one joint sample of every range; the quantiles of ten thousand of them |
//! | swing | the effect on profit of one input over its range: a bar of the tornado chart |
//! | figure, drawing | a chart as data, from which canvas, SVG, table and description are made; a picture without axes |
//! | pinned, A | the scenario that the shown one is compared with |
//! | settled | as of the last time the reader let go of a lever |
//! | prerendered, hydrated | HTML that is made when the site is built; taken over by its component in the browser |
//!
//! Some ids are older than the names of their fields, and are kept because links, files and the sheet have them:
//!
//! | id | field |
//! | --- | --- |
//! | `answer`, `answer_reserved` | `output_tokens`, `output_reserved` |
//! | `handover` | `kv_transfer` |
//! | `reader`, `writer`, `reader_division`, `writer_division` | the layouts and the sharding of prefill and of decode |
//! | `offer`, `pressed`, `today` | the SLO of a tier, `pressure`, `baseline_calls` |
//! | `swings` | the tornado chart |
//!
//! Invariants:
//! 1. Model and charts call no browser: the model has no browser crate below it (`make test-tree`), the charts only those
//!    of plotters. Browser code in `ui`, `app` and `worker` is only reached through events and effects, which do not run
//!    when components are prerendered.
//! 2. `factory` does no I/O and cannot fail; a value that cannot be computed is a number that is not finite, and the
//!    sheet has the reason.
//! 3. A number reaches the reader with a name, a unit, and a formula or a source.
//! 4. Base units inside, display units at the edge.
//! 5. A figure is a value: canvas, SVG, table and sentence come from the same marks.
//! 6. The link is the only stored form of a scenario; old links stay readable.

// Views are types nested as deeply as their elements.
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
