"""A Prometheus text file as prometheus_client reads it."""
import json
import sys

from prometheus_client.parser import text_fd_to_metric_families

families = []
with open(sys.argv[1], encoding="utf-8") as file:
    for family in text_fd_to_metric_families(file):
        families.append(
            {
                "name": family.name,
                "help": family.documentation,
                "type": family.type,
                "samples": [
                    {"name": s.name, "labels": s.labels, "value": s.value} for s in family.samples
                ],
            }
        )
print(json.dumps({"families": families}))
