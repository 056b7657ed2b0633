//! Undo and redo over the scenarios a reader settled on.

/// Number of steps that can be undone.
pub const STEPS: usize = 200;

/// Where the reader is, where they were, and what they undid. A drag is one step: it is settled on release.
#[derive(Debug, Clone, PartialEq)]
pub struct History<T> {
    past: Vec<T>,
    present: T,
    future: Vec<T>,
}

impl<T: Clone + PartialEq> History<T> {
    /// A history that starts with this scenario.
    pub fn new(present: T) -> Self {
        Self { past: Vec::new(), present, future: Vec::new() }
    }
    /// The scenario settled on last.
    pub fn present(&self) -> T {
        self.present.clone()
    }
    /// Settles on a scenario. Returns whether it differs from the previous one; if not, nothing is recorded.
    pub fn settle(&mut self, there: T) -> bool {
        if there == self.present {
            return false;
        }
        if self.past.len() >= STEPS {
            self.past.remove(0);
        }
        self.past.push(std::mem::replace(&mut self.present, there));
        self.future.clear();
        true
    }
    /// Goes one step back, if there is one.
    pub fn undo(&mut self) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(std::mem::replace(&mut self.present, before.clone()));
        Some(before)
    }
    /// Reverts the last undo, if there was one.
    pub fn redo(&mut self) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(std::mem::replace(&mut self.present, after.clone()));
        Some(after)
    }
    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }
    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::scenario::levers::LEVERS;

    fn with_context(tokens: f64) -> Scenario {
        Scenario::baseline().with(&LEVERS.context, tokens)
    }

    #[test]
    fn steps_go_back_and_forth_in_order() {
        let mut history = History::new(Scenario::baseline());
        assert!(!history.can_undo() && history.undo().is_none());
        assert!(history.settle(with_context(1e3)));
        assert!(history.settle(with_context(2e3)));
        assert!(!history.settle(with_context(2e3)), "the same again is no step");
        assert_eq!(history.undo(), Some(with_context(1e3)));
        assert_eq!(history.undo(), Some(Scenario::baseline()));
        assert_eq!(history.undo(), None);
        assert_eq!(history.redo(), Some(with_context(1e3)));
        assert_eq!(history.redo(), Some(with_context(2e3)));
        assert!(!history.can_redo() && history.redo().is_none());
    }

    #[test]
    fn a_new_step_forgets_what_was_taken_back() {
        let mut history = History::new(Scenario::baseline());
        history.settle(with_context(1e3));
        history.undo();
        assert!(history.can_redo());
        history.settle(with_context(4e3));
        assert!(!history.can_redo());
        assert_eq!(history.undo(), Some(Scenario::baseline()));
    }

    #[test]
    fn the_oldest_steps_are_forgotten_first() {
        let mut history = History::new(Scenario::baseline());
        for step in 0..STEPS + 10 {
            history.settle(with_context(1_000.0 + f64::from(u32::try_from(step).unwrap())));
        }
        let mut back = 0;
        while history.undo().is_some() {
            back += 1;
        }
        assert_eq!(back, STEPS);
        assert_eq!(history.present(), with_context(1_009.0));
    }
}
