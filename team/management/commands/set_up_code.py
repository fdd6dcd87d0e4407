"""Say the code with which the first admin sets Earnest up: `manage.py set_up_code`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from team.services import setting_up


class Command(BaseCommand):
    help = "Say the code that the first page asks for while there is nobody yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not setting_up.is_due():
            raise CommandError("There is somebody already, or this is the demo: nothing to set up.")
        self.stdout.write(setting_up.code())
