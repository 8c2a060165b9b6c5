"""What a user may see of a roster line: mobiles hidden in every field unless the role shows them."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.roster import RosterEntry, mask_mobiles, mobiles_within
from lantian_desktop.services.office import Office

MASK = "****"
MASKED = ("mobile", "office_phone", "extension", "fax", "email", "wechat")  # a 24-hour number is meant for everybody


def shown_entry(office: Office, entry: RosterEntry) -> RosterEntry:
    """Return a line as this user may see it: mobiles masked unless the role shows them."""
    return entry if office.may(Right.EDIT_ROSTER) else masked_entry(entry)


def is_masked(office: Office, entry: RosterEntry) -> bool:
    """Return whether something of a line as it is shown is hidden from this user."""
    return not office.may(Right.EDIT_ROSTER) and any(
        MASK in text for text in (*(getattr(entry.phones, name) for name in MASKED), entry.remark)
    )


def unmasked_entry(entry: RosterEntry, mobiles: str) -> RosterEntry:
    """Return a masked line with the `mobiles` that `reveal_mobile` told put in again."""
    shown = {name: unmasked(getattr(entry.phones, name), mobiles) for name in MASKED}
    return replace(entry, phones=replace(entry.phones, **shown), remark=unmasked(entry.remark, mobiles))


def unmasked(text: str, mobiles: str) -> str:
    """Return a masked text with those of the `mobiles` (several parted by 、) that it hides put in again."""
    for number in filter(None, mobiles.split("、")):
        text = text.replace(mask_mobiles(number), number)
    return text


def masked_entry(entry: RosterEntry) -> RosterEntry:
    """Return a line with every mobile in it masked, whoever asks."""
    shown = {name: mask_mobiles(getattr(entry.phones, name)) for name in MASKED}
    return replace(entry, phones=replace(entry.phones, **shown), remark=mask_mobiles(entry.remark))


def hidden_mobiles(entry: RosterEntry) -> str:
    """Return every mobile of a line, several parted by 、: what a mask hides and `unmasked` puts in again."""
    texts = (*(getattr(entry.phones, name) for name in MASKED), entry.remark)
    return "、".join(dict.fromkeys(number for text in texts for _, _, number in mobiles_within(text)))
