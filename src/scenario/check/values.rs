//! Reads durations, dates and numbers.

use chrono::NaiveDateTime;

use super::{resolve::Resolver, words::quoted};
use crate::scenario::{outline::At, problem::Problem, span::Span};

impl Resolver<'_> {
    pub(super) fn time(&mut self, time: String, at: At<'_>) -> Span {
        self.duration(&time, at)
    }

    fn duration(&mut self, time: &str, at: At<'_>) -> Span {
        time.parse().unwrap_or_else(|why| {
            let why: String = why;
            // What follows lists every unit there is.
            let why = why.split(", supported").next().unwrap_or_default();
            let problem =
                Problem::error(at.span(), format!("{} is no duration: {why}", quoted(time)));
            let hint = "Write one such as `\"90s\"`, `\"5m\"` or `\"1h30m\"`.";
            self.heap.refuse(problem.hint(hint.to_owned()));
            Span::ZERO
        })
    }

    pub(super) fn some_time(&mut self, time: String, at: At<'_>) -> Span {
        self.positive(&time, at)
    }

    /// A duration that is of no use if it is none.
    pub(super) fn positive(&mut self, time: &str, at: At<'_>) -> Span {
        if time.parse() == Ok(Span::ZERO) {
            self.heap.note(Problem::error(
                at.span(),
                "this must be longer than no time",
            ));
        }
        self.duration(time, at)
    }

    /// A time on the exercise clock.
    pub(super) fn clock(&mut self, time: &str, at: At<'_>) -> Span {
        let span = self.duration(time, at);
        if span > self.length && !self.length.is_zero() {
            let length = self.length;
            let problem = Problem::error(
                at.span(),
                format!("the exercise is over by then: its length is {length}"),
            );
            let hint = "Make it earlier, or `length` longer.";
            self.heap.note(problem.hint(hint.to_owned()));
        }
        span
    }

    pub(super) fn date(&mut self, date: Option<&str>, at: At<'_>) -> Option<NaiveDateTime> {
        let date = date?;
        let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(date, format).ok());
        if read.is_none() {
            let problem =
                Problem::error(at.span(), format!("{} is no date and time", quoted(date)));
            let hint = "Write one such as `\"2026-03-03T14:00\"`.";
            self.heap.refuse(problem.hint(hint.to_owned()));
        }
        read
    }

    pub(super) fn finite(&mut self, number: f64, at: At<'_>) -> f64 {
        if !number.is_finite() {
            self.heap
                .refuse(Problem::error(at.span(), "this number is not finite"));
        }
        number
    }

    pub(super) fn scale(&mut self, scale: Option<f64>, at: At<'_>) -> f64 {
        let scale = self.finite(scale.unwrap_or(1.0), at);
        if scale <= 0.0 {
            let problem = Problem::error(at.span(), "the scale must be above 0");
            let hint = "Write 1 for an exercise that runs as fast as the clock on the wall.";
            self.heap.refuse(problem.hint(hint.to_owned()));
        }
        scale
    }

    pub(super) fn percent(&mut self, percent: f64, at: At<'_>) -> f64 {
        if !(0.0..=100.0).contains(&percent) && percent.is_finite() {
            self.heap.note(Problem::error(
                at.span(),
                "a chance is between 0 and 100 percent",
            ));
        }
        self.finite(percent, at)
    }
}
