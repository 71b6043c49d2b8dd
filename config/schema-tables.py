"""Reads a FileDescriptorSet on standard input and writes the Swift table of its messages and enums."""
import sys

from google.protobuf import descriptor_pb2 as pb

PERSONAL, REQUIRED, MAX_BYTES, MAX_COUNT = 50001, 50002, 50003, 50004
KINDS = {1: "double", 3: "int64", 4: "uint64", 5: "int32", 8: "bool", 9: "string", 13: "uint32"}


def custom(options):
    """The custom options that are set, by number; protoc leaves them as unknown fields (varints)."""
    data, found, i = options.SerializeToString(), {}, 0

    def varint():
        nonlocal i
        value, shift = 0, 0
        while True:
            byte = data[i]
            i += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while i < len(data):
        key = varint()
        if key & 7 != 0:
            raise SystemExit("an option that is neither a bool nor a number")
        found[key >> 3] = varint()
    return found


def comments(file):
    return {tuple(l.path): " ".join(l.leading_comments.split()) for l in file.source_code_info.location}


def text(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lower(name):
    return name[0].lower() + name[1:]


def identifier(full):
    return lower(full.removeprefix("kith.v1.").replace(".", "_"))


files = pb.FileDescriptorSet.FromString(sys.stdin.buffer.read()).file
messages, enums = [], []


def walk(message, prefix, path, docs):
    full = f"{prefix}.{message.name}"
    messages.append((full, message, path, docs))
    for i, e in enumerate(message.enum_type):
        enums.append((f"{full}.{e.name}", e, path + (4, i), docs))
    for i, m in enumerate(message.nested_type):
        walk(m, full, path + (3, i), docs)


for file in files:
    if file.package != "kith.v1":
        continue
    docs = comments(file)
    for i, e in enumerate(file.enum_type):
        enums.append((f"kith.v1.{e.name}", e, (5, i), docs))
    for i, m in enumerate(file.message_type):
        walk(m, "kith.v1", (4, i), docs)

out = ["// Made by config/schema from the .proto files. Do not edit.", "// swift-format-ignore-file", "",
       "extension SchemaTables {"]
for full, e, path, docs in enums:
    values = ", ".join(f'({v.number}, "{v.name}")' for v in e.value)
    out.append(f"  static let {identifier(full)}Enum = EnumTable(name: {text(full[8:])}, doc: {text(docs.get(path, ''))}, values: [{values}])")
for full, m, path, docs in messages:
    oneofs = [o.name for o in m.oneof_decl]
    out.append(f"  static let {identifier(full)} = MessageTable(name: {text(full[8:])}, doc: {text(docs.get(path, ''))}, fields: [")
    for i, f in enumerate(m.field):
        options = custom(f.options)
        if f.type == 11:
            kind = ".timestamp" if f.type_name == ".google.protobuf.Timestamp" else f".message({text(f.type_name[9:])})"
        elif f.type == 14:
            kind = f".enumeration({text(f.type_name[9:])})"
        else:
            kind = "." + KINDS[f.type]
        label = ".repeated" if f.label == 3 else ".optional" if f.proto3_optional else ".oneof" if f.HasField("oneof_index") else ".singular"
        out.append(f"    FieldTable({f.number}, {text(f.json_name)}, {text(f.name)}, {kind}, {label}, "
                   f"personal: {str(bool(options.get(PERSONAL))).lower()}, required: {str(bool(options.get(REQUIRED))).lower()}, "
                   + "".join(f"{name}: {options[number]}, " for name, number in (("maxBytes", MAX_BYTES), ("maxCount", MAX_COUNT)) if number in options)
                   + f"doc: {text(docs.get(path + (2, i), ''))}),")
    out.append("  ])")
out.append("")
out.append("  /// Every message of the schema.")
out.append("  public static let messages: [MessageTable] = [" + ", ".join(identifier(m[0]) for m in messages) + "]")
out.append("  /// Every enum of the schema.")
out.append("  public static let enums: [EnumTable] = [" + ", ".join(identifier(e[0]) + "Enum" for e in enums) + "]")
out.append("}")
print("\n".join(out))
