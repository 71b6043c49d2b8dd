"""Holds a corpus of requests against the schemas of the service's description, with Python's jsonschema.

The first line of the corpus holds the description, each other one a method, its parameters and whether the daemon refused
them for their form. Exits with 1 where the schemas say otherwise of any."""
import json
import sys

from jsonschema import Draft7Validator, ValidationError, validators

lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
document = json.loads(lines[0])["document"]


def python_pattern(pattern):
    """An expression of ECMA 262, in which `$` is nothing but the end."""
    result, escaped, brackets = "", False, False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character in "[]":
            brackets = character == "["
        elif character == "$" and not brackets:
            result += r"\Z"
            continue
        result += character
    return result


def translated(schema):
    if isinstance(schema, dict):
        return {k: python_pattern(v) if k == "pattern" and isinstance(v, str) else translated(v) for k, v in schema.items()}
    return [translated(s) for s in schema] if isinstance(schema, list) else schema


def max_bytes(_, most, value, __):
    if isinstance(value, str) and len(value.encode()) > most:
        yield ValidationError(f"has more than {most} bytes")


document = translated(document)
Validator = validators.extend(Draft7Validator, {"x-maxBytes": max_bytes})
methods = {}
for method in document["methods"]:
    schema = {
        "components": document["components"],
        "type": "object",
        "properties": {p["name"]: p["schema"] for p in method["params"]},
        "required": [p["name"] for p in method["params"] if p["required"]],
        "additionalProperties": False,
        **method.get("x-paramsSchema", {}),
    }
    Draft7Validator.check_schema(schema)
    methods[method["name"]] = Validator(schema)
for schema in document["components"]["schemas"].values():
    Draft7Validator.check_schema(schema)

wrong = 0
for line in lines[1:]:
    request = json.loads(line)
    error = next(methods[request["method"]].iter_errors(request["params"]), None)
    if (error is not None) == request["invalid"]:
        continue
    wrong += 1
    if wrong <= 50:
        said = "takes" if request["invalid"] is False else "refuses"
        print(f"{request['method']} {line[-200:]}: the daemon {said} it; the schema: {error.message[:200] if error else 'right'}")
print(f"{len(lines) - 1} requests, {wrong} of which the schemas say otherwise than the daemon")
sys.exit(1 if wrong else 0)
