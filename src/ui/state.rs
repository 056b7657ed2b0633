//! Reactive state of the page.
//!
//! The dependency graph is that of Leptos. It is only notified that something changed, not what: so it is compiled
//! once, and not once for each type of value on a page, which would be a third of the program.
//!
//! State lives as long as the page, so handles can be copied freely.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::fmt;

/// A value that can be set and tracked.
pub struct State<T: 'static>(&'static Kept<T>);

struct Kept<T> {
    // Views require values that could be sent to another thread; a page has only one.
    value: SendWrapper<RefCell<T>>,
    changed: ArcTrigger,
}

impl<T> State<T> {
    /// A state with an initial value.
    pub(crate) fn new(value: T) -> Self {
        Self(Box::leak(Box::new(Kept {
            value: SendWrapper::new(RefCell::new(value)),
            changed: ArcTrigger::new(),
        })))
    }
    /// Effects that call this run again when the value is set.
    pub(crate) fn track(self) {
        self.0.changed.track();
    }
    /// Reads the value and tracks it.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.peek(read)
    }
    /// Reads the value without tracking it.
    pub(crate) fn peek<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.value.borrow())
    }
    /// Changes the value without notifying anything.
    pub(crate) fn alter<U>(self, change: impl FnOnce(&mut T) -> U) -> U {
        change(&mut self.0.value.borrow_mut())
    }
    /// Changes the value.
    pub(crate) fn update<U>(self, change: impl FnOnce(&mut T) -> U) -> U {
        let answer = self.alter(change);
        self.0.changed.notify();
        answer
    }
    /// Sets the value.
    pub(crate) fn set(self, value: T) {
        self.update(|now| *now = value);
    }
    /// Sets the value if it differs from the present one.
    pub(crate) fn set_if_other(self, value: T)
    where
        T: PartialEq,
    {
        if self.peek(|now| *now != value) {
            self.set(value);
        }
    }
}

impl<T: Clone> State<T> {
    /// The value, tracked.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }
    /// The value, untracked.
    pub(crate) fn now(self) -> T {
        self.peek(T::clone)
    }
}

/// A derived value: computed when it is read, and recomputed only when one of its dependencies has changed.
pub struct Derived<T: 'static>(&'static Followed<T>);

struct Followed<T: 'static> {
    value: SendWrapper<&'static RefCell<Option<T>>>,
    version: ArcMemo<u64>,
}

impl<T> Derived<T> {
    /// A derived value. Effects that track it run when it differs from before.
    pub(crate) fn new(of: impl Fn() -> T + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::by(|| false, of, |before, now| before != now)
    }
    /// A derived value that counts as changed each time it is computed: comparing would be more expensive.
    pub(crate) fn always(of: impl Fn() -> T + 'static) -> Self {
        Self::held(|| false, of)
    }
    /// The same, but it stays as it is, and notifies nothing, as long as `is_held` says so.
    pub(crate) fn held(is_held: impl Fn() -> bool + 'static, of: impl Fn() -> T + 'static) -> Self {
        Self::by(is_held, of, |_, _| true)
    }
    fn by(
        is_held: impl Fn() -> bool + 'static,
        of: impl Fn() -> T + 'static,
        is_other: fn(&T, &T) -> bool,
    ) -> Self {
        let value: &'static RefCell<Option<T>> = Box::leak(Box::new(RefCell::new(None)));
        let run = move || {
            if is_held() && value.borrow().is_some() {
                return false;
            }
            let now = of();
            let mut kept = value.borrow_mut();
            let is_other = kept.as_ref().is_none_or(|before| is_other(before, &now));
            if is_other {
                *kept = Some(now);
            }
            is_other
        };
        Self(Box::leak(Box::new(Followed {
            value: SendWrapper::new(value),
            version: version(Box::new(run)),
        })))
    }
    /// Reads the value and tracks it.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.0.version.get();
        self.read(read)
    }
    /// Effects that call this run again when the value differs.
    pub(crate) fn track(self) {
        self.0.version.get();
    }
    /// Reads the value without tracking it.
    pub(crate) fn peek<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.0.version.get_untracked();
        self.read(read)
    }
    fn read<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(self.0.value.borrow().as_ref().expect("asking for the version computes the value"))
    }
}

impl<T: Clone> Derived<T> {
    /// The value, tracked.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }
    /// The value, untracked.
    pub(crate) fn now(self) -> T {
        self.peek(T::clone)
    }
}

/// How often a value has changed.
#[inline(never)]
fn version(run: Box<dyn Fn() -> bool>) -> ArcMemo<u64> {
    // A page has one thread; the graph supports several.
    let run = SendWrapper::new(run);
    ArcMemo::new_owning(move |before: Option<u64>| {
        let before = before.unwrap_or(0);
        if run() { (before + 1, true) } else { (before, false) }
    })
}

/// Runs now, and again whenever something it tracked changes.
pub(crate) fn follow(run: impl FnMut() + 'static) {
    follow_boxed(Box::new(run));
}

#[inline(never)]
fn follow_boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

// A handle can be copied whatever its value type.
impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for State<T> {}
impl<T> fmt::Debug for State<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State")
    }
}
impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Derived<T> {}
impl<T> fmt::Debug for Derived<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Derived")
    }
}
