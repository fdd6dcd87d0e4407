"""What must not happen on any page: a policy violation, a script error, an answer of 500."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

REPORT = """
document.addEventListener("securitypolicyviolation", (event) => {
    window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`);
});
"""


class Watch:
    """Collects faults of every page of the contexts it is set over."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()

    def over(self, context: BrowserContext) -> None:
        context.expose_binding(
            "reportViolation", lambda source, text: self.faults.append(f"CSP: {text}")
        )
        context.add_init_script(REPORT)
        context.on("page", self._page)

    def expect(self, *complaints: str) -> None:
        """These parts of the console's complaints ("status of 500") belong to the test."""
        self.expected += complaints

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self._script(str(error)))
        page.on("console", self._console)
        page.on("response", self._response)

    def _script(self, error: str) -> None:
        # A resized window ends a view transition; the swap itself has happened.
        if not error.startswith("Transition was"):
            self.faults.append(f"script: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        expected = any(complaint in message.text for complaint in self.expected)
        if message.type == "error" and not expected:
            self.faults.append(f"console: {message.text} {message.location.get('url', '')}")

    def _response(self, response: Response) -> None:
        expected = f"status of {response.status}" in self.expected
        if response.status >= 500 and not expected:
            self.faults.append(f"{response.status}: {response.url}")
