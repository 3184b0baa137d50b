"""Lines of JSON against a schema: {"count": N, "errors": [...]}."""
import json
import sys

from jsonschema import Draft202012Validator

schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
lines = [line for line in open(sys.argv[2], encoding="utf-8").read().split("\n") if line]
errors = [
    f"line {number}: {error.message[:300]}"
    for number, line in enumerate(lines, 1)
    for error in validator.iter_errors(json.loads(line))
]
print(json.dumps({"count": len(lines), "errors": errors[:10]}))
