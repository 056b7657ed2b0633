//! The state of the page: the scenario, the values derived from it, and the reader's history.

use super::address::{self, Step};
use super::frame::{NextFrame, Pause};
use super::state::{Derived, State};
use leptos::prelude::*;
use model::factory::Factory;
use model::format::speech::spoken;
use model::quantity::stage_and_id;
use model::quantity::unit::USD_PER_YEAR;
use model::scenario::history::History;
use model::scenario::levers::LEVERS;
use model::scenario::link::LinkFault;
use model::scenario::link::compared::Compared;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Group, Lever, Scenario};
use model::sheet::seen::{Seen, each};
use model::study::evaluate::{Evaluation, evaluate};
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

/// Milliseconds without a change after which the result is announced.
const QUIET: u32 = 250;

/// Milliseconds before another attempt to write an address that the browser refused.
const AGAIN: u32 = 1_000;

/// Milliseconds until the next round of updates of throttled values during a drag.
const THROTTLE: Duration = Duration::from_millis(100);

/// Groups of throttled values. While a lever is dragged each group is updated in a frame of its own, which spreads the
/// work over several frames.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Throttled {
    /// The result in sentences, the scenario and the address.
    Result,
    /// The numbers of the sheet.
    Numbers,
    /// Texts of the charts next to the levers.
    Charts,
    /// Texts of the charts further down.
    LaterCharts,
}

/// The number of groups.
const PARTS: usize = 4;

/// Parts that are updated in turns while a lever is dragged, one in each frame.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Turn {
    /// The chart that is not over the lever.
    OtherChart,
    /// The numbers of the [`EQUATION`].
    Equation,
}

/// The number of turns.
const TURNS: usize = 2;

/// The state of the page, shared by all its parts.
///
/// A moved slider changes [`scenario`](Self::scenario) once per animation frame: the lever and the chart over it are
/// updated in that frame, the equation and the other chart [in turns](Self::in_turn), within three frames. Parts that are
/// read rather than watched, such as sentences and the surrounding figures, are [throttled](Self::throttled) meanwhile. When the
/// reader lets go, the change is settled: everything is then up to date, and history, address and announcement follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppState {
    /// The chosen scenario, in each frame of a drag.
    pub(crate) scenario: State<Scenario>,
    /// The same, throttled during a drag.
    pub(crate) throttled_scenario: Derived<Scenario>,
    /// The chosen scenario as of the last time the reader let go.
    pub(crate) settled: State<Scenario>,
    /// Everything computed from the scenario.
    pub(crate) evaluation: Derived<Arc<Evaluation>>,
    /// The same, throttled during a drag.
    pub(crate) throttled_evaluation: Derived<Arc<Evaluation>>,
    /// Every number of the sheet, in sheet order, throttled during a drag.
    numbers: Derived<Vec<Seen>>,
    /// Everything computed from the unmodified scenario.
    pub(crate) baseline: Derived<Arc<Evaluation>>,
    /// The lever over which the profit chart is drawn.
    pub(crate) over: State<&'static Lever>,
    /// The lever over which the prerendered profit chart is drawn.
    pub(crate) first_over: &'static Lever,
    /// Whether a control is being moved; axes stay fixed meanwhile.
    pub(crate) moving: State<bool>,
    /// For each part with throttled values: counts, during a drag, the frames in which they are recomputed.
    throttle: [State<u32>; PARTS],
    /// The part that the next frame updates; [`PARTS`] if none.
    due: State<usize>,
    /// For each [`Turn`]: counts, during a drag, the frames that have it.
    turns: [State<u32>; TURNS],
    /// Whether the next update is already scheduled.
    is_arranged: State<bool>,
    /// Painters that run in a frame before the document changes: text on a canvas in the document makes the browser
    /// update styles, which is cheap as long as nothing has changed.
    painters: State<Vec<Box<dyn Fn()>>>,
    /// The text of the polite live region.
    pub(crate) said: RwSignal<String>,
    /// The parts of the address that could not be parsed.
    pub(crate) faults: State<Vec<LinkFault>>,
    /// The scenario of an address from an earlier version, with the baseline it was made with.
    pub(crate) as_made: State<Option<ShockedScenario>>,
    /// The scenario without its shocks, together with the shocks, as of the last time the reader let go.
    pub(crate) shocked: State<ShockedScenario>,
    /// The pinned scenario, A; `None` if nothing is pinned.
    pub(crate) pinned: State<Option<ShockedScenario>>,
    /// Everything computed from the pinned scenario.
    pub(crate) pinned_evaluation: Derived<Option<Arc<Evaluation>>>,
    /// The reader's own scenario before the story or a preset set something; `None` if nothing did.
    pub(crate) own: State<Option<ShockedScenario>>,
    history: State<History<Compared>>,
    ahead: State<Ahead>,
    /// Shows what is ahead in the next frame.
    flush: State<Option<NextFrame>>,
    quiet: State<Pause>,
    /// The step that is not in the address yet because the browser refused it.
    unwritten: State<Option<Step>>,
    again: State<Pause>,
}

