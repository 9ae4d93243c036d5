"""Carry reports over: their file into the list of files, their state from what was answered.

Each report becomes a step of its duty, and those who carry a duty are shown it.
"""

from django.db import migrations


def carry_over(apps, schema_editor):
    Report = apps.get_model("mandates", "Report")
    ReportFile = apps.get_model("mandates", "ReportFile")
    Step = apps.get_model("mandates", "Step")
    seen = set()
    for report in Report.objects.select_related("duty").order_by("-at", "-pk").iterator():
        latest = report.duty_id not in seen
        seen.add(report.duty_id)
        if report.evidence_id is not None:
            ReportFile.objects.get_or_create(report=report, original_id=report.evidence_id)
        if report.answer:
            report.state = "returned"
        elif latest and report.duty.state == "done":
            report.state = "verified"
        report.to_id = report.duty.reporting_to_id
        report.save(update_fields=["state", "to"])
        Step.objects.create(
            duty_id=report.duty_id, event="report", by_id=report.by_id, at=report.at, report=report
        )


def show_to_carriers(apps, schema_editor):
    Assignment = apps.get_model("mandates", "Assignment")
    Report = apps.get_model("mandates", "Report")
    ReportFile = apps.get_model("mandates", "ReportFile")
    Showing = apps.get_model("trace", "Showing")
    for part in Assignment.objects.select_related("duty").iterator():
        reports = Report.objects.filter(duty=part.duty_id)
        files = ReportFile.objects.filter(report__in=reports)
        addresses = {
            part.duty.address_id,
            *reports.values_list("address", flat=True),
            *files.values_list("original__address", flat=True),
        }
        # A committee may both lead and support one duty; it is shown it once.
        Showing.objects.bulk_create(
            (
                Showing(address_id=address, body_id=part.body_id, committee_id=part.committee_id)
                for address in addresses
            ),
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("mandates", "0002_lives_of_reports_and_extensions"),
        ("trace", "0002_show_items_to_carriers"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(show_to_carriers, migrations.RunPython.noop),
    ]
