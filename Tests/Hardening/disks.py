"""Disks of one's own: one that can lose its power, and one that is small."""
import contextlib
import fcntl
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile

import pytest

from conftest import unavailable
from waiting import wait_until

# linux/fs/ext4: EXT4_IOC_SHUTDOWN, and the flag by which the journal is not even written out first.
SHUTDOWN, WITHOUT_FLUSHING = 0x8004587D, 2


class Disk:
    """A file system of its own in `folder`: ext4 in a file behind a loop device, or tmpfs."""

    def __init__(self, folder, kind, megabytes):
        self.folder, self.kind, self.megabytes = pathlib.Path(folder), kind, megabytes
        self.image = self.folder.with_suffix(".image")
        self.was_mounted = False
        self.folder.mkdir()
        if kind == "ext4":
            needs("mkfs.ext4")
            with self.image.open("wb") as file:
                file.truncate(megabytes << 20)
            subprocess.run(["mkfs.ext4", "-q", str(self.image)], check=True, timeout=60)

    def mount(self):
        tmpfs = ["-t", "tmpfs", "-o", f"size={self.megabytes}m", "none"]
        source = ["-o", "loop", str(self.image)] if self.kind == "ext4" else tmpfs
        mounted = subprocess.run(["mount", *source, str(self.folder)], capture_output=True, text=True, timeout=60)
        if mounted.returncode != 0 and not self.was_mounted:
            unavailable("mount", f"needs to mount file systems: {mounted.stderr.strip()}")
        assert mounted.returncode == 0, mounted.stderr
        self.was_mounted = True

    def unmount(self):
        """Whoever uses it must have ended. Who was killed may be gone a moment before its files are closed."""
        if self.folder.is_mount():
            wait_until(lambda: subprocess.run(["umount", str(self.folder)], timeout=60).returncode == 0, 10, "nobody uses the disk")

    def lose_power(self):
        """From now on nothing reaches the device: neither what programs have written, nor what the kernel still keeps of it."""
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING))
        finally:
            os.close(handle)

    def regain_power(self):
        """What was in memory is forgotten, and ext4 recovers from its journal what the device has."""
        self.unmount()
        self.mount()

    def fill(self, leaving=0):
        """Takes all the room that is left, but for so many bytes, and returns the file that does."""
        ballast = self.folder / "ballast"
        with ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass
            os.truncate(file.fileno(), max(0, file.tell() - leaving))
        return ballast


@contextlib.contextmanager
def mounted(folder, kind, megabytes):
    """A new disk. Whoever uses it must have ended when the block does."""
    disk = Disk(folder / "disk", kind, megabytes)
    try:
        disk.mount()
        yield disk
    finally:
        disk.unmount()


@pytest.fixture
def open_folder():
    """One that PostgreSQL's user may go through."""
    with tempfile.TemporaryDirectory(prefix="souk-disk.") as folder:
        pathlib.Path(folder).chmod(0o711)
        yield pathlib.Path(folder)


def needs(program):
    if not shutil.which(program):
        unavailable(program, f"needs {program}")
