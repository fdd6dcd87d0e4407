from django.apps import AppConfig


class CadenceConfig(AppConfig):
    name = "cadence"

    def ready(self) -> None:
        """Upstream may not ask how somebody stands here, so it is told how to ask."""
        from cadence.selectors.promises import promised
        from cadence.selectors.standings import tell_standings
        from prospects.selectors import promises

        tell_standings()
        promises.tell(promised)
