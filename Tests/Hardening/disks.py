"""Disks of one's own: one that can lose its power, one that is small, and one that forgets what it was told to keep."""
import fcntl
import os
import pathlib
import shutil
import struct
import subprocess

from conftest import unavailable

# linux/fs/ext4: EXT4_IOC_SHUTDOWN, and the flag by which the journal is not even written out first.
SHUTDOWN, WITHOUT_FLUSHING = 0x8004587D, 2

# fsync that lies of the log alone, as it would be if a commit forgot it and nothing else did.
LIES = r"""
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int is_log(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path);
    return length >= 4 && memcmp(path + length - 4, "-wal", 4) == 0;
}

int fsync(int file) { return is_log(file) ? 0 : syscall(SYS_fsync, file); }
int fdatasync(int file) { return is_log(file) ? 0 : syscall(SYS_fdatasync, file); }
"""


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
        """Whoever uses it must have ended."""
        if self.folder.is_mount():
            subprocess.run(["umount", str(self.folder)], check=True, timeout=60)

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


def needs(program):
    if not shutil.which(program):
        unavailable(program, f"needs {program}")


def lying_library(folder):
    """A library that, loaded before others, makes every call to fsync for SQLite's log a lie."""
    needs("cc")
    source, library = folder / "lies.c", folder / "lies.so"
    source.write_text(LIES)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True, timeout=60)
    return library
