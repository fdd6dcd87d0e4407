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
# What a stylesheet has for people: comments, indentation, room around braces and after marks, a last semicolon.
# No space before a colon is touched: there it means "somewhere inside". A nested rule means the same without its "& ".
_CSS_PROSE = re.compile(
    r"/\*.*?\*/\s*|(?<=[\n,;{}])\s*& (?=[\w.#:\[>+~*])|(?<=[\n:,;{}])\s+|\s+(?=[{}>])|(?<=>)\s+|;(?=\s*})",
    re.S,
)
_JS_IMPORT = re.compile(r'^import "\./(?P<path>[^"]+)";$', re.M)


class InlinedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Write the imports of each entry file into it, then hash and compress as usual."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for entry in ENTRIES:
                whole = _inlined(entry, paths)
                self.delete(entry)
                self.save(entry, ContentFile(whole.encode()))
            # Hash what was written here, not the source it came from.
            paths = paths | {entry: (self, entry) for entry in ENTRIES}
        yield from super().post_process(paths, dry_run, **options)


def _inlined(entry: str, paths: dict[str, Any]) -> str:
    """The entry with its parts, all read from their sources: what an earlier run left here may be old."""
    folder = PurePosixPath(entry).parent

    def text_of(name: str) -> str:
        source, path = paths[name]
        with source.open(path) as file:
            return str(file.read().decode())

    def style(match: re.Match[str]) -> str:
        text = text_of(str(folder / match["path"]))
        return f"@layer {match['layer']} {{\n{text}}}" if match["layer"] else text

    def script(match: re.Match[str]) -> str:
        return f"{{\n{text_of(str(folder / match['path']))}}}"

    if entry.endswith(".css"):
        return _CSS_PROSE.sub("", _CSS_IMPORT.sub(style, text_of(entry)))
    return _JS_IMPORT.sub(script, text_of(entry))
