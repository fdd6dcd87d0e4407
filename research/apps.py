from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "research"

    def ready(self) -> None:
        """Upstream may not ask who is not a fit, so it is told how to ask."""
        from prospects.enums import Standing
        from prospects.selectors.standings import tell
        from research.selectors.misfits import are_no_fit

        tell(Standing.MISFIT, are_no_fit)
