"""Static files as the browser gets them: many small sources, few requests.

`static/css/app.css` and `static/js/app.js` list their parts with plain `@import` and `import`
lines, which a browser can follow by itself. On `collectstatic` those lines are replaced by the
files they name, before the manifest hashes the result. docs/decisions/one-stylesheet-without-a-build.md says why.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRIES = ("css/app.css", "js/app.js")
_CSS_IMPORT = re.compile(r'^@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;$', re.M)
_CSS_PROSE = re.compile(r"/\*.*?\*/\s*|(?<=\n)[ ]+", re.S)  # comments and indentation
_JS_IMPORT = re.compile(r'^import "\./(?P<path>[^"]+)";$', re.M)


class InlinedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Write the imports of each entry file into it, then hash and compress as usual."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for entry in ENTRIES:
                self._inline(entry)
            # Hash what was written here, not the source it came from.
            paths = paths | {entry: (self, entry) for entry in ENTRIES}
        yield from super().post_process(paths, dry_run, **options)

    def _inline(self, entry: str) -> None:
        folder = PurePosixPath(entry).parent
        source = self._text_of(entry)

        def style(match: re.Match[str]) -> str:
            text = self._text_of(str(folder / match["path"]))
            return f"@layer {match['layer']} {{\n{text}}}" if match["layer"] else text

        def script(match: re.Match[str]) -> str:
            return f"{{\n{self._text_of(str(folder / match['path']))}}}"

        if entry.endswith(".css"):
            inlined = _CSS_PROSE.sub("", _CSS_IMPORT.sub(style, source))
        else:
            inlined = _JS_IMPORT.sub(script, source)
        self.delete(entry)
        self.save(entry, ContentFile(inlined.encode()))

    def _text_of(self, name: str) -> str:
        with self.open(name) as file:
            return str(file.read().decode())