/// What the next frame will show.
#[derive(Clone, Copy)]
struct Ahead {
    scenario: Scenario,
    lever: Option<&'static Lever>,
}

impl AppState {
    /// The state for an unmodified scenario.
    pub(crate) fn of(shocked: ShockedScenario) -> Self {
        let scenario = shocked.scenario();
        let settled_shocked = State::new(shocked.clone());
        let pinned = State::new(None::<ShockedScenario>);
        let chosen = State::new(scenario);
        let over = State::new(&LEVERS.context);
        let moving = State::new(false);
        let (throttle, due) = ([0; PARTS].map(State::new), State::new(PARTS));
        let painters = State::new(Vec::<Box<dyn Fn()>>::new());
        // The next turn, [`TURNS`] if it is that of a throttled part, and how many are left until all show the latest change.
        let (turns, turn, left) = ([0; TURNS].map(State::new), Cell::new(0), Cell::new(0));
        let ahead = State::new(Ahead { scenario, lever: None });
        let flush = State::new(None);
        let task = NextFrame::new(move || {
            // The change was settled before the frame: everything is shown already.
            let Ahead { scenario, lever: Some(lever) } = ahead.now() else { return };
            if lever.moves_profit() {
                over.set_if_other(lever);
            }
            moving.set_if_other(true);
            if chosen.peek(|now| *now != scenario) {
                chosen.set(scenario);
                left.set(TURNS);
            }
            let part = due.now();
            let is_part = part < PARTS && (turn.get() == TURNS || left.get() == 0);
            if is_part {
                turn.set(0);
            } else if left.get() > 0 {
                let now = turn.get() % TURNS;
                turn.set(now + 1);
                left.set(left.get() - 1);
                count_frame(turns[now]);
            }
            // Effects run after this returns.
            painters.peek(|painters| painters.iter().for_each(|paint| paint()));
            if is_part {
                count_frame(throttle[part]);
                due.set(part + 1);
            }
            if left.get() > 0 || due.now() < PARTS {
                ask_for(flush);
            }
            if is_part && part == Throttled::Result as usize {
                let shown = settled_shocked.now().moved(lever, scenario.of(lever));
                address::note(&Compared { shown, pinned: pinned.now() });
            }
        });
        flush.set(Some(task));
        let evaluation = Derived::always(move || Arc::new(chosen.with(evaluate)));
        let throttle_of = |part: Throttled| throttle[part as usize];
        let throttled_evaluation = throttled(moving, throttle_of(Throttled::Result), evaluation);
        let shown_in_sheet = throttled(moving, throttle_of(Throttled::Numbers), evaluation);
        let numbers = Derived::always(move || {
            let mut all = Vec::new();
            shown_in_sheet.with(|now| each(now, |seen| all.push(seen)));
            all
        });
        Self {
            scenario: chosen,
            throttled_scenario: throttled(
                moving,
                throttle_of(Throttled::Result),
                Derived::always(move || chosen.get()),
            ),
            settled: State::new(scenario),
            evaluation,
            throttled_evaluation,
            numbers,
            baseline: Derived::always(|| Arc::new(evaluate(&Scenario::baseline()))),
            over,
            first_over: &LEVERS.context,
            moving,
            throttle,
            due,
            turns,
            is_arranged: State::new(false),
            painters,
            said: RwSignal::new(String::new()),
            faults: State::new(Vec::new()),
            as_made: State::new(None),
            shocked: settled_shocked,
            pinned,
            pinned_evaluation: Derived::always(move || {
                pinned.with(|pinned| pinned.as_ref().map(|pinned| Arc::new(evaluate(&pinned.scenario()))))
            }),
            own: State::new(None),
            history: State::new(History::new(Compared::alone(shocked))),
            ahead,
            flush,
            quiet: State::new(Pause::default()),
            unwritten: State::new(None),
            again: State::new(Pause::default()),
        }
    }
    /// Adopts the scenario of the address, as the first step of the history.
    pub(crate) fn open_address(self) {
        let (both, faults) = address::read();
        self.history.set(History::new(both.clone()));
        address::note(&both);
        if self.compared() != both {
            self.show(both);
        }
        if !faults.is_empty() {
            self.tell(faults);
        }
    }
    /// Registers a painter that runs in each frame of a drag before the document changes.
    pub(crate) fn paint_first(self, paint: impl Fn() + 'static) {
        self.painters.alter(|painters| painters.push(Box::new(paint)));
    }
    /// The value of a lever, in base units.
    pub(crate) fn value(self, lever: &'static Lever) -> Derived<f64> {
        Derived::new(move || self.scenario.with(|scenario| scenario.of(lever)))
    }
    /// A derived value that follows every change at rest, and is updated a few times a second while a lever is dragged.
    pub(crate) fn throttled<T: Clone>(self, of: Derived<T>, part: Throttled) -> Derived<T> {
        throttled(self.moving, self.throttle[part as usize], of)
    }
    /// A derived value that follows every change at rest, and is updated in its turn, within three frames, while a lever is
    /// dragged.
    pub(crate) fn in_turn<T: Clone>(self, of: Derived<T>, turn: Turn) -> Derived<T> {
        throttled(self.moving, self.turns[turn as usize], of)
    }
    /// A number by its name in the sheet, such as `profit.profit`; `None` if the scenario has no such number. The
    /// numbers of the [`EQUATION`] are updated in their turn during a drag, all others and every range are throttled.
    pub(crate) fn number(self, name: &str) -> Derived<Option<Seen>> {
        let seen = self.throttled_number(name);
        let Some((_, of)) = EQUATION.iter().find(|(own, _)| *own == name) else { return seen };
        let value = Derived::always(move || self.evaluation.with(|now| of(&now.factory)));
        let value = self.in_turn(value, Turn::Equation);
        Derived::new(move || seen.get().map(|seen| Seen { value: value.get(), ..seen }))
    }
    /// The same, always throttled.
    pub(crate) fn throttled_number(self, name: &str) -> Derived<Option<Seen>> {
        let (stage, id) = stage_and_id(name).unwrap_or_default();
        let (stage, id) = (stage.to_owned(), id.to_owned());
        let is_it = move |seen: &Seen| seen.about.id == id && seen.stage == stage;
        // Its last position, which is nearly always its present one.
        let place = Cell::new(0);
        Derived::new(move || {
            self.numbers.with(|all| {
                let here = all.get(place.get()).filter(|seen| is_it(seen));
                here.or_else(|| {
                    place.set(all.iter().position(&is_it)?);
                    all.get(place.get())
                })
                .copied()
            })
        })
    }
    /// Whether the scenario is the one the page is prerendered with.
    pub(crate) fn is_baseline(self) -> bool {
        self.scenario.peek(|now| *now == Scenario::baseline())
    }
    /// Whether the values derived from the scenario are on the page already: true at most once, and only for the
    /// scenario that the page is prerendered with.
    pub(crate) fn prerendered(self) -> impl FnMut() -> bool {
        let mut is_first = true;
        move || std::mem::take(&mut is_first) && self.is_baseline()
    }
    /// How many levers of a group differ from their default; of all groups if none is given.
    pub(crate) fn changes(self, group: Option<Group>) -> Derived<usize> {
        let scenario = self.throttled_scenario;
        Derived::new(move || {
            let changed = scenario.with(Scenario::changed);
            changed.iter().filter(|(lever, _)| group.is_none_or(|group| lever.group == group)).count()
        })
    }
    /// Moves a lever; everything derived from it is shown in the next frame.
    pub(crate) fn move_to(self, lever: &'static Lever, base: f64) {
        self.ahead.alter(|ahead| {
            ahead.scenario = ahead.scenario.with(lever, base);
            ahead.lever = Some(lever);
        });
        ask_for(self.flush);
        self.arrange_round();
    }
    /// Begins a round of throttled updates after a pause. On a slow machine the last round may not be over by then: the next
    /// one waits, so that there are frames without a part of one.
    fn arrange_round(self) {
        if self.is_arranged.alter(|is_arranged| std::mem::replace(is_arranged, true)) {
            return;
        }
        let begin = move || {
            self.is_arranged.set(false);
            if self.ahead.now().lever.is_none() {
                return;
            }
            if self.due.now() < PARTS {
                return self.arrange_round();
            }
            self.due.set(0);
            ask_for(self.flush);
        };
        set_timeout(begin, THROTTLE);
    }
    /// Settles the change.
    pub(crate) fn settle(self) {
        let Ahead { scenario, lever } = self.ahead.now();
        let shocked = self.shocked.now();
        self.adopt(
            lever.map_or(shocked.clone(), |lever| shocked.moved(lever, scenario.of(lever))),
            Step::Same,
        );
    }
    /// Drops a change that was not settled: the gesture was not meant for the lever.
    pub(crate) fn cancel(self) {
        self.show(self.compared());
    }
    /// Sets a lever and settles the change.
    pub(crate) fn set(self, lever: &'static Lever, base: f64) {
        self.ahead.alter(|ahead| {
            ahead.scenario = ahead.scenario.with(lever, base);
            ahead.lever = Some(lever);
        });
        self.settle();
    }
    /// Sets a lever to its default.
    pub(crate) fn reset(self, lever: &'static Lever) {
        self.set(lever, self.scenario.peek(|now| lever.default_base_in(now)));
    }
    /// Adopts a whole scenario, with its active shocks.
    pub(crate) fn adopt(self, shocked: ShockedScenario, step: Step) {
        if let Some(lever) = self.ahead.now().lever.filter(|lever| lever.moves_profit()) {
            self.over.set_if_other(lever);
        }
        self.settle_on(Compared { shown: shocked, pinned: self.pinned.now() }, step);
    }
    /// Adopts a scenario and the pinned one.
    pub(crate) fn settle_on(self, both: Compared, step: Step) {
        let is_new = self.history.update(|history| history.settle(both.clone()));
        self.show(both);
        if is_new {
            self.written(step);
        }
    }
    /// The settled scenario and the pinned one.
    pub(crate) fn compared(self) -> Compared {
        Compared { shown: self.shocked.now(), pinned: self.pinned.now() }
    }
    /// The same, tracked.
    pub(crate) fn compared_followed(self) -> Compared {
        Compared { shown: self.shocked.get(), pinned: self.pinned.get() }
    }
    /// Adopts what the story or a preset sets. The reader's own scenario is kept so that it can be restored.
    pub(crate) fn try_out(self, shocked: ShockedScenario) {
        if self.own.peek(Option::is_none) {
            self.own.set(Some(self.shocked.now()));
        }
        self.adopt(shocked, Step::New);
    }
    /// Restores the reader's own scenario.
    pub(crate) fn restore_own(self) {
        if let Some(own) = self.own.now() {
            self.own.set(None);
            self.adopt(own, Step::New);
        }
    }
    /// Undoes the last step.
    pub(crate) fn undo(self) {
        if let Some(both) = self.history.update(History::undo) {
            self.show(both);
            self.written(Step::Same);
        }
    }
    /// Redoes the last undone step.
    pub(crate) fn redo(self) {
        if let Some(both) = self.history.update(History::redo) {
            self.show(both);
            self.written(Step::Same);
        }
    }
    fn written(self, step: Step) {
        self.write(step);
        self.announce_result();
    }
    /// Writes the present scenario into the address; if the browser refuses, it is retried until it succeeds.
    fn write(self, step: Step) {
        // A refused step that was to add a history entry adds it now.
        let step = self.unwritten.now().filter(|before| *before == Step::New).unwrap_or(step);
        if address::write(&self.compared(), step) {
            self.unwritten.set(None);
            self.again.peek(Pause::stop);
        } else {
            self.unwritten.set(Some(step));
            self.again.peek(|again| again.then(AGAIN, move || self.write(step)));
        }
    }
    /// Whether there is a step to undo, and one to redo.
    pub(crate) fn can(self) -> (Derived<bool>, Derived<bool>) {
        let history = self.history;
        (
            Derived::new(move || history.with(History::can_undo)),
            Derived::new(move || history.with(History::can_redo)),
        )
    }
    /// Follows the address after Back or Forward changed it.
    pub(crate) fn follow_address(self) {
        let (both, faults) = address::read();
        self.unwritten.set(None);
        self.again.peek(Pause::stop);
        address::note_unwritten(false);
        if self.compared() != both {
            self.history.update(|history| history.settle(both.clone()));
            self.show(both);
            self.announce_result();
        }
        if address::asked().is_some() {
            self.write(Step::Same);
        }
        self.tell(faults);
    }
    /// Reports the parts of the address that could not be parsed.
    fn tell(self, faults: Vec<LinkFault>) {
        self.as_made.set(address::read_as_made());
        self.faults.set(faults);
    }
    /// Announces a sentence once nothing else has been announced for a moment.
    pub(crate) fn announce(self, text: impl FnOnce() -> String + 'static) {
        let said = self.said;
        // Cleared first, so that a repeated sentence is announced again.
        said.set(String::new());
        self.quiet.peek(|quiet| quiet.then(QUIET, move || said.set(text())));
    }
    fn announce_result(self) {
        self.announce(move || {
            let (before, name) = self.before();
            self.evaluation.peek(|now| result(now, &before, name))
        });
    }
    /// The evaluation the present result is compared with, and its name mid-sentence: A if there is one, else the
    /// baseline.
    fn before(self) -> (Arc<Evaluation>, &'static str) {
        self.pinned_evaluation.now().map_or_else(|| (self.baseline.now(), "the baseline"), |it| (it, "A"))
    }
    fn show(self, both: Compared) {
        address::note(&both);
        let Compared { shown, pinned } = both;
        let scenario = shown.scenario();
        self.pinned.set_if_other(pinned);
        self.shocked.set_if_other(shown);
        self.ahead.alter(|ahead| *ahead = Ahead { scenario, lever: None });
        self.due.set(PARTS);
        self.moving.set_if_other(false);
        self.settled.set(scenario);
        self.scenario.set(scenario);
    }
}

