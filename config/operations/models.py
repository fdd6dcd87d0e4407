"""When each bell was last heard to its end."""

from django.db import models
from django.db.models import Q


class Heartbeat(models.Model):
    """One row a bell. The worker writes it when the bell's task ended well; nothing but the newest moment is kept."""

    name = models.CharField(max_length=100, primary_key=True)
    last_ok_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_heartbeat_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name} at {self.last_ok_at:%Y-%m-%d %H:%M:%S}"
