"""Making an office, signing in, recovering: the ways an `Office` comes to be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lantian_desktop.domain.admin.office import OfficeProfile
from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.letters.numbering import check_prefix
from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.services.admin import presets
from lantian_desktop.services.admin.users import check_new_password, check_user_name
from lantian_desktop.services.office import Clock, Office
from lantian_desktop.services.roster.roster import store_entry
from lantian_desktop.store import opening, users
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine.slots import DEFAULT_COST, KdfCost
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Session

ALL_ROLES = frozenset({Role.DUTY_OFFICER, Role.CLERK, Role.HEAD, Role.ADMIN})
BELOW_ORDER = 900  # what 本单位 has of its own follows the shipped units,
STREET_ORDER = 1000  # and then its streets


def store_exists(folder: Path) -> bool:
    """Return whether `folder` already holds an office."""
    return opening.store_exists(folder)


def store_remains(folder: Path) -> bool:
    """Return whether `folder` holds an office or what is left of one, which a backup can complete."""
    return opening.store_remains(folder)


def user_names(folder: Path) -> tuple[str, ...]:
    """Return who can sign in to the office in `folder`."""
    return opening.user_names(folder)


def create_office(
    folder: Path,
    *,
    profile: OfficeProfile,
    admin: str,
    password: str,
    clock: Clock,
    resources: Path,
    roles: frozenset[Role] = ALL_ROLES,
    cost: KdfCost = DEFAULT_COST,
) -> tuple[Office, str]:
    """Make an office in `folder` from the presets and open it; also return the recovery code, which is shown only now.

    The first user holds several roles (单机简化模式); rules about two persons hold all the same.
    """
    check_prefix(profile.prefix)
    check_new_password(password)
    user = User(check_user_name(admin), roles)

    def fill(session: Session) -> None:
        _fill(Office(session, folder, resources, user, clock), profile)

    session, code = opening.create_store(folder, admin=user, password=password, clock=clock, cost=cost, fill=fill)
    return Office(session, folder, resources, user, clock), code


def _fill(office: Office, profile: OfficeProfile) -> None:
    db, resources = office.session, office.resources
    settings.save_profile(db, profile)
    settings.save_categories(db, presets.categories(resources))
    settings.save_legal_bases(db, presets.legal_bases(resources))
    settings.save_phrases(db, dict(presets.phrases(resources)))
    for year in presets.years(resources):
        settings.save_year(db, year)
    for template in presets.checklist_templates(resources):
        settings.save_checklist_template(db, template)
    users.save_user(db, office.user)
    known = {unit.name: units.save_unit(db, unit) for unit in presets.units(resources)}
    own = known.get(profile.short_name)
    known |= _below(db, resources, own)
    known |= _streets(db, resources, known)
    for entry in presets.vacant_posts(resources, known, own=own):
        store_entry(office, entry)


def _below(db: Session, resources: Path, own: Unit | None) -> dict[str, Unit]:
    """Add the support bodies and departments of a district's or zone's own office; the city's are shipped as units."""
    found = presets.units_below(resources, own) if own is not None else ()
    placed = (replace(unit, order=BELOW_ORDER + index) for index, unit in enumerate(found))
    return {unit.name: units.save_unit(db, unit) for unit in placed}


def _streets(db: Session, resources: Path, known: dict[str, Unit]) -> dict[str, Unit]:
    added: dict[str, Unit] = {}
    for district, names in presets.streets(resources).items():
        parent = known.get(district)
        if parent is None:
            continue
        for index, name in enumerate(names):
            formal = f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"
            street = Unit(0, name, name, UnitKind.STREET, STREET_ORDER + index, "", parent.id, formal)
            added[name] = units.save_unit(db, street)
    return added


def sign_in(folder: Path, *, user: str, password: str, clock: Clock, resources: Path, window: bool) -> Office:
    """Open the office in `folder`; a window holds it for itself, the command line only reads while a window is open."""
    session = opening.open_store(
        folder, user=user, password=password, clock=clock, keep_lock=window, read_only_if_busy=not window
    )
    return _opened(session, folder, user, clock, resources)


def recover(folder: Path, *, code: str, user: str, new_password: str, clock: Clock, resources: Path) -> Office:
    """Open the office with its recovery code and give `user` a new password."""
    check_new_password(new_password)
    session = opening.open_with_recovery(folder, code=code, user=user, clock=clock)
    opening.set_password(session, user=user, password=new_password)
    with session.write("用恢复码重设密码") as touched:
        touched.note(user=user)
    return _opened(session, folder, user, clock, resources)


def _opened(session: Session, folder: Path, user: str, clock: Clock, resources: Path) -> Office:
    try:
        account = users.user(session, user)
    except OfficeError:
        session.close()
        raise
    session.user = account.name
    return Office(session, folder, resources, account, clock)


def unlock(office: Office, *, user: str, password: str) -> None:
    """Check a password on the lock screen and let that user go on; raise WrongPassword or LockedOut."""
    opening.verify_password(office.folder, user, password, office.clock())
    office.switch_user(users.user(office.session, user))
