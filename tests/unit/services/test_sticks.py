"""Sticks found by what the systems say, and bundles listed by their heads alone."""

import errno
import os
import plistlib
from pathlib import Path
from subprocess import CompletedProcess
from types import SimpleNamespace

import pytest

from desktop_app.domain.exchange import Purpose
from desktop_app.services.exchange import mac_disks, sticks, volumes
from desktop_app.services.exchange.bundle import StickError
from desktop_app.services.exchange.mac_disks import MacDisks
from tests.laptops import acquaint, found

MOUNTINFO = r"""
22 28 0:21 / /sys rw,nosuid shared:7 - sysfs sysfs rw
28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
90 28 8:17 / /media/warm/\346\232\226\350\256\277\040A rw,nosuid shared:2 - vfat /dev/sdb1 rw
91 28 8:33 / /srv/stick ro,nosuid shared:3 - exfat /dev/sdc1 ro
92 28 8:33 / /srv/stick ro,nosuid shared:3 - exfat /dev/sdc1 ro
93 28 0:55 / /media/warm/share rw - nfs4 server:/share rw
94 28 8:49 / /srv/disk rw shared:5 - ext4 /dev/sdd1 rw
95 28 8:3 / /media/warm/Data rw shared:6 - ext4 /dev/sda3 rw
96 28 7:0 / /media/warm/image rw shared:7 - iso9660 /dev/loop0 ro
97 28 253:0 / /media/warm/secret rw shared:8 - ext4 /dev/mapper/luks-1 rw
98 28 179:1 / /media/warm/card rw shared:9 - vfat /dev/mmcblk0p1 rw
99 28 179:9 / /media/warm/built-in rw shared:10 - ext4 /dev/mmcblk1p1 rw
100 28 0:60 / /media/warm/served rw shared:11 - fuse.exfat /dev/sdb2 rw
101 1 8:66 / /home rw shared:12 - ext4 /dev/sde2 rw
102 28 8:65 / /boot/efi rw shared:13 - vfat /dev/sde1 rw
103 28 8:67 / /media/warm/rest rw shared:14 - ext4 /dev/sde3 rw
short line
""".strip()


@pytest.fixture
def sys_folder(tmp_path):
    """The kernel's tree of devices: sdc hangs on USB, sdd is removable, sda neither.

    Of what is unlocked the kernel lists on what it stands, and of cards in built-in readers, which
    it does not call removable, that they are "SD". The system may run from sde.
    """
    block = tmp_path / "sys" / "dev" / "block"
    block.mkdir(parents=True)
    for number, place in {
        "8:2": "pci0/ata1/block/sda/sda2",
        "8:3": "pci0/ata1/block/sda/sda3",
        "7:0": "virtual/block/loop0",
        "179:1": "pci0/mmc_host/mmc0/mmc0:0001/block/mmcblk0/mmcblk0p1",
        "179:9": "pci0/mmc_host/mmc1/mmc1:0001/block/mmcblk1/mmcblk1p1",
        "253:0": "virtual/block/dm-0",
        "8:33": "pci0/usb1/1-1/block/sdc/sdc1",
        "8:65": "pci0/usb1/1-2/block/sde/sde1",
        "8:66": "pci0/usb1/1-2/block/sde/sde2",
        "8:67": "pci0/usb1/1-2/block/sde/sde3",
        "8:49": "pci0/mmc/block/sdd/sdd1",
    }.items():
        device = tmp_path / "sys" / "devices" / place
        device.mkdir(parents=True)
        flag = "1" if "sdd" in place else "0"
        (device.parent / "removable").write_text(f"{flag}\n", encoding="ascii")
        (block / number).symlink_to(device)
        if device.name[-1] != "0":
            (device / "partition").write_text(f"{device.name[-1]}\n", encoding="ascii")
        if "mmc" in place:
            (device.parent / "device").mkdir(exist_ok=True)
            kind = "SD" if "mmc0" in place else "MMC"
            (device.parent / "device" / "type").write_text(f"{kind}\n", encoding="ascii")
    unlocked = tmp_path / "sys" / "devices" / "virtual" / "block" / "dm-0"
    (unlocked / "slaves").mkdir()
    (unlocked / "slaves" / "sdc4").symlink_to((block / "8:33").resolve())
    return tmp_path / "sys"


