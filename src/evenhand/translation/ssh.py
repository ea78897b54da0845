"""SSH signatures of sign-off records, by ssh-keygen: the format that git uses for signed commits.

An outside program, on a floor that else reads nothing but its arguments: proving a signature is a function of the record,
the signature and the file of allowed signers, and no verb may forget it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from evenhand.finding import Finding, Place, error, usage_trouble
from evenhand.translation.signoff import SignOff, SignOffs, sealed

NAMESPACE = "evenhand"


def ssh_sign(data: bytes, key: Path) -> str:
    """The armoured signature of `data` by a private key (or by the agent, given the public one). Raises Trouble."""
    done = _ssh_keygen("-Y", "sign", "-f", str(key), "-n", NAMESPACE, data=data)
    if done.returncode:
        raise usage_trouble(f"ssh-keygen could not sign with {key}: {_told(done)}", "give the file of a key that ssh can use")
    return done.stdout.decode()


def proven(signoffs: SignOffs, allowed: Path) -> tuple[SignOffs, frozenset[str]]:
    """The records without those whose signature does not hold, which are told; and the seals of those whose does.

    `allowed` is a file in ssh-keygen's format: a name as in `by`, then a public key. Without the program, nothing is proven.
    """
    if not any(record.signature for record in signoffs.records):
        return signoffs, frozenset()
    good: list[tuple[SignOff, Place]] = []
    faults: list[Finding] = []
    for record, place in zip(signoffs.records, signoffs.places, strict=True):
        why = _invalid(record.signature, sealed(record), record.by, allowed) if record.signature else ""
        if why:
            what = f"the signature of {record.by} ({record.role}, {record.handout}) is not valid: {why}"
            faults.append(error("S007", place, what, "sign again, or list the key in the file of allowed signers"))
        else:
            good.append((record, place))
    kept = SignOffs(tuple(r for r, _ in good), (*signoffs.faults, *faults), tuple(p for _, p in good))
    return kept, frozenset(r.seal for r, _ in good if r.signature)


def _invalid(signature: str, data: bytes, name: str, allowed: Path) -> str:
    """Why a signature does not hold; "" when it does."""
    if not allowed.is_file():
        return f"there is no file of allowed signers at {allowed.name}"
    with tempfile.NamedTemporaryFile("w", suffix=".sig", encoding="utf-8") as file:
        file.write(signature)
        file.flush()
        done = _ssh_keygen("-Y", "verify", "-f", str(allowed), "-I", name, "-n", NAMESPACE, "-s", file.name, data=data)
    return _told(done) if done.returncode else ""


def _ssh_keygen(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    if shutil.which("ssh-keygen") is None:
        raise usage_trouble("ssh-keygen is not installed, and records are signed with SSH keys", "apt install openssh-client")
    return subprocess.run(["ssh-keygen", *arguments], input=data, capture_output=True, check=False)


def _told(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"exit status {done.returncode}"
