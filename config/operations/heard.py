"""Is the clock heard? `python -m config.operations.heard [bell]`: exits 1 when it is late, for the health check of a container."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(name: str) -> int:
    """Of one bell, or of all: one bell that is late is its own work's trouble, all of them are the clock's."""
    import django

    django.setup()
    from config.operations.bells import bells

    heard = bells()
    late = [bell for bell in heard.late if name in {"", bell.name}]
    is_well = not (late if name else heard.is_silent)
    sys.stdout.write("heard\n" if is_well else f"late: {', '.join(bell.name for bell in late)}\n")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
