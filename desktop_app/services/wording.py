"""The sentences for what may be wrong with a record; issues carry codes, the faces say these."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.issue import Issue
from desktop_app.i18n import _, in_a_row, mark

SENTENCES = {
    "addressee_missing": mark("Who is asked? Name the union, office or hotline."),
    "activity_kind_missing": mark("Which kind of activity is it?"),
    "activity_name_missing": mark("An activity needs a name."),
    "aid_due_missing": mark("When is the aid due the next time?"),
    "aid_overdue": mark("The aid was due on {day}."),
    "aid_plan_missing": mark(
        "For a model worker in hardship: what is done, how often, and when the next time?"
    ),
    "amount_below_zero": mark("An amount cannot be below zero."),
    "amount_missing": mark("The amount is missing."),
    "amount_not_positive": mark("The amount must be more than zero."),
    "amount_not_verified": mark("The amount has not been keyed a second time yet."),
    "amount_too_large": mark("The amount {text} is larger than the program takes."),
    "amount_too_precise": mark("The amount {text} has more than two decimals."),
    "amount_unreadable": mark("“{text}” is not an amount of money."),
    "answered_before_asked": mark("The answer cannot have come before it was asked."),
    "answered_on_missing": mark("On which day did the answer come?"),
    "asked_on_missing": mark("On which day was it asked?"),
    "attached_to_nothing": mark("This belongs to no record."),
    "belongs_in_a_circle": mark("This site would belong to an employer that belongs to it."),
    "belongs_to_itself": mark("A site cannot belong to itself."),
    "birth_date_differs": mark("The ID number says {of_id}."),
    "birth_year_differs": mark("The date of birth says another year."),
    "birth_year_missing": mark("Without it the child counts as under fourteen."),
    "campaign_days_missing": mark("From which day to which day does the campaign run?"),
    "campaign_missing": mark("Choose the campaign from which this is given."),
    "campaign_name_missing": mark("A campaign needs a name."),
    "campaign_unknown": mark("There is no such campaign."),
    "cap_incomplete": mark("A cap needs both amounts, at one time and in one year."),
    "card_check": mark("The bank card number does not fit its check digit; passbooks have none."),
    "card_spoiled_by_excel": mark(
        "Excel turned the bank card number into a number and lost its end; it was left out."
    ),
    "cash_over_threshold": mark("More than {limit} yuan in cash: a transfer is advised."),
    "check_day_missing": mark("On which day was the check?"),
    "check_result_missing": mark("What did the check come to?"),
    "checker_missing": mark("It is not said who checked."),
    "child_grown": mark("{age} years old: no longer a child."),
    "child_recorded": mark("{name} is recorded as a child of this person already."),
    "category_differs": mark("The figures suggest {suggested}; say why it is decided otherwise."),
    "category_not_suggested": mark(
        "The figures suggest no hardship; say why it is decided otherwise."
    ),
    "cause_twice": mark("The main cause stands among the other causes as well."),
    "cause_words_missing": mark("“Other” is chosen: which cause is it?"),
    "code_unknown": mark("“{text}” is not a choice of the list “{name}”."),
    "choice_unknown": mark("This is not among the choices; F4 shows them."),
    "closed_before_check": mark("This is before the day of the check."),
    "consent_incomplete": mark("A consent needs who gave it, the day and the form."),
    "consent_missing": mark(
        "Under fourteen only name, birth year and parent are kept without a guardian's consent."
    ),
    "content_missing": mark("Its content is not on this laptop."),
    "contract_missing": mark(
        "For a migrant worker, say when the contract was signed and for how long."
    ),
    "choice_name_missing": mark("A choice needs a Chinese name."),
    "choice_taken": mark("These words lead to “{name}” already."),
    "code_characters": mark("A code has small Latin letters, digits and _ only."),
    "code_stays": mark("A choice keeps its list and its code; add another one instead."),
    "code_taken": mark("This code means “{name}” already, and a code never changes its meaning."),
    "count_negative": mark("A count cannot be below zero."),
    "credit_code_check": mark("The credit code does not fit its check character."),
    "credit_code_of_no_union": mark(
        "This credit code was not given by the register of trade unions."
    ),
    "credit_code_taken": mark("{name} has this credit code already."),
    "day_misread": mark("This is not a day. Write it as 2021-02-08."),
    "day_missing": mark("When was it? Give a day, or say it in words."),
    "day_unreadable": mark("“{text}” is not a day; it was left out."),
    "declined_without_words": mark("They declined: what did they say?"),
    "device_label_missing": mark("This laptop needs a name."),
    "donor_missing": mark("Who gave it? A donation names its giver."),
    "due_before_asked": mark("The answer cannot be due before it was asked."),
    "due_before_check": mark("“{what}” would have to be rectified before the day of the check."),
    "due_before_heard": mark("The need cannot be due before it was heard."),
    "due_day_missing": mark("It is not said by when “{what}” has to be rectified."),
    "employer_kind_missing": mark("It is not said what kind of employer or site this is."),
    "employer_missing": mark("Which employer is it? Choose one."),
    "employer_name_missing": mark("The employer needs a name."),
    "employer_name_taken": mark("Another employer bears this name already."),
    "employer_unknown": mark("This employer is not in the ledger."),
    "ends_before_start": mark("This ends before it begins."),
    "evidence_missing": mark("Nothing shows yet that the measure was carried out."),
    "finding_words_missing": mark("What was found? A line says nothing."),
    "exit_route_missing": mark("By which way did the household leave hardship?"),
    "figure_differs": mark(
        "{stated} is stated, but {reckoned} follows from the incomes; both are kept."
    ),
    "file_exists": mark("This person has a hardship file already: one household, one file."),
    "file_unknown": mark("There is no hardship file with the id {id}."),
    "given_to_a_stranger": mark("Something is given to somebody who was not visited."),
    "goods_name_missing": mark("Which goods? A line has no name."),
    "goods_price": mark("The price of {name} cannot be below zero."),
    "goods_quantity": mark("The quantity of {name} is not possible."),
    "grant_not_ready": mark("This grant is not approved, or was handed over before."),
    "heard_on_missing": mark("On which day was it heard?"),
    "home_missing": mark("Where does this person come from? Give the region or the place."),
    "honour_level_missing": mark("Who awarded the honour? Choose the level."),
    "household_filed_twice": mark("This member of the household has a hardship file as well."),
    "household_size_below_members": mark(
        "The household is stated as {stated}, but {listed} people are listed."
    ),
    "household_size_missing": mark("The size of the household is not stated."),
    "how_rectified_missing": mark("It is not said how “{what}” was rectified."),
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
    "income_document_missing": mark("Which document proves it?"),
    "income_unreadable": mark("“{text}” is not an income; it was left out."),
    "list_closed": mark("The program itself works with this list; it takes no further choices."),
    "list_unknown": mark("There is no such code list."),
    "lone_visitor": mark("Only one visitor: say why, or name the second."),
    "measure_missing": mark("Which measure is it? Choose one."),
    "measure_state_missing": mark("It is not said how far the measure has come."),
    "longer_than_a_year": mark("This is longer than a year."),
    "member_nameless": mark("“{text}” stands for a member without a name; it was left out."),
    "member_twice": mark("Two people of the household have the same ID number."),
    "merged_cell": mark(
        "This cell is merged with those of other people; undo the merging and fill in each "
        "person's own."
    ),
    "money_kind_missing": mark("Which kind of money? A line has none."),
    "money_year_missing": mark("In which year? A line of money has none."),
    "more_members_than_workers": mark("There cannot be more members than workers."),
    "money_negative": mark("An amount cannot be below zero."),
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
    "need_kind_missing": mark("What kind of need is it?"),
    "need_of_nobody": mark("Whose need is it? Choose a person, or say which group."),
    "need_unknown": mark("There is no need with the id {id}."),
    "need_words_missing": mark("What was said? Write it as it was heard."),
    "no_fund_source": mark("It is not said which fund this is paid from."),
    "no_model_worker": mark(
        "This section is for model workers only: choose the level of the honour."
    ),
    "no_standard": mark("The campaign lays down nothing for this category."),
    "nobody_visited": mark(
        "Whom was the visit to? Choose a person, a household, an employer, a group or a place."
    ),
    "not_chosen": mark("“{text}” was typed but not chosen: Enter takes it from the list."),
    "not_insured_on_the_road": mark(
        "Nobody insures this person against accidents; the union may help."
    ),
    "nothing_given": mark("Neither money nor goods are given."),
    "notice_not_over": mark(
        "The notice stays up until {day}; before that nothing follows from it."
    ),
    "notice_too_short": mark("A notice stays up for at least {count} working days: until {day}."),
    "offset_too_far": mark("Paper never lies more than {most} mm beside its place."),
    "margin_too_wide": mark("A margin is between 0 and {most} mm."),
    "corner_marks_lost": mark(
        "The corner marks at {inset} mm are cut off here; scanned sheets are then harder to"
        " straighten."
    ),
    "number_misread": mark("This is not a number."),
    "number_unreadable": mark("“{text}” is not a number; it was left out."),
    "occupation_missing": mark("Which work is it? Choose the occupation."),
    "only_with_consent": mark("Kept only with the guardian's consent."),
    "organisation_missing": mark("The union needs a name."),
    "outcome_missing": mark("What came of it? A need is closed with an outcome."),
    "maybe_given_elsewhere": mark(
        "Someone may already have given to this person this season. Ask before giving again."
    ),
    "planned_twice": mark(
        "Two laptops have planned for this person. Refuse one of the grants, or say why both."
    ),
    "over_cap_per_time": mark("More than {limit} yuan at one time ({source})."),
    "over_cap_per_year": mark("More than {limit} yuan in one year ({source})."),
    "part_above_whole": mark("These are more than the {whole} who work there."),
    "passed_with_findings": mark(
        "No danger is said to be found, yet some stand here that are not rectified."
    ),
    "owner_unknown": mark("Neither this workbook nor the ledger has a worker with this number."),
    "participants_missing": mark("Nobody is said to have taken part."),
    "passphrase_differs": mark("This is not the same passphrase."),
    "passphrase_short": mark("Please use at least {count} characters."),
    "person_unknown": mark("There is no person with the id {id}."),
    "phone_unusual": mark("This phone number has an unusual form."),
    "photos_still_read": mark("The photos are still being read; try again in a moment."),
    "place_missing": mark("Where was it? A visit on site names the place or the employer."),
    "place_outside_the_days": mark("{name}: its days are not among those of the visit."),
    "plan_missing": mark("A risk of this level needs a plan for the case that it happens."),
    "range_too_long": mark("A visit does not last longer than a year."),
    "received_on_missing": mark("On which day did it come in?"),
    "rectified_before_check": mark(
        "“{what}” would have been rectified before the day of the check."
    ),
    "rectified_in_the_future": mark("The day on which “{what}” was rectified has not come yet."),
    "referral_about_nobody": mark("Nobody is named whom it is about."),
    "referral_kind_missing": mark("What is asked of them?"),
    "referral_words_missing": mark("What exactly is asked? Say it in words."),
    "reason_missing": mark("Please say why."),
    "region_code_form": mark("A region code has six digits."),
    "region_misread": mark(
        "This is no region code and no region's name alone; add the province or the city."
    ),
    "region_unknown": mark("This region is on no list of regions, past or present."),
    "repeated_differently": mark(
        "The same ID number stands at {at} as well and says something else here; correct one "
        "of the two."
    ),
    "repeated_otherwise": mark(
        "The same person at {at} says something else here; the first row was taken."
    ),
    "reply_missing": mark("Was it done, or declined?"),
    "right_value_missing": mark("Say the right value first, or take one of those above."),
    "risk_kind_missing": mark("Which kind of risk is it? A line does not say so."),
    "risk_level_missing": mark("The level of the risk is not stated."),
    "risk_outcome_missing": mark("It is not said how the risk was settled."),
    "risks_missing": mark("It is not said which risks were found."),
    "route_empty": mark("A route needs at least one stop."),
    "said_missing": mark("What did the person say of it? Ask before closing, if you can."),
    "section_exists": mark("{name} has this section already; change that one."),
    "sex_differs": mark("The ID number says otherwise."),
    "stay_exists": mark("The New Year of {year} is recorded for {name} already; change that one."),
    "stay_year_missing": mark("Which New Year is it? Give the year."),
    "step_before_heard": mark("This is before the need was heard."),
    "step_day_missing": mark("On which day was it done?"),
    "step_kind_missing": mark("What was done?"),
    "step_words_missing": mark("Say in words what was done."),
    "stop_at_two": mark("Stop {number} names a person and an employer; make it two stops."),
    "stop_nowhere": mark("Stop {number} leads nowhere: name a person, an employer or a place."),
    "stop_twice": mark("The route comes to the same place twice."),
    "spent_over_budget": mark("More was spent than the budget allowed."),
    "step_before_last": mark("The step before this one was taken on {day}."),
    "step_missing": mark("Choose the step."),
    "step_not_last": mark("Only the last step can be withdrawn."),
    "step_out_of_order": mark("“{step}” cannot follow now. What may follow: {coming}."),
    "step_result_missing": mark("How did it end? Choose the result."),
    "step_result_unfit": mark("This step has no result."),
    "step_too_early": mark("The procedure begins with “{first}”."),
    "text_too_long": mark("This is longer than {limit} characters."),
    "time_unreadable": mark("“{text}” is not a time; write it as 9:30."),
    "too_many_causes": mark("The archive form has room for {limit} other causes."),
    "too_many_photos": mark("A record holds at most {limit} photos; these are {count}."),
    "union_below_itself": mark("A union cannot stand below itself."),
    "union_code_taken": mark("Another union has this code already."),
    "union_has_unions_below": mark("{count} unions below this one are still offered."),
    "union_name_taken": mark("There is a union of this name at the same place already."),
    "union_unknown": mark("The union above is not known here."),
    "unions_the_same": mark("The unions of both places are the same."),
    "unreadable": mark("This cannot be read."),
    "user_missing": mark("Please give your name."),
    "user_unknown": mark("There is no user with the id {id}."),
    "visit_unknown": mark("There is no visit with the id {id}."),
    "visited_twice": mark("Somebody stands in this visit twice."),
    "visitors_missing": mark("Who came? Name at least two visitors."),
    "warning_before_check": mark("The day of warning is before the day of the check."),
    "warning_day_missing": mark("It is not said on which day somebody looks again."),
    "withdrawn_reason_missing": mark("Why is it taken back?"),
    "word_mapped": mark("“{text}” is a former word; it was taken as {now}."),
    "word_unknown": mark("“{text}” is on no list; it was not taken over."),
    "year_misread": mark("This is not a year. Write it as 2021."),
    "year_unlikely": mark("The year {year} cannot be right."),
}


def sentence(issue: Issue) -> str:
    """Say one objection in the language of the moment; the detail `whose` comes before it."""
    details = dict(issue.details)
    said = _(SENTENCES[issue.code]).format(**details)
    return (
        _("{whose}: {said}").format(whose=details["whose"], said=said)
        if "whose" in details
        else said
    )


def sentences(issues: Iterable[Issue]) -> str:
    """Say several objections in one line, each once."""
    return in_a_row(dict.fromkeys(sentence(issue) for issue in issues))
