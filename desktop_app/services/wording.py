"""The sentences for what may be wrong with a record; issues carry codes, the faces say these."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.issue import Issue
from desktop_app.i18n import _, mark

SENTENCES = {
    "amount_missing": mark("The amount is missing."),
    "amount_not_positive": mark("The amount must be more than zero."),
    "amount_not_verified": mark("The amount has not been keyed a second time yet."),
    "amount_too_large": mark("The amount {text} is larger than the program takes."),
    "amount_too_precise": mark("The amount {text} has more than two decimals."),
    "amount_unreadable": mark("“{text}” is not an amount of money."),
    "birth_date_differs": mark("The ID number says {of_id}."),
    "campaign_days_missing": mark("From which day to which day does the campaign run?"),
    "campaign_missing": mark("Choose the campaign from which this is given."),
    "campaign_name_missing": mark("A campaign needs a name."),
    "cap_incomplete": mark("A cap needs both amounts, at one time and in one year."),
    "card_check": mark("The bank card number does not fit its check digit; passbooks have none."),
    "card_spoiled_by_excel": mark(
        "Excel turned the bank card number into a number and lost its end; it was left out."
    ),
    "cash_over_threshold": mark("More than {limit} yuan in cash: a transfer is advised."),
    "choice_unknown": mark("This is not among the choices; F4 shows them."),
    "count_negative": mark("A count cannot be below zero."),
    "credit_code_check": mark("The credit code does not fit its check character."),
    "day_misread": mark("This is not a day. Write it as 2021-02-08."),
    "day_missing": mark("When was it? Give a day, or say it in words."),
    "day_unreadable": mark("“{text}” is not a day; it was left out."),
    "device_label_missing": mark("This laptop needs a name."),
    "ends_before_start": mark("This ends before it begins."),
    "given_to_a_stranger": mark("Something is given to somebody who was not visited."),
    "goods_name_missing": mark("Which goods? A line has no name."),
    "goods_price": mark("The price of {name} cannot be below zero."),
    "goods_quantity": mark("The quantity of {name} is not possible."),
    "grant_not_ready": mark("This grant is not approved, or was handed over before."),
    "household_size_below_members": mark(
        "The household is stated as {stated}, but {listed} people are listed."
    ),
    "household_size_missing": mark("The size of the household is not stated."),
    "id_birth_date": mark("The ID number gives {digits} as the date of birth, which cannot be."),
    "id_characters": mark("An ID number has digits only, and at its end a digit or X."),
    "id_check": mark(
        "The last character of the ID number does not fit the others; compare it with the card."
    ),
    "id_length": mark("An ID number has 18 characters; this one has {length}."),
    "id_missing": mark("The ID number is missing."),
    "id_region_revoked": mark(
        "{region} has been dissolved since; the number is valid all the same."
    ),
    "id_region_unknown": mark(
        "The region {part} in the ID number is on no list of regions, past or present."
    ),
    "id_spoiled_by_excel": mark(
        "Excel turned this ID number into a number and lost its end; "
        "format the cell as text and type it again."
    ),
    "id_taken": mark("{name} has this ID number already."),
    "id_upgraded": mark("The old ID number of 15 digits was extended to 18."),
    "in_the_future": mark("This day has not come yet."),
    "income_unreadable": mark("“{text}” is not an income; it was left out."),
    "lone_visitor": mark("Only one visitor: say why, or name the second."),
    "merged_cell": mark(
        "This cell is merged with those of other people; undo the merging and fill in each "
        "person's own."
    ),
    "merged_away": mark(
        "This record was merged with that of {name}; what is to be changed is changed there."
    ),
    "name_characters": mark("The name contains what no name has: {characters}."),
    "name_differs": mark("The ledger knows this ID number under the name {known}."),
    "name_missing": mark("The name is missing."),
    "name_private_character": mark(
        "The name contains {characters}, a private code of an older system; "
        "it should be typed again with its standard character."
    ),
    "name_too_long": mark("The name is longer than {limit} characters."),
    "no_fund_source": mark("It is not said which fund this is paid from."),
    "no_standard": mark("The campaign lays down nothing for this category."),
    "nobody_visited": mark("Whom was the visit to? Choose a person, a group or a place."),
    "not_chosen": mark("“{text}” was typed but not chosen: Enter takes it from the list."),
    "nothing_given": mark("Neither money nor goods are given."),
    "number_misread": mark("This is not a number."),
    "number_unreadable": mark("“{text}” is not a number; it was left out."),
    "organisation_missing": mark("The union needs a name."),
    "over_cap_per_time": mark("More than {limit} yuan at one time ({source})."),
    "over_cap_per_year": mark("More than {limit} yuan in one year ({source})."),
    "passphrase_differs": mark("This is not the same passphrase."),
    "passphrase_short": mark("Please use at least {count} characters."),
    "person_unknown": mark("There is no person with the id {id}."),
    "phone_unusual": mark("This phone number has an unusual form."),
    "range_too_long": mark("A visit does not last longer than a year."),
    "region_code_form": mark("A region code has six digits."),
    "repeated_differently": mark(
        "The same ID number stands at {at} as well and says something else here; correct one "
        "of the two."
    ),
    "repeated_otherwise": mark(
        "The same person at {at} says something else here; the first row was taken."
    ),
    "sex_differs": mark("The ID number says otherwise."),
    "text_too_long": mark("This is longer than {limit} characters."),
    "unreadable": mark("This cannot be read."),
    "user_missing": mark("Please give your name."),
    "visited_twice": mark("Somebody stands in this visit twice."),
    "visitors_missing": mark("Who came? Name at least two visitors."),
    "word_mapped": mark("“{text}” is a former word; it was taken as {now}."),
    "word_unknown": mark("“{text}” is on no list; it was not taken over."),
}


def sentence(issue: Issue) -> str:
    """Say one objection in the language of the moment."""
    return _(SENTENCES[issue.code]).format(**dict(issue.details))


def sentences(issues: Iterable[Issue]) -> str:
    """Say several objections in one line, each once."""
    return " ".join(dict.fromkeys(sentence(issue) for issue in issues))
