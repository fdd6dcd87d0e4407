"""Publish the default cadence: `manage.py publish_ten_conversations --by ADMIN`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cadence.services import designing
from team.models import User
from team.refusals import Refused


class Command(BaseCommand):
    help = 'Write "Ten conversations" as a cadence of this company and publish it.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="the admin's e-mail address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            admin = User.objects.get_by_natural_key(options["by"])
            version = designing.publish_ten_conversations(by=admin, at=timezone.now())
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody signs in as {options['by']}.") from error
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{version} is published.")
