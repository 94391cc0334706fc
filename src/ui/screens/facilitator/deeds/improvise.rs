//! An inject that the scenario does not have, made up while everybody waits for it.

use super::pick;
use crate::{
    scenario::model::Channel,
    ui::{
        App, Effect,
        modals::{Blank, Choice, Modal, Prompt},
        step::{Step, Wanted},
        words::{self, plain},
    },
};

/// The channels and their letters, those that are made up most at the top.
const CHANNELS: [(Channel, char); 11] = [
    (Channel::Chat, 'c'),
    (Channel::Phone, 'p'),
    (Channel::Person, 'i'),
    (Channel::Page, 'g'),
    (Channel::Alert, 'a'),
    (Channel::Email, 'e'),
    (Channel::Ticket, 't'),
    (Channel::News, 'n'),
    (Channel::Social, 's'),
    (Channel::Dashboard, 'd'),
    (Channel::StatusPage, 'u'),
];

/// Asks how it comes in, and then for the rest of it.
pub(super) fn improvise(app: &mut App) -> Vec<Effect> {
    let choice = |(channel, letter): (Channel, char)| {
        let sender = usual_sender(app, channel);
        let step = Step::Open(Box::new(write(channel, &sender)));
        Choice::new(words::channel(channel), &sender, step).on(letter)
    };
    let choices = CHANNELS.into_iter().map(choice).collect();
    pick(app, "Make up an inject: how does it come in?", choices)
}

fn write(channel: Channel, sender: &str) -> Modal {
    let lines = vec![
        Blank::new("From").otherwise(sender),
        Blank::new("To").hint("everybody; or roles, with commas"),
        Blank::new("Text").hint("in one line, as the room sees it"),
        Blank::new("More").hint("what else it says"),
    ];
    let title = format!("{}: an inject of your own", words::channel(channel));
    let hint = "Enter goes on; behind the text it delivers. Tab goes on to more.";
    let prompt = Prompt::new(&title, hint, Wanted::Improvisation(channel));
    Modal::Prompt(prompt.asking(3, lines))
}

/// Who was heard last that way, or else would be first.
fn usual_sender(app: &App, channel: Channel) -> String {
    let injects = app.scenario().injects.entries();
    let senders = injects.filter(|(_, row)| row.channel == channel && !row.from.is_empty());
    let heard = |inject| {
        let delivered = &app.state().injects[inject].delivered;
        delivered.as_ref().map(|(at, _)| *at)
    };
    let last = senders.clone().max_by_key(|(inject, _)| heard(*inject));
    let first = senders.clone().next();
    let chosen = last
        .filter(|(inject, _)| heard(*inject).is_some())
        .or(first);
    chosen.map_or_else(String::new, |(_, row)| plain(&row.from))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_channel_has_a_letter_of_its_own() {
        let channels: HashSet<_> = CHANNELS.iter().map(|(channel, _)| channel.word()).collect();
        assert_eq!(channels.len(), Channel::ALL.len());
        let letters: HashSet<_> = CHANNELS.iter().map(|(_, letter)| letter).collect();
        assert_eq!(letters.len(), CHANNELS.len());
        // Those move and close the list.
        assert!(letters.is_disjoint(&HashSet::from([&'j', &'k', &'q'])));
    }
}
