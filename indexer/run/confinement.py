"""The rights of processes that read files: those that reading needs, and no others.

Such a process reads its file, the program and the system's libraries, writes into one folder of its
own, and has no network. What takes it over can do no more. Each of three means works where the
system has it: Landlock limits files and TCP (`py_landlock`), seccomp refuses sockets and calls
that no reader makes (`pyseccomp`, over libseccomp), and a process of root becomes another user, who
keeps the right to read every file. Where none of them works, reading goes on without.
"""

from __future__ import annotations

import ctypes
import os
import site
import socket
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

if sys.platform != "win32":
    import pwd

#: User that a process of root becomes, the first that exists.
_USERS = ("judian-reader", "nobody")
#: Programs, libraries and tables of the system, which may be run too.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt", "/nix/store", "/snap")
#: What libraries, LibreOffice and tesseract read of a system's settings and state.
_SETTINGS = (
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/fonts", "/etc/libreoffice",
    "/etc/alternatives", "/etc/java", "/etc/localtime", "/etc/locale.alias", "/etc/passwd",
    "/etc/nsswitch.conf", "/etc/mime.types", "/etc/ssl/openssl.cnf", "/proc",
    "/etc/group", "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/urandom", "/dev/random",
    "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
)  # fmt: skip
#: Devices that are written to.
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full")
#: Where LibreOffice makes and removes the socket that it will not start without.
_SOCKETS = ("/tmp", "/var/tmp")
#: Calls that no reader makes: other processes, the kernel, mounts, keys and asynchronous input.
_REFUSED_CALLS = (
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "mount", "umount2",
    "pivot_root", "move_mount", "open_tree", "fsopen", "fsmount", "bpf", "perf_event_open",
    "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key",
    "request_key", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "reboot", "swapon", "swapoff", "settimeofday", "clock_settime", "acct",
    "quotactl", "unshare", "setns", "open_by_handle_at", "name_to_handle_at",
)  # fmt: skip
# Linux: <linux/prctl.h> and <linux/capability.h>.
_KEEP_CAPABILITIES, _AMBIENT, _RAISE = 8, 47, 2
_CAPABILITY_VERSION, _MAY_READ_ALL = 0x20080522, 2
#: What root must be allowed to become another user: to change the owners of files, to read every
#: file, and to change the group and the user of a process.
_RIGHTS_OF_ROOT = (0, _MAY_READ_ALL, 6, 7)
_SIXTY_FOUR_BITS = 16


@dataclass(frozen=True, slots=True)
class Rights:
    """What a process may use beside the program: files and folders that it reads, and the folder
    that it writes into, "" for none. `office` is true if it may start LibreOffice."""

    readable: tuple[str, ...] = ()
    folder: str = ""
    office: bool = False


def prepare() -> None:
    """Load the libraries, so that processes forked later have them."""
    _landlock()
    _seccomp()


def confine(rights: Rights) -> None:
    """Give up all rights of this process but `rights`. They never come back."""
    become_reader()
    refuse_calls()
    limit_files(rights)


