//! Reads durations, dates and numbers that have bounds.

use chrono::NaiveDateTime;

use super::{instead, reader::Reader, words::quoted};
use crate::scenario::{code::Code, outline::At, problem::Problem, span::Span};

impl Reader<'_> {
    pub(super) fn time(&mut self, at: At<'_>) -> Option<Span> {
        if let Some(hint) = instead::time(at.words()) {
            self.wrong_type(at, "a text in quotes", hint);
            return None;
        }
        let time = self.str(at)?;
        let why: String = match time.parse() {
            Ok(span) => return Some(span),
            Err(why) => why,
        };
        // What follows lists every unit there is.
        let why = why.split(", supported").next().unwrap_or_default();
        let message = format!("{} is no duration: {why}", quoted(&time));
        let problem = Problem::error(Code::BadDuration, at.span(), message);
        let hint = instead::time(&time)
            .unwrap_or_else(|| "Write one such as `\"90s\"`, `\"5m\"` or `\"1h30m\"`.".to_owned());
        self.heap.refuse(problem.hint(hint));
        None
    }

    /// A duration that is of no use if it is none.
    pub(super) fn some_time(&mut self, at: At<'_>) -> Option<Span> {
        let span = self.time(at)?;
        if span.is_zero() {
            let message = "this must be longer than no time";
            let problem = Problem::error(Code::NoTime, at.span(), message);
            let hint = "Write how long it is, such as `\"5m\"`.";
            self.heap.note(problem.hint(hint));
        }
        Some(span)
    }

    /// A time that passes within the exercise, and takes some.
    pub(super) fn limit(&mut self, at: At<'_>) -> Option<Span> {
        let span = self.some_time(at)?;
        self.keeps_to_length(span, at);
        Some(span)
    }

    /// A time on the exercise clock, or that passes on it.
    pub(super) fn clock(&mut self, at: At<'_>) -> Option<Span> {
        let span = self.time(at)?;
        self.keeps_to_length(span, at);
        Some(span)
    }

    fn keeps_to_length(&mut self, span: Span, at: At<'_>) {
        let length = self.length;
        if span > length && !length.is_zero() {
            let message = format!("the exercise is over by then: its length is {length}");
            let problem = Problem::error(Code::BeyondLength, at.span(), message);
            let hint = "Make it earlier, or `length` longer.";
            self.heap.note(problem.hint(hint));
        }
    }

    pub(super) fn date(&mut self, at: At<'_>) -> Option<NaiveDateTime> {
        let date = self.str(at)?;
        let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&date, format).ok());
        if read.is_none() {
            let message = format!("{} is no date and time", quoted(&date));
            let problem = Problem::error(Code::BadDate, at.span(), message);
            let hint = "Write one such as `\"2026-03-03T14:00\"`.";
            self.heap.refuse(problem.hint(hint));
        }
        read
    }

    pub(super) fn scale(&mut self, at: At<'_>) -> Option<f64> {
        let scale = self.number_without(at, "")?;
        if scale <= 0.0 {
            let message = "the scale must be above 0";
            let problem = Problem::error(Code::BadNumber, at.span(), message);
            let hint = "Write 1 for an exercise that runs as fast as the clock on the wall.";
            self.heap.refuse(problem.hint(hint));
        }
        Some(scale)
    }

    pub(super) fn percent(&mut self, at: At<'_>) -> Option<f64> {
        let percent = self.number_without(at, "")?;
        if !(0.0..=100.0).contains(&percent) {
            let message = "a chance is between 0 and 100 percent";
            let problem = Problem::error(Code::BadNumber, at.span(), message);
            let hint = "Write a number from 0 to 100, such as `60`.";
            self.heap.note(problem.hint(hint));
        }
        Some(percent)
    }
}