/// A number that is watched during a drag: its name in the sheet, and the accessor for its value.
type Watched = (&'static str, fn(&Factory<f64>) -> f64);

/// The numbers of the equation.
const EQUATION: [Watched; 4] = [
    ("profit.profit", |factory| factory.profit.profit),
    ("profit.tokens", |factory| factory.profit.tokens),
    ("profit.token_price", |factory| factory.profit.token_price),
    ("profit.token_cost", |factory| factory.profit.token_cost),
];

/// Asks for the next frame.
fn ask_for(flush: State<Option<NextFrame>>) {
    flush.peek(|flush| flush.iter().for_each(NextFrame::ask));
}

/// Counts another frame in which a part is updated.
fn count_frame(frames: State<u32>) {
    frames.update(|frames| *frames = frames.wrapping_add(1));
}

/// The value of `of`; while a lever moves, its value in the last of the counted frames. The first frame of a drag updates
/// nothing that is not its turn: it has to compute the most as it is.
fn throttled<T: Clone>(moving: State<bool>, frames: State<u32>, of: Derived<T>) -> Derived<T> {
    let shown = Cell::new(0);
    let is_held = move || {
        moving.get() && {
            let frame = frames.get();
            shown.replace(frame) == frame
        }
    };
    Derived::held(is_held, move || if moving.now() { of.now() } else { of.get() })
}

/// The result in a sentence to be spoken.
fn result(now: &Evaluation, before: &Evaluation, name: &str) -> String {
    let (profit, before) = (now.factory.profit.profit, before.factory.profit.profit);
    let said = spoken(profit, &USD_PER_YEAR);
    if !profit.is_finite() {
        let why = now.notes.iter().find(|note| note.is_fault()).map(ToString::to_string).unwrap_or_default();
        return format!("Profit is not computable. {why}");
    }
    let change = profit - before;
    if !change.is_finite() || change.abs() < 1e-9 * before.abs() {
        return format!("Profit {said}, as in {name}.");
    }
    let word = if change > 0.0 { "more" } else { "less" };
    format!("Profit {said}, {} {word} than in {name}.", spoken(change.abs(), &USD_PER_YEAR))
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;

    #[test]
    fn while_a_lever_moves_a_throttled_value_changes_in_counted_frames_only() {
        let (moving, frames, source) = (State::new(false), State::new(0), State::new(1));
        let shown = throttled(moving, frames, Derived::always(move || source.get()));
        assert_eq!(shown.now(), 1);
        source.set(2);
        assert_eq!(shown.now(), 2, "at rest it follows");
        for before in [2, 5] {
            moving.set(true);
            source.set(before + 1);
            assert_eq!(shown.now(), before, "the first frame of a drag leaves it");
            count_frame(frames);
            assert_eq!(shown.now(), before + 1);
            source.set(before + 2);
            assert_eq!(shown.now(), before + 1);
            source.set(before + 3);
            moving.set(false);
            assert_eq!(shown.now(), before + 3, "the end of a drag shows what holds");
        }
    }
}
