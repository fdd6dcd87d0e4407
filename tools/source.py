"""What no source file of the product may say, found in its syntax tree."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.sizes import ROOMS, ROOT, python_files

LATER = {"eta", "countdown"}
CELERY_BANS = {"crontab", "chord"}
DIRECT_CALLS = {"delay", "apply_async"}
MAIL_CALLS = {"send_mail", "send_mass_mail", "mail_admins", "mail_managers"}
# The client and the sandbox's server are the two ends of the one conversation.
MAY_SPEAK_SMTP = ("mailbox/outbound/", "mailbox/sandbox/")
# System mail: the Monday letter to our own users, which no task reaches.
MAY_HAND_OVER = "adherence/services/own_post.py"
FORBIDDEN_NAMES = ("send_all", "auto_send", "autosend", "bulk_send", "send_bulk", "complete_only")


@dataclass(frozen=True)
class Found:
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place} {self.what}"


def of_product() -> list[Found]:
    paths = python_files(*ROOMS)
    return [found for path in paths for found in in_text(path.read_text(), _name(path))]


def in_text(text: str, name: str) -> list[Found]:
    tree = ast.parse(text)
    return [
        Found(f"{name}:{line}", what)
        for line, what in (
            *_calls(tree),
            *_in_transactions(tree),
            *_imports(tree, name),
            *_names(tree),
        )
    ]


def _calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = _called(node)
        if called in DIRECT_CALLS | {"retry", "s", "signature"}:
            for keyword in node.keywords:
                if keyword.arg in LATER:
                    yield node.lineno, f"{keyword.arg}= : the database says when, never the broker"
        if called in CELERY_BANS:
            yield node.lineno, f"{called}() is not used here"
        if called in MAIL_CALLS:
            yield node.lineno, f"{called}() would be mail that no person sent"


def _in_transactions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """`.delay()` inside atomic: the bell would ring for a row that may never exist."""
    for node in ast.walk(tree):
        if _opens_transaction(node):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and _called(inner) in DIRECT_CALLS:
                    yield (
                        inner.lineno,
                        f".{_called(inner)}() inside a transaction; use delay_on_commit",
                    )


def _opens_transaction(node: ast.AST) -> bool:
    if isinstance(node, ast.With):
        return any("atomic" in ast.unparse(item.context_expr) for item in node.items)
    if isinstance(node, ast.FunctionDef):
        return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    return False


def _imports(tree: ast.AST, name: str) -> Iterator[tuple[int, str]]:
    for line, module in _imported(tree):
        speaks = module.split(".")[0] in {"smtplib", "aiosmtpd"}
        if speaks and not name.startswith(MAY_SPEAK_SMTP):
            yield line, f"imports {module}: only mailbox.outbound and the sandbox speak SMTP"
        if module.startswith("django.core.mail") and name != MAY_HAND_OVER:
            yield line, f"imports {module}: nothing here sends by itself"


def _imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _is_forbidden(node.name):
            yield node.lineno, f"{node.name}: there is no sending to many at once"


def _is_forbidden(name: str) -> bool:
    return any(word in name.lower().replace("-", "_") for word in FORBIDDEN_NAMES)


def forbidden(names: Iterator[str]) -> list[str]:
    return sorted({name for name in names if _is_forbidden(name)})


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    found = of_product()
    sys.exit("\n".join(map(str, found)) if found else 0)
