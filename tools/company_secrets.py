"""Make the folder of secrets that docker-compose.yml reads: `python3 tools/company_secrets.py`. Needs a Python and nothing else.

What must be there is made at random; what is optional is made empty, for you to fill. Nothing that is there is touched.
"""

import secrets
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "secrets"
MADE = (
    "secret_key send_key read_key postgres_password owner_password web_password worker_password monday_password metrics_token"
).split()
YOURS = (
    "google_client_secret microsoft_client_secret oidc_client_secret language_model_key system_mail_url sentry_dsn"
).split()


def main(folder: Path) -> list[str]:
    """The names that were made now."""
    folder.mkdir(mode=0o700, exist_ok=True)
    missing = [name for name in (*MADE, *YOURS) if not (folder / name).exists()]
    for name in missing:
        file = folder / name
        file.touch(mode=0o644)
        file.write_text(secrets.token_urlsafe(36) if name in MADE else "")
        # The folder keeps others out; inside a container each process is a user of its own.
        file.chmod(0o644)
    return missing


if __name__ == "__main__":
    made = main(FOLDER)
    sys.stdout.write(f"made in {FOLDER}: {', '.join(made) or 'nothing, all were there'}\n")
