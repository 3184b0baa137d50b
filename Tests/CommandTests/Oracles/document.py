"""Documents of JSON against their schemas, as pairs of arguments: a list of what is wrong."""
import json
import sys

from jsonschema import Draft202012Validator

errors = []
for schema_path, document_path in zip(sys.argv[1::2], sys.argv[2::2]):
    schema = json.load(open(schema_path, encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    document = json.load(open(document_path, encoding="utf-8"))
    errors += [
        f"{document_path}: {list(error.path)}: {error.message[:200]}"
        for error in Draft202012Validator(schema).iter_errors(document)
    ]
print(json.dumps(errors))
