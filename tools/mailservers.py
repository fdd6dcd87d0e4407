"""Find Dovecot and Postfix for the tests against real mail servers, or install them where that is possible."""

import os
import shutil
import subprocess
import sys

PACKAGES = ("dovecot-imapd", "dovecot-lmtpd", "dovecot-sieve", "postfix")
HOW_TO_GET_IT = (
    "There is no Dovecot 2.3 with Postfix here, or we are not root: the tests against real mail servers are left out.\n"
    f"To run them, as root on Debian: apt-get install --no-install-recommends {' '.join(PACKAGES)}"
)
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"


def find() -> bool:
    """Both are there, in the versions whose configuration we write, and we may start them."""
    return (
        os.geteuid() == 0
        and _version_of("dovecot", "--version").startswith("2.3.")
        and ("mail_version = 3." in _version_of("postconf", "mail_version"))
    )


def find_or_install() -> bool:
    return find() or (_may_install() and _install())


def _version_of(program: str, argument: str) -> str:
    path = shutil.which(program, path=_PATH)
    if path is None:
        return ""
    return subprocess.run([path, argument], capture_output=True, text=True, check=False).stdout


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install() -> bool:
    sys.stdout.write("installing Dovecot and Postfix through apt\n")
    sys.stdout.flush()
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["update", "-qq"],
        ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=subprocess.DEVNULL)
    return find()


if __name__ == "__main__":
    sys.exit(0 if find_or_install() else HOW_TO_GET_IT)
