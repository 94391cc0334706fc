# What continuous integration runs, nothing more.
check:
    .ci/run

# Looks for licences that do not fit and for doubled dependencies.
deny:
    cargo deny check licenses bans sources

# Times the program against its floors.
bench:
    cargo bench

# Takes new pictures of the screens as they are; look at each before it is committed.
pictures:
    INSTA_UPDATE=always cargo test --test screens

# Writes docs/keys.md anew from the tables of keys.
keys:
    BLACKSTART_WRITE_DOCS=1 cargo test --test keys

# Presses a hundred thousand keys at random in each seat.
fingers:
    BLACKSTART_KEYS=100000 cargo test --test screens random