def limit_files(rights: Rights) -> str:
    """Leave this process the files of `rights`, on top of earlier limits; "" or why it cannot be
    done."""
    library = _landlock()
    if isinstance(library, str):
        return library
    kinds = library.AccessFs
    reading = kinds.READ_FILE | kinds.READ_DIR
    all_kinds = ~kinds(0) & ~(kinds.MAKE_CHAR | kinds.MAKE_BLOCK | kinds.EXECUTE)
    on_files = kinds.READ_FILE | kinds.WRITE_FILE | kinds.TRUNCATE | kinds.IOCTL_DEV | kinds.EXECUTE
    rules = [
        *((place, reading | kinds.EXECUTE) for place in (*_SYSTEM, *_own_folders())),
        *((place, reading) for place in (*_SETTINGS, *rights.readable)),
        *((place, reading | kinds.WRITE_FILE | kinds.IOCTL_DEV) for place in _DEVICES),
    ]
    if rights.office:
        rules += [(place, kinds.MAKE_SOCK | kinds.REMOVE_FILE) for place in _SOCKETS]
    if rights.folder:
        rules.append((rights.folder, all_kinds))
    try:
        rule_set = library.Landlock(strict=False)
        for place, access in rules:
            if os.path.isdir(place):
                rule_set.add_path_rule(place, access=access)
            elif os.path.exists(place):
                rule_set.add_path_rule(place, access=access & on_files)
        rule_set.apply()
    except (library.LandlockError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def refuse_calls() -> str:
    """Refuse this process sockets but local ones, and the calls that no reader makes; "" or why it
    cannot be done."""
    library = _seccomp()
    if isinstance(library, str):
        return library
    try:
        rules = library.SyscallFilter(library.ALLOW)
        denied = library.ERRNO(1)  # EPERM
        rules.add_rule(denied, "socket", library.Arg(0, library.NE, int(socket.AF_UNIX)))
        for name in _REFUSED_CALLS:
            try:
                rules.add_rule(denied, name)
            except (OSError, ValueError):
                continue  # a call that this kernel or this libseccomp does not know
        rules.load()
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    return ""


def become_reader() -> str:
    """Become another user, if this process is root's; "" or why it stays the user it is."""
    user = reader_user()
    if user is None:
        return "the program does not run as root, or root may not become another user here"
    library = ctypes.CDLL(None, use_errno=True)
    try:
        library.prctl(_KEEP_CAPABILITIES, 1, 0, 0, 0)
        os.setgroups([])
        os.setresgid(user[1], user[1], user[1])
        os.setresuid(user[0], user[0], user[0])
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    bit = 1 << _MAY_READ_ALL
    library.capset(header, (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0))
    library.prctl(_AMBIENT, _RAISE, _MAY_READ_ALL, 0, 0)
    return ""


def reader_user() -> tuple[int, int] | None:
    """User and group that processes of root become.

    None if this process is not root's, or if root lacks the rights for it, as in containers that
    drop capabilities or map a single user.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    if not all(_permitted(right) for right in _RIGHTS_OF_ROOT):
        return None
    for name in _USERS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if _mapped("uid_map", found.pw_uid) and _mapped("gid_map", found.pw_gid):
            return found.pw_uid, found.pw_gid
    return None


def _mapped(name: str, number: int) -> bool:
    """True if a user or group exists in this process's namespace (user_namespaces(7))."""
    try:
        lines = Path("/proc/self", name).read_text("ascii").splitlines()
    except OSError:
        return False
    ranges = [[int(field) for field in line.split()] for line in lines]
    return any(first <= number < first + count for first, _, count in ranges)


def give(folder: str) -> None:
    """Make a folder the property of the user whose processes read files."""
    user = reader_user()
    if user is not None:
        os.chown(folder, *user)


def let_through(folder: str) -> None:
    """Let processes that read files pass through a folder to those below it that are theirs.

    Their right to read everything is not enough: LibreOffice waits for ever where `access` says no,
    which asks for the rights of the user alone.
    """
    if reader_user() is not None:
        os.chmod(folder, 0o711)


def folders_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """The folders of files, without those below another one, as `Rights` takes them."""
    found: list[str] = []
    for folder in sorted({os.path.dirname(os.path.realpath(path)) for path in paths}):
        if not found or not folder.startswith(found[-1].rstrip(os.sep) + os.sep):
            found.append(folder)
    return tuple(found)


def _own_folders() -> Sequence[str]:
    """The folders of Python, its packages and the program."""
    home = str(Path(__file__).resolve().parents[2])
    tables = os.environ.get("TESSDATA_PREFIX", "")
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, home, tables, *site.getsitepackages()}
    return [place for place in places if place and place != os.sep]


def _permitted(capability: int) -> bool:
    """True if this process has a capability."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return False
    line = next((line for line in status.splitlines() if line.startswith("CapPrm:")), "CapPrm: 0")
    return bool(int(line.split()[1], _SIXTY_FOUR_BITS) >> capability & 1)


@cache
def _landlock() -> Any:
    """The library of Landlock, or why there is none."""
    if sys.platform != "linux":
        return "Landlock is a part of Linux"
    try:
        library = import_module("py_landlock")
        library.get_abi_version()
    except ImportError:
        return "the package py-landlock is not installed"
    except Exception as error:  # noqa: BLE001 - kernels without it, and machines it does not know
        return f"{type(error).__name__}: {error}"
    return library


@cache
def _seccomp() -> Any:
    """The library of seccomp, or why there is none."""
    if sys.platform != "linux":
        return "seccomp is a part of Linux"
    try:
        return import_module("pyseccomp")
    except ImportError:
        return "the package pyseccomp is not installed"
    except (RuntimeError, OSError) as error:
        return f"{error}"
