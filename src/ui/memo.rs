//! What was worked out last, kept for as long as the question is the same. It saves work, and
//! changes nothing that is seen.

use std::{
    cell::RefCell,
    fmt::{self, Debug},
    rc::Rc,
};

/// The last answer, with its question.
///
/// A question has to name everything that its answer depends on. A debug build works every answer
/// out anew and compares, so that a test which draws a screen twice finds a question that does not.
pub(super) struct Memo<Q, A>(RefCell<Option<(Q, Rc<A>)>>);

impl<Q: PartialEq, A: PartialEq + Debug> Memo<Q, A> {
    /// The answer to a question: the one that is kept, or else what `work_out` says.
    pub(super) fn ask(&self, question: Q, work_out: impl FnOnce() -> A) -> Rc<A> {
        let mut kept = self.0.borrow_mut();
        if let Some((_, answer)) = kept.as_ref().filter(|(known, _)| *known == question) {
            if cfg!(debug_assertions) {
                assert_eq!(**answer, work_out(), "a question names all that matters");
            }
            return Rc::clone(answer);
        }
        let answer = Rc::new(work_out());
        *kept = Some((question, Rc::clone(&answer)));
        answer
    }
}

impl<Q, A> Default for Memo<Q, A> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

/// A copy remembers nothing.
impl<Q, A> Clone for Memo<Q, A> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What is remembered makes no difference.
impl<Q, A> PartialEq for Memo<Q, A> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<Q, A> Eq for Memo<Q, A> {}

impl<Q, A> Debug for Memo<Q, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};

    use super::*;

    #[test]
    fn an_answer_is_kept_until_another_question_comes() {
        let memo = Memo::default();
        let first = memo.ask(1, || "one");
        assert!(Rc::ptr_eq(&first, &memo.ask(1, || "one")));
        assert_eq!(*memo.ask(2, || "two"), "two");
        assert!(!Rc::ptr_eq(&first, &memo.ask(1, || "one")));
    }

    #[test]
    fn a_question_that_names_too_little_is_found() {
        let memo = Memo::default();
        memo.ask((), || 1);
        let again = panic::catch_unwind(AssertUnwindSafe(|| memo.ask((), || 2)));
        assert_eq!(again.is_err(), cfg!(debug_assertions));
    }
}
