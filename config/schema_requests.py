"""Writes, from the options of a query's fields, the Swift that refuses what has not the form that its JSON Schema says."""
from schema_model import camel, said, word
from schema_model import pool

STRING, ENUM, MESSAGE = 9, 14, 11


def checks(request):
    """The statements for one request, in the order of its fields."""
    lines = []
    forms = {f.name: said(f.options) for f in request.field}
    figure = next((camel(f.name) for f in request.field if kind(forms[f.name]) == "metric"), None)
    for field in request.field:
        found = forms[field.name]
        name, path = camel(field.name), f'"{field.json_name}"'
        lines += guarded(field, name, found, of_field(field, name, path, found, figure))
    return lines


def kind(found):
    if "id_of" in found:
        return "id"
    return word("FormOption", found["form"]) if "form" in found else None


def guarded(field, name, found, lines):
    """Those of a field that may be absent hold only where it is there."""
    if not lines or field.label == field.LABEL_REPEATED or found.get("required") or not (field.proto3_optional or field.type == MESSAGE):
        return lines
    has = f"has{name[0].upper()}{name[1:]}"
    return [f"if {has} {{ {lines[0]} }}"] if len(lines) == 1 else [f"if {has} {{"] + ["  " + line for line in lines] + ["}"]


def of_field(field, name, path, found, figure):
    if field.type == STRING:
        return text(field, name, path, found, figure)
    if field.type == ENUM:
        return enum(field, name, path)
    if field.type == MESSAGE:
        return [f"try QueryCheck.time({name}, {path})"]
    if "maximum" in found:
        return [f"try QueryCheck.number({name}, {path}, in: {found['minimum']}...{found['maximum']})"]
    # What is asked for beyond the longest page is as much as that.
    return [f"try QueryCheck.limit({name}, {path})"] if "minimum" in found else []


def text(field, name, path, found, figure):
    form, most = kind(found), found.get("max_characters")
    bound = f", characters: {most}" if most else ""
    if field.label == field.LABEL_REPEATED:
        if form != "fact":
            raise SystemExit(f"a list of the form {form} cannot be checked in a query")
        return [f"try QueryCheck.facts({name}, {path})"]
    if form == "id":
        kind_of = word("SubjectOption", found["id_of"])
        check = "id" if found.get("required") else "givenID"
        return [f"try QueryCheck.{check}({name}, .{kind_of}, {path})"]
    if form == "metric":
        return [f"let {name}Asked = try QueryCheck.metric({name}, {path})"]
    if form in ("day", "grouping"):
        return [f"try QueryCheck.{form}({name}, {path}, of: {figure}Asked)"]
    if form in ("sought", "soughtWords", "soughtName", "email", "phone", "pipeline", "cursor", "date"):
        return [f"try QueryCheck.{form}({name}, {path}{bound})"]
    raise SystemExit(f"the form {form} cannot be checked in a query")


def enum(field, name, path):
    words = [v.name for v in pool.FindEnumTypeByName(field.type_name[1:]).values if v.number]
    expected = " or ".join(words) if len(words) == 2 else "one of: " + ", ".join(words)
    refuse = f'throw .invalid({path}, "must be {expected}")'
    lines = [f"if case .UNRECOGNIZED = {name} {{ {refuse} }}"]
    return lines + ([f"if {name} == .unspecified {{ {refuse} }}"] if field.proto3_optional else [])


def write(requests):
    """The file: `requests` are the names of the messages with the messages themselves."""
    out = ["import APISchema", "import Domain", "import FactSchema", "import RowSchema", ""]
    for name, request in requests:
        out += [f"extension {name}: QueryRequest {{", "  /// Refuses the first field that has not its form.",
                "  func checkForm() throws(Refusal) {"]
        out += ["    " + line for line in checks(request)] + ["  }", "}", ""]
    return out[:-1]
