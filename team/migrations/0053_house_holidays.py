"""Days off that the house adds to a country's calendar, and public holidays that it does not keep."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("team", "0052_whose_way_in")]

    operations = [
        migrations.CreateModel(
            name="HouseHoliday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                (
                    "subdivision",
                    models.CharField(blank=True, default="", max_length=30, verbose_name="region"),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("is_kept", models.BooleanField(verbose_name="a day off")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "subdivision", "day"), name="house_holiday_once_a_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="house_holiday_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")),
                        name="house_holiday_names_a_country",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__range", (date(2000, 1, 1), date(2099, 12, 31)))),
                        name="house_holiday_is_of_this_century",
                    ),
                ],
            },
        ),
    ]
