"""Let somebody in: `manage.py add_user EMAIL --name NAME --role admin --team TEAM`."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from team.enums import Role
from team.refusals import Refused
from team.services import welcoming


class Command(BaseCommand):
    help = "Add somebody who may sign in. The password is asked for, or read from NEW_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", choices=Role.values, default=Role.REP.value)
        parser.add_argument("--team", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("NEW_PASSWORD") or getpass.getpass("Password: ")
        try:
            user = welcoming.add_user(
                options["email"],
                name=options["name"],
                role=Role(options["role"]),
                team_name=options["team"],
                password=password,
                at=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{user.email} may sign in.")
