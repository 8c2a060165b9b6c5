"""Folders a store may not lie in: network, synchronised, read-only."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.store.engine.failures import unusable_folder
from lantian_desktop.store.engine.folder import check_folder, is_network_folder, mount_type, syncing_program
from tests.store.conftest import unprivileged

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/nfs nfs4 rw 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
user@host: /srv/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nfs/local xfs rw 0 0
tmpfs /run tmpfs rw 0 0
malformed
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/office", "ext4"),
        ("/mnt/nfs/office", "nfs4"),
        ("/mnt/nfsx", "ext4"),
        ("/mnt/with blank/office", "cifs"),
        ("/srv/remote", "fuse.sshfs"),
        ("/mnt/nfs/local/office", "xfs"),
    ],
)
def test_the_nearest_mount_decides(place: str, kind: str) -> None:
    assert mount_type(Path(place), MOUNTS) == kind


@pytest.mark.parametrize(
    ("text", "remote"),
    [(r"\\server\share\office", True), ("//server/share", True), (r"\\?\UNC\server\share", True), ("/tmp", False)],
)
def test_paths_of_other_machines_are_known(text: str, remote: bool) -> None:
    assert is_network_folder(Path(text)) is remote


@pytest.mark.parametrize(
    "part",
    [
        "OneDrive",
        "OneDrive - 高陵区",
        "Dropbox",
        "坚果云",
        "我的坚果云",
        "BaiduSyncdisk",
        "百度网盘同步",
        "WPS云盘",
        "iCloudDrive",
    ],
)
def test_folders_of_syncing_programs_are_refused(tmp_path: Path, part: str) -> None:
    with pytest.raises(UnusableFolder, match="同步程序"):
        check_folder(tmp_path / part / "office")
    assert not (tmp_path / part).exists()


def test_a_folder_that_carries_a_sync_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(UnusableFolder, match="同步程序"):
        check_folder(tmp_path / "office")


def test_a_folder_the_environment_calls_onedrive_is_refused(tmp_path: Path) -> None:
    assert syncing_program(tmp_path / "office", {"OneDrive": str(tmp_path)}) == "OneDrive"
    assert syncing_program(tmp_path / "office", {"OneDrive": str(tmp_path / "other")}) is None


def test_an_ordinary_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    check_folder(tmp_path / "数据 office", environment={})
    assert list((tmp_path / "数据 office").iterdir()) == []


def test_a_full_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFolder, match="不足"):
        check_folder(tmp_path, needed_bytes=2**60)


def test_a_read_only_folder_is_refused() -> None:
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        place.chmod(0o555)
        with unprivileged(), pytest.raises(UnusableFolder, match="只读"):
            check_folder(place)
        place.chmod(0o755)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").write_bytes(b"")
    with pytest.raises(UnusableFolder, match="无法使用"):
        check_folder(tmp_path / "office")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "已满"), (errno.EROFS, "只读"), (errno.EACCES, "只读"), (errno.EIO, "无法使用")],
)
def test_each_failure_has_its_sentence(number: int, words: str) -> None:
    assert words in unusable_folder(OSError(number, "said"), Path("/data")).sentence