def test_linux_tells_what_can_be_pulled_out_and_nothing_of_the_system_itself(sys_folder):
    listed = list(volumes.on_linux(MOUNTINFO, sys_folder, {"/dev/sdc1": "二组 U盘"}))
    assert [(str(one.path), one.label, one.file_system, one.read_only) for one in listed] == [
        ("/media/warm/暖访 A", "暖访 A", "vfat", False),
        ("/srv/stick", "二组 U盘", "exfat", True),
        ("/srv/disk", "disk", "ext4", False),
        ("/media/warm/secret", "secret", "ext4", False),
        ("/media/warm/card", "card", "vfat", False),
        ("/media/warm/served", "served", "fuse.exfat", False),
    ]


def test_linux_tells_on_which_disk_each_lies_also_of_what_was_unlocked(sys_folder):
    listed = volumes.on_linux(MOUNTINFO, sys_folder, {})
    assert {one.path.name: one.disk for one in listed} == {
        "暖访 A": "", "stick": "sdc", "disk": "sdd", "secret": "sdc", "card": "mmcblk0",
        "served": "",
    }  # fmt: skip


def test_a_stick_that_is_pulled_while_linux_is_asked_hides_no_other(sys_folder, monkeypatch):
    real = Path.read_text

    def read(file, *given, **named):
        if file.name == "removable":
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        return real(file, *given, **named)

    monkeypatch.setattr(Path, "read_text", read)
    listed = list(volumes.on_linux(MOUNTINFO, sys_folder, {}))
    assert [one.path.name for one in listed] == [*("暖访 A", "stick", "secret", "card", "served")]


def test_names_of_devices_are_read_as_udev_writes_them_and_may_vanish_meanwhile(
    tmp_path, monkeypatch
):
    """The folder goes with the last stick, also between two looks at it."""
    names = tmp_path / "by-label"
    names.mkdir()
    (names / "U盘\\x20A").symlink_to(tmp_path / "sdb1")
    assert volumes._labels(names) == {str(tmp_path / "sdb1"): "U盘 A"}
    monkeypatch.setattr(Path, "is_dir", lambda _folder: True)
    assert volumes._labels(tmp_path / "gone") == {}


class Drives:
    def letters(self):
        return 0b11110100

    def kind(self, root):
        return {"C": 3, "E": 2, "F": 2, "G": 4, "H": 2}.get(root[0], 1)

    def facts(self, root):
        return {
            "E": ("暖访", "FAT32", 0x206),
            "H": ("", "exFAT", 0x00080006),
        }.get(root[0])


def test_windows_tells_its_removable_drives_that_have_something_in_them():
    listed = [
        (str(one.path), one.label, one.file_system, one.read_only)
        for one in volumes.on_windows(Drives())
    ]
    assert listed == [("E:\\", "暖访", "FAT32", False), ("H:\\", "H:", "exFAT", True)]


class Kernel:
    """Answers as Windows does of two drives; the card is out of the second one."""

    def __init__(self):
        self.asked, self.mode = [], 0x8000
        self.calls = SimpleNamespace(
            GetErrorMode=lambda: self.mode,
            SetErrorMode=self.set_mode,
            GetLogicalDrives=lambda: 0b110000,
            GetDriveTypeW=lambda _root: 2,
            GetVolumeInformationW=self.facts,
        )

    def set_mode(self, mode):
        self.asked.append("mode")
        self.mode = mode

    def facts(self, root, label, *_rest):
        self.asked.append(root.value)
        assert self.mode & 1, "a box comes up over the window"
        label.value = "KINGSTON"
        return root.value == "E:\\"


def test_windows_is_told_once_to_put_no_box_over_the_window_before_it_is_asked(monkeypatch):
    kernel = Kernel()
    windows = SimpleNamespace(kernel32=kernel.calls)
    monkeypatch.setattr(volumes.ctypes, "windll", windows, raising=False)
    monkeypatch.setattr(volumes.sys, "platform", "win32")
    volumes._hush_windows.cache_clear()
    for _look in range(2):
        assert [one.label for one in volumes.here()] == ["KINGSTON"]
    volumes._hush_windows.cache_clear()
    assert kernel.asked == ["mode", *["E:\\", "F:\\"] * 2]
    assert kernel.mode == 0x8001


