"""Beginning a ledger, coming in, and the people who may."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain import organisation
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.identity import OrganisationId, UserId, new_id
from desktop_app.domain.issue import any_blocks
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.role import Right, Role
from desktop_app.domain.user import User
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import laptop_keys
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds, saves, standing, store, vault
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import ClockMs, Folder, Store

Today = Callable[[], date]


class UserExistsError(CircumstanceError):
    """Two people of one name could not be told apart at the door."""

    message = mark("There is a user called {name} already.")


class NoSuchUserError(CircumstanceError):
    """Nobody of this name may come in."""

    message = mark("There is no user called {name}.")


class UserNameMissingError(CircumstanceError):
    """A user needs a name."""

    message = mark("Please give the user a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """The answers from which a ledger begins."""

    organisation: str
    region: str
    device: str
    admin: str
    passphrase: str
    level: str = ""
    code: str = ""
    is_sample: bool = False


def found(
    folder: Folder, answers: Founding, *, today: Today, clock_ms: ClockMs = store.now_ms
) -> tuple[Desk, str]:
    """Make a ledger; give the administrator's desk and the recovery code for the safe."""
    issues = organisation.objections(answers.organisation, answers.region, answers.device)
    if any_blocks(issues):
        raise RefusedError(reasons=sentences(issues))
    if not answers.admin.strip():
        raise UserNameMissingError
    ledger, recovery = store.create(folder, answers.admin, answers.passphrase, clock_ms)
    admin = User(id=UserId(new_id()), name=answers.admin, role=Role.ADMINISTRATOR)
    union = _union(answers)
    device, identity = laptop_keys.new_laptop(union, answers.device, answers.code)
    ledger.introduce(identity)
    edits = [
        edit_of(kinds.DEVICE, device),
        edit_of(kinds.ORGANISATION, union),
        edit_of(kinds.USER, admin),
    ]
    ledger.changes.save(
        edits, actor=Actor(admin.id, admin.role), deed=Deed("ledger.founded", union.id)
    )
    return Desk(ledger, admin, today), recovery


def unlock(
    folder: Folder, name: str, passphrase: str, *, today: Today, clock_ms: ClockMs = store.now_ms
) -> Desk:
    """Open a ledger for a person; earlier wrong tries enter the audit trail now.

    A ledger that a newer program has written is only read, without a word in its trail.
    """
    ledger, wrong_tries = store.open_store(folder, name, passphrase, clock_ms)
    try:
        desk = Desk(ledger, _active_user(ledger, name), today)
        if wrong_tries and not ledger.is_only_read:
            desk.note("login.failed", reason=str(wrong_tries))
        if not ledger.is_only_read:
            desk.note("login")
    except BaseException:
        ledger.close()
        raise
    return desk


def second_desk(desk: Desk) -> Desk:
    """Open the same ledger once more for the same person, for use on another thread."""
    ledger = store.open_with_key(desk.store.folder, desk.store.data_key, desk.store.clock_ms)
    return replace(desk, store=ledger)


def recover(folder: Folder, recovery_code: str, name: str, new_passphrase: str) -> bool:
    """Let a person in again with the code from the safe, under a new passphrase.

    An administrator of this ledger comes in although he was switched off, or a word of another
    laptop could lock everybody out; tell whether that was so.
    """
    vault.check_passphrase(new_passphrase)
    code = vault.read_recovery_code(recovery_code)
    data_key, _tries = vault.unlock(folder.keys, vault.RECOVERY_NAME, code)
    ledger = store.open_with_key(folder, data_key, store.now_ms)
    try:
        base = ledger.users.reading(_user_to_recover(ledger, name).id)
        if base is None:
            raise NoSuchUserError(name=name)
        user = base.record
        back = [] if user.active else [edit_of(kinds.USER, replace(user, active=True), base)]
        _give_slot(folder, name, new_passphrase, data_key)
        ledger.changes.save(back, actor=Actor(user.id, user.role), deed=Deed("login.recovered"))
        return bool(back)
    finally:
        ledger.close()


def switched_on_words(name: str) -> str:
    """Say that somebody who was recovered had been switched off."""
    words = _("{name} had been switched off and is switched on again.")
    return words.format(name=name)


def users(desk: Desk) -> list[User]:
    """List the people who may come in."""
    return desk.store.users.where("active = 1", order="name")


def add_user(desk: Desk, name: str, role: Role, passphrase: str) -> User:
    """Let one more person in."""
    desk.require(Right.SET_UP)
    name = name.strip()
    if not name:
        raise UserNameMissingError
    vault.check_passphrase(passphrase)
    with desk.store.transaction():
        user = _known_elsewhere(desk.store, name, role)
        if user is None:
            user = User(id=UserId(new_id()), name=name, role=role)
            desk.save([edit_of(kinds.USER, user)], "user.added", user.id)
        _give_slot(desk.store.folder, name, passphrase, desk.store.data_key)
    return user


def change_passphrase(desk: Desk, name: str, passphrase: str) -> None:
    """Give a person a new passphrase: oneself, or anybody as the administrator."""
    if name != desk.user.name:
        desk.require(Right.SET_UP)
    user = _active_user(desk.store, name)
    vault.check_passphrase(passphrase)
    with desk.store.transaction():
        desk.note("user.passphrase_changed", user.id)
        _give_slot(desk.store.folder, name, passphrase, desk.store.data_key)


def _give_slot(folder: Folder, name: str, passphrase: str, data_key: bytes) -> None:
    keys = vault.with_slot(vault.read(folder.keys), name, passphrase, data_key)
    vault.write(folder.keys, keys)


def _known_elsewhere(ledger: Store, name: str, role: Role) -> User | None:
    """Find the person who comes in on another laptop already: one person, one user.

    Raises UserExistsError where somebody of this name comes in here, or is something else there.
    """
    found = ledger.users.where("name = ? AND active = 1", [name])
    if not found:
        return None
    here = vault.has_slot(vault.read(ledger.folder.keys), name)
    if here or found[0].role is not role:
        raise UserExistsError(name=name)
    return found[0]


def _active_user(ledger: Store, name: str) -> User:
    """Find a user by name; of two laptops' users of one name the one who was added here.

    Where laptops disagree on whether somebody may come in, what was said here counts here.
    """
    own = set(saves.own_devices(ledger.db))
    named = ledger.users.where("name = ?", [name])
    found = [one for one in named if one.active or _is_let_in_here(ledger, one, own)]
    if not found:
        raise NoSuchUserError(name=name)
    return min(found, key=lambda one: ledger.made_by("user", one.id) not in own)


def _is_let_in_here(ledger: Store, user: User, own: Collection[str]) -> bool:
    heads = standing.read(ledger.db, "user", user.id).heads_of("active")
    return any(head.value is True and head.device in own for head in heads)


def _user_to_recover(ledger: Store, name: str) -> User:
    """Find whoever comes in by this name, or else an administrator who did."""
    try:
        return _active_user(ledger, name)
    except NoSuchUserError:
        admins = ledger.users.where("name = ? AND role = ?", [name, Role.ADMINISTRATOR])
        own = set(saves.own_devices(ledger.db))
        found = [one for one in admins if ledger.made_by("user", one.id) in own]
        if not found and vault.has_slot(vault.read(ledger.folder.keys), name):
            found = admins
        if not found:
            raise
        return found[0]


def _union(answers: Founding) -> Organisation:
    return Organisation(
        id=OrganisationId(new_id()),
        name=answers.organisation.strip(),
        level=answers.level,
        region=answers.region,
        code=answers.region,
        sheet_key=secrets.token_hex(32),
        is_sample=answers.is_sample,
    )
