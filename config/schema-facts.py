"""Reads a FileDescriptorSet with the messages of facts on standard input, and writes the .proto file of `Fact`, in which
each has the number that its message says."""
import re

from schema_model import files, said

declared = [f for f in files if re.search(r"/facts_\w+\.proto$", f.name)]
fields = {}
for file in declared:
    for message in file.message_type:
        number = said(message.options).get("type_number")
        if number is None:
            raise SystemExit(f"{file.name}: {message.name} says no type_number")
        if number in fields:
            raise SystemExit(f"{file.name}: {message.name} has the type_number of {fields[number]}")
        fields[number] = message.name

out = ["// Made by config/schema from the messages of facts. Do not edit.", "", 'syntax = "proto3";', "package kith.v1;",
       'option swift_prefix = "";', ""]
out += [f'import "{name}";' for name in sorted(f.name for f in declared)]
out += ["", "// One thing that happened. The field number is the fact's stored type number for ever: numbers are never reused.",
        "message Fact {", "  oneof fact {"]
for number, name in sorted(fields.items()):
    snake = re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    out.append(f"    {name} {snake} = {number};")
print("\n".join(out + ["  }", "}"]))