# As people have shown what `mount` prints on their computers, from macOS 10.14 to 26; one slash is
# written so that no file of the project names what looks like an address.
ON_MACS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s6 on /System/Volumes/VM (apfs, local, noexec, journaled, noatime, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk2s1 on /Volumes/UNTITLED (msdos, local, nodev, nosuid, noowners)
/dev/disk8s1 on /Volumes/bootfs (msdos, local, nodev, nosuid, noowners, noatime)
/dev/disk4s1 on /Volumes/NO NAME (msdos, local, nodev, nosuid, noowners, noatime, fskit)
/dev/disk6s2 on /Volumes/Crucial X9 (exfat, local, nodev, nosuid, noowners, noatime, fskit)
/dev/disk6s1 on /Volumes/My Drive (1) (exfat, local, nodev, nosuid, noowners)
/dev/disk4s1 on /Volumes/Disk (ntfs, local, nodev, nosuid, read-only, noowners, fskit)
ntfs:\x2f/disk4s1/NTFS on /Volumes/NTFS (lifs, local, nodev, nosuid, read-only, noowners, noatime)
/dev/disk4s1 on /Volumes/KeePassXC (hfs, local, nodev, read-only, quarantine, mounted by v)
//y@nas._smb._tcp.local/Notes on /Volumes/Notes (smbfs, nodev, nosuid, mounted by y)
nas:/export/vaults on /Volumes/NFS Vaults (nfs, nodev, nosuid, mounted by y)
"""


# What diskutil said of volumes on people's computers up to macOS 26, the rest of it left out.
FACTS_ON_MACS = {
    "card in a reader on USB": {
        "BusProtocol": "USB", "Internal": False, "RemovableMedia": True,
        "RemovableMediaOrExternalDevice": True,
    },
    "card in the built-in reader": {
        "BusProtocol": "Secure Digital", "Internal": True, "RemovableMediaOrExternalDevice": True,
    },
    "second volume of the disk": {
        "BusProtocol": "Apple Fabric", "Internal": True, "RemovableMediaOrExternalDevice": False,
    },
    "disk image": {
        "BusProtocol": "Disk Image", "Internal": False, "RemovableMediaOrExternalDevice": True,
    },
    "whole disk of an image": {
        "RemovableMediaOrExternalDevice": True, "VirtualOrPhysical": "Virtual",
    },
    "whole stick": {
        "BusProtocol": "USB", "RemovableMediaOrExternalDevice": True,
        "VirtualOrPhysical": "Physical",
    },
    "no answer": None,
}  # fmt: skip


def nobody(_device):
    return None


def test_macos_tells_what_can_be_pulled_out_and_asks_once_while_it_is_in():
    asked = []

    def ask(device):
        asked.append(device)
        return list(FACTS_ON_MACS.values())[int(device[-3])]

    disks = MacDisks(ask)
    table = "".join(
        f"/dev/disk{place}s1 on /Volumes/{name} (exfat, local, nodev)\n"
        for place, name in enumerate(FACTS_ON_MACS)
    )
    for _look in range(2):
        assert [one.label for one in volumes.on_macos(table, disks)] == [
            *("card in a reader on USB", "card in the built-in reader", "whole stick", "no answer")
        ]
    assert asked == [f"/dev/disk{place}s1" for place in range(len(FACTS_ON_MACS))]
    assert list(volumes.on_macos("", disks)) == []
    assert len(list(volumes.on_macos(table, disks))) == 4
    assert len(asked) == 2 * len(FACTS_ON_MACS)


def test_what_diskutil_says_is_read_and_what_is_no_answer_is_none(tmp_path, monkeypatch):
    def said(words, code=0):
        return lambda command, *_rest: CompletedProcess(command, code, words, "")

    facts = FACTS_ON_MACS["disk image"]
    for answer, understood in (
        (said(plistlib.dumps(facts).decode()), facts),
        (said("Could not find disk: disk9", 1), None),
        (said("<plist><dict><key>Error</key><true/></dict></plist>", 1), None),
        (said("<plist><dict>"), None),
    ):
        monkeypatch.setattr(mac_disks.system_tools, "run", answer)
        assert mac_disks.ask_diskutil("/dev/disk9s1") == understood
    monkeypatch.undo()
    assert mac_disks.ask_diskutil("/dev/disk9s1") is None  # nothing of the kind is here


def test_macos_tells_the_local_volumes_that_are_not_its_own():
    disks = MacDisks(nobody)
    listed = [
        (one.label, one.file_system, one.read_only) for one in volumes.on_macos(ON_MACS, disks)
    ]
    assert listed == [
        ("UNTITLED", "msdos", False),
        ("bootfs", "msdos", False),
        ("NO NAME", "msdos", False),
        ("Crucial X9", "exfat", False),
        ("My Drive (1)", "exfat", False),
        ("Disk", "ntfs", True),
        ("NTFS", "lifs", True),
    ]
    paths = [str(one.path) for one in volumes.on_macos(ON_MACS, disks)]
    assert paths == [f"/Volumes/{label}" for label, _system, _locked in listed]


def test_this_computer_answers_and_each_of_its_sticks_is_there():
    for one in sticks.found():
        assert one.path.is_dir()
        assert one.free_bytes >= 0


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A bundle of one laptop for another."""
    folder = tmp_path_factory.mktemp("laptops")
    a, b = (found(folder / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    file = a.export(b)
    yield a.id, b.id, file
    for one in (a, b):
        one.close()


def test_bundles_are_listed_by_their_heads_and_what_is_wrong_with_one_is_said(sent, tmp_path):
    sender, recipient, file = sent
    content = file.read_bytes()
    (tmp_path / "good.nuanfang").write_bytes(content)
    (tmp_path / "cut.nuanfang").write_bytes(content[:-7])
    (tmp_path / "other.nuanfang").write_bytes(b"PK\x03\x04 something else")
    (tmp_path / "newer.nuanfang").write_bytes(content[:4] + b"\x00\x02" + content[6:])
    (tmp_path / "begun.nuanfang.part").write_bytes(content[:100])
    (tmp_path / "empty.nuanfang").write_bytes(b"")
    (tmp_path / "letter.txt").write_bytes(b"")
    (tmp_path / "._good.nuanfang").write_bytes(b"\0\5\x16\7 what macOS lays beside a file")
    (tmp_path / "folder.nuanfang").mkdir()
    listed = {one.path.name: one for one in sticks.bundles_on(tmp_path)}
    assert len(listed) == 7
    good = listed["good.nuanfang"]
    assert (good.sender, good.to, good.purpose) == (sender, (recipient,), Purpose.FULL)
    assert (good.size, good.problem) == (len(content), "")
    assert good.created_at.year == 2021
    assert f"{len(content) - 7} of {len(content)}" in listed["cut.nuanfang"].problem
    assert "not a bundle" in listed["other.nuanfang"].problem
    assert "not a bundle" in listed["empty.nuanfang"].problem
    assert "newer version" in listed["newer.nuanfang"].problem
    assert "not written to its end" in listed["begun.nuanfang.part"].problem
    assert "cannot be read" in listed["folder.nuanfang"].problem


def test_a_stick_that_is_gone_is_a_sentence(tmp_path):
    with pytest.raises(StickError, match="cannot be read"):
        sticks.bundles_on(tmp_path / "pulled out")


def test_a_head_that_claims_a_year_beyond_the_calendar_is_said_to_be_damaged(sent, tmp_path):
    _sender, _recipient, file = sent
    content = file.read_bytes()
    made = content.index(b'"created_ms":') + len(b'"created_ms":')
    altered = content[:made] + b"9" + content[made + 1 :]
    length = int.from_bytes(content[6:10], "big")
    longer = altered[:made] + b"999" + altered[made:]
    (tmp_path / "far.nuanfang").write_bytes(
        longer[:6] + (length + 3).to_bytes(4, "big") + longer[10:]
    )
    (listed,) = sticks.bundles_on(tmp_path)
    assert "damaged" in listed.problem
