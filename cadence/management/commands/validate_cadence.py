"""May the cadence in this file be published? `manage.py validate_cadence file.yml` says why not, line by line."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cadence.plan_file import LARGEST, Fault, PlanFile, UnreadableError, read
from cadence.policies.publishing import faults_of


class Command(BaseCommand):
    """Asks no database: the method's own floors hold; a company may have raised them."""

    help = "Say whether the cadence in a file may be published, and if not, why and in which line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as opened:
                file = read(opened.read(LARGEST + 1))
        except OSError as error:
            raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
        except UnreadableError as error:
            raise CommandError(_told(path, error.faults)) from error
        self._judge(path, file)

    def _judge(self, path: Path, file: PlanFile) -> None:
        faults = faults_of(file)
        if faults:
            raise CommandError(_told(path, faults))
        self.stdout.write(f"{path}: {len(file.plan.steps)} steps, may be published.")


def _told(path: Path, faults: list[Fault]) -> str:
    return "\n".join(f"{path}: {fault.told}" for fault in faults)
