//! What was played, when, and by whom.

use chrono::{DateTime, Utc};

use super::{page::Page, text::plain, whole::Sources};
use crate::{
    exercise::event::{Event, Mode, Pace, Person},
    report::spoken,
};

pub(super) fn title(page: &mut Page, from: &Sources) {
    let title = plain(&from.scenario.title);
    page.heading(1, &format!("After-action report: {title}"));
    let mut note = "This was an exercise. Nothing in it happened to a real system.".to_owned();
    if from.state.ended.is_none() {
        let now = from.state.measured_until();
        note = format!(
            "This is an exercise, **still running at {now}**: all that follows is as it stands \
             there."
        );
    }
    page.block(&note);
}

pub(super) fn overview(page: &mut Page, from: &Sources) {
    page.heading(2, "Exercise overview");
    let items = [
        ("Scenario", Some(scenario(from))),
        ("In short", filled(plain(&from.scenario.summary))),
        ("Draws on", filled(based_on(from))),
        ("When", Some(when(from))),
        ("Mode", Some(mode(from))),
        ("People", filled(people(from))),
        ("Observers", filled(observers(from))),
        ("Seats without a name", filled(empty_seats(from))),
        ("Exercise", Some(exercise(from))),
    ];
    page.list(
        items
            .into_iter()
            .filter_map(|(name, value)| Some(format!("**{name}:** {}", value?))),
    );
}

fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn scenario(from: &Sources) -> String {
    let row = from.scenario;
    let length = spoken::duration(row.length.as_ms());
    let (title, id) = (plain(&row.title), plain(&row.id));
    format!(
        "{title} ({id}), {}, {length} long",
        spoken::level(row.level)
    )
}

fn based_on(from: &Sources) -> String {
    let name = |basis: &crate::scenario::model::Basis| {
        let name = plain(&basis.name);
        match &basis.date {
            Some(date) => format!("{name} ({})", plain(date)),
            None => name,
        }
    };
    from.scenario
        .based_on
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join("; ")
}

fn when(from: &Sources) -> String {
    let records = from.exercise.records();
    let began = minute(records[0].ts);
    let standing = from.exercise.standing();
    let ended = standing
        .iter()
        .rev()
        .find(|record| matches!(record.event, Event::Ended { .. }));
    let elapsed = spoken::duration(from.data.elapsed_ms);
    let same_day = |ts: DateTime<Utc>| ts.date_naive() == records[0].ts.date_naive();
    let ended = ended.map_or_else(String::new, |record| match record.ts {
        ts if same_day(ts) => format!(" to {}", ts.format("%H:%M")),
        ts => format!(" to {}", minute(ts)),
    });
    let world = from.scenario.begins.map_or_else(String::new, |begins| {
        format!(
            "; in the scenario's world it began at {}",
            begins.format("%Y-%m-%d %H:%M")
        )
    });
    format!("{began}{ended} UTC; {elapsed} on the exercise clock{world}")
}

fn minute(ts: DateTime<Utc>) -> String {
    ts.format("%Y-%m-%d %H:%M").to_string()
}

fn mode(from: &Sources) -> String {
    let mode = match from.started.mode {
        Mode::Facilitated => "led by a facilitator",
        Mode::Solo => "solo",
    };
    let pace = match from.started.pace {
        Pace::Real => "by the clock",
        Pace::Manual => "at the pace of the facilitator's hand",
    };
    let practice = if from.started.practice {
        "; a practice run, which does not count in figures over exercises"
    } else {
        ""
    };
    format!("{mode}, {pace}{practice}")
}

fn people(from: &Sources) -> String {
    let person = |person: &Person| {
        let name = plain(&person.name);
        match &person.role {
            Some(role) => format!("{name} ({})", role_name(from, role)),
            None => name,
        }
    };
    from.data
        .people
        .iter()
        .map(person)
        .collect::<Vec<_>>()
        .join(", ")
}

fn observers(from: &Sources) -> String {
    let names: Vec<_> = from
        .observers
        .read
        .iter()
        .map(|it| plain(&it.name))
        .collect();
    names.join(", ")
}

fn role_name(from: &Sources, id: &str) -> String {
    let roles = &from.scenario.roles;
    plain(roles.find(id).map_or(id, |role| &roles[role].name))
}

fn empty_seats(from: &Sources) -> String {
    let is_empty = |id: &str| {
        let people = &from.data.people;
        !people
            .iter()
            .any(|person| person.role.as_deref() == Some(id))
    };
    let roles = from.scenario.roles.iter();
    roles
        .filter(|role| is_empty(&role.id))
        .map(|role| plain(&role.name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn exercise(from: &Sources) -> String {
    format!(
        "{}, seed {}",
        plain(&from.started.exercise),
        from.started.seed
    )
}
