"""What the .proto files say, read from a FileDescriptorSet on standard input, in the words that the generator needs."""
import sys

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import descriptor_pool, message_factory

from schema_modules import module

NONE, ROLE = 61, 62  # What may be needed and is no permission that a role can be given.
# Names of fields that Swift reads as something else where they are declared.
RESERVED = {"case", "default", "in", "is", "operator", "protocol", "repeat", "self", "where"}
KINDS = {1: "double", 3: "int64", 4: "uint64", 5: "int32", 8: "bool", 9: "string", 13: "uint32"}


def comments(file):
    return {tuple(l.path): " ".join(l.leading_comments.split()) for l in file.source_code_info.location}


def text(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lower(name):
    return name[0].lower() + name[1:]


def camel(name):
    """A field's name as SwiftProtobuf has it."""
    first, *parts = name.split("_")
    return first + "".join(p.upper() if p in ("id", "url", "http", "https") else p[0].upper() + p[1:] for p in parts)


def identifier(full):
    return lower(full.removeprefix("kith.v1.").replace(".", "_"))


files = pb.FileDescriptorSet.FromString(sys.stdin.buffer.read()).file
messages, enums = [], []
# The module of each message and enum.
home = {}
pool = descriptor_pool.DescriptorPool()
for file in files:
    pool.Add(file)


def said(options):
    """The custom options that are set, by name."""
    kind = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(options.DESCRIPTOR.full_name))
    read = kind.FromString(options.SerializeToString())
    return {e.name: read.Extensions[e] for e in pool.FindAllExtensions(kind.DESCRIPTOR)
            if (len(read.Extensions[e]) if e.label == e.LABEL_REPEATED else read.HasExtension(e))}


def word(enumeration, number):
    """The word of a number of an enum of options.proto, in Swift's form and without its prefix."""
    name = pool.FindEnumTypeByName(f"kith.v1.{enumeration}").values_by_number[number].name
    first, *parts = name.split("_", 1)[1].lower().split("_")
    return first + "".join(p.upper() if p == "id" else p.capitalize() for p in parts)


def walk(message, prefix, path, docs, module):
    full = f"{prefix}.{message.name}"
    messages.append((full, message, path, docs))
    home[full] = module
    for i, e in enumerate(message.enum_type):
        enums.append((f"{full}.{e.name}", e, path + (4, i), docs))
        home[f"{full}.{e.name}"] = module
    for i, m in enumerate(message.nested_type):
        walk(m, full, path + (3, i), docs, module)


for file in files:
    if file.package != "kith.v1" or file.name.endswith("options.proto"):
        continue
    docs = comments(file)
    for i, e in enumerate(file.enum_type):
        enums.append((f"kith.v1.{e.name}", e, (5, i), docs))
        home[f"kith.v1.{e.name}"] = module(file.name)
    for i, m in enumerate(file.message_type):
        walk(m, "kith.v1", (4, i), docs, module(file.name))


def write(path, lines):
    path.write_text("\n".join(["// Made by config/schema from the .proto files. Do not edit.", "// swift-format-ignore-file", "", *lines, ""]))


def words(enumeration):
    """The words of an enum of options.proto by number, in Swift's form and without their prefix."""
    [file] = [f for f in files if f.name.endswith("options.proto")]
    [found] = [e for e in file.enum_type if e.name == enumeration]
    return {v.number: camel(v.name.split("_", 1)[1].lower()) for v in found.value}


permissions = words("PermissionOption")


def needs(options):
    """The argument of a FieldTable that says what a method or fact needs; none where nothing is said."""
    if "needs" not in options:
        return ""
    return "needs: [" + ", ".join("." + permissions[n] for n in options["needs"] if n != NONE) + "], "


def form(options, message):
    """The arguments of a FieldTable that say what is sent in a field."""
    found, names = said(options), {f.name: f.json_name for f in message.field}
    arguments = []
    if "id_of" in found:
        arguments.append(f"form: .id(.{word('SubjectOption', found['id_of'])})")
    elif "form" in found:
        name = word("FormOption", found["form"])
        arguments.append("form: .id(nil)" if name == "id" else f"form: .{name}")
    arguments += [f"{camel(n)}: {found[n]}" for n in ("max_characters", "minimum", "maximum") if n in found]
    arguments += [f"{n}: true" for n in ("creates", "clearable") if found.get(n)]
    if "date" in found:
        arguments.append(f"date: .{word('DateOption', found['date'])}")
    if "comes_with" in found:
        arguments.append(f"comesWith: {text(names[found['comes_with']])}")
    if "words" in found:
        arguments.append("words: [" + ", ".join(map(text, found["words"])) + "]")
    if found.get("beside_fact"):
        arguments.append("besideFact: true")
    if found.get("as_object"):
        arguments.append("asObject: true")
    return "".join(a + ", " for a in arguments)


def message_of(name):
    return next(m for full, m, _, _ in messages if full == "kith.v1." + name)


def one_of(message):
    """The fields of the only oneof of Fact, Request or Reply, with what is said of each: (case, number, type, options)."""
    return [(camel(f.name), f.number, f.type_name[9:], of_field(message, f))
            for f in message_of(message).field if f.HasField("oneof_index")]


def of_field(message, field):
    """The options of a field; those of a fact stand with its own message, and what a recorder needs is needed of callers."""
    if message != "Fact":
        return said(field.options)
    options = said(message_of(field.type_name[9:]).options)
    return {"needs" if name == "recorder_needs" else name: value for name, value in options.items()}


def flag(name, doc, rows, option):
    cases = ", ".join("." + c for c, _, _, o in rows if o.get(option))
    return [f"  /// {doc}", f"  public var {name}: Bool {{", "    switch self {", f"    case {cases}: true",
            "    default: false", "    }", "  }", ""]
