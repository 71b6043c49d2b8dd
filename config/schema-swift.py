"""Reads a FileDescriptorSet on standard input and writes the Swift that the schema says: the tables of its messages and
enums, the numbers of its fields, the kinds of facts, the methods and their requests into the first folder, which rule
judges which fact into the second, the lines of histories into the third."""
import pathlib
import re
import sys

from google.protobuf import descriptor_pb2 as pb

PERSONAL, REQUIRED, MAX_BYTES, MAX_COUNT, IN_FACT_ONLY = 50001, 50002, 50003, 50004, 50040
SUBJECT, INTERACTION, CHANGES_NOTHING, RETRACTABLE, KEEPS_VERSION, DAEMON_ONLY, SUMMARY = range(50010, 50017)
NEEDS, ANSWERED_BY = 50020, 50021
CARD_OF = 50030
NONE, ROLE = 61, 62  # What may be needed and is no permission that a role can be given.
# Names of fields that Swift reads as something else where they are declared.
RESERVED = {"case", "default", "in", "is", "operator", "protocol", "repeat", "self", "where"}
KINDS = {1: "double", 3: "int64", 4: "uint64", 5: "int32", 8: "bool", 9: "string", 13: "uint32"}


def custom(options):
    """The custom options that are set, by number, that of needs as a list; protoc leaves them as unknown fields."""
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
        number = key >> 3
        if key & 7 == 0:
            value = varint()
            found[number] = found.get(number, []) + [value] if number == NEEDS else value
        elif key & 7 == 2:
            count = varint()
            found[number] = data[i:i + count].decode()
            i += count
        else:
            raise SystemExit("an option that is neither a bool nor a number nor a text")
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
    if file.package != "kith.v1" or file.name.endswith("options.proto"):
        continue
    docs = comments(file)
    for i, e in enumerate(file.enum_type):
        enums.append((f"kith.v1.{e.name}", e, (5, i), docs))
    for i, m in enumerate(file.message_type):
        walk(m, "kith.v1", (4, i), docs)

folder, domain, projections = map(pathlib.Path, sys.argv[1:])


def write(path, lines):
    path.write_text("\n".join(["// Made by config/schema from the .proto files. Do not edit.", "// swift-format-ignore-file", "", *lines, ""]))


def camel(name):
    """A field's name as SwiftProtobuf has it."""
    first, *parts = name.split("_")
    return first + "".join(p.upper() if p in ("id", "url", "http", "https") else p[0].upper() + p[1:] for p in parts)


out = []
for full, m, path, docs in messages:
    if not m.field:
        continue
    out += ["", f"extension {full[8:]} {{", "  /// The numbers of its fields.", "  public enum Field {"]
    for f in m.field:
        name = camel(f.name)
        out += [f"    /// The number of `{f.json_name}`.",
                f"    @inlinable public static var {f'`{name}`' if name in RESERVED else name}: UInt64 {{ {f.number} }}"]
    out += ["  }", "}"]
write(folder / "Fields+Generated.swift", out[1:])


def words(enumeration):
    """The words of an enum of options.proto by number, in Swift's form and without their prefix."""
    [file] = [f for f in files if f.name.endswith("options.proto")]
    [found] = [e for e in file.enum_type if e.name == enumeration]
    return {v.number: camel(v.name.split("_", 1)[1].lower()) for v in found.value}


def needs(options):
    """The argument of a FieldTable that says what a method or fact needs; none where nothing is said."""
    if NEEDS not in options:
        return ""
    return "needs: [" + ", ".join("." + permissions[n] for n in options[NEEDS] if n != NONE) + "], "


permissions = words("PermissionOption")

out = ["extension SchemaTables {"]
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
                   + ("inFactOnly: true, " if options.get(IN_FACT_ONLY) else "")
                   + "".join(f"{name}: {options[number]}, " for name, number in (("maxBytes", MAX_BYTES), ("maxCount", MAX_COUNT)) if number in options)
                   + needs(options) + f"doc: {text(docs.get(path + (2, i), ''))}),")
    out.append("  ])")
out.append("")
out.append("  /// Every message of the schema.")
out.append("  public static let messages: [MessageTable] = [" + ", ".join(identifier(m[0]) for m in messages) + "]")
out.append("  /// Every enum of the schema.")
out.append("  public static let enums: [EnumTable] = [" + ", ".join(identifier(e[0]) + "Enum" for e in enums) + "]")
out.append("}")
write(folder / "SchemaTables+Generated.swift", out)


def one_of(message):
    """The fields of the only oneof of Fact, Request or Reply, with their options: (case, number, type, options)."""
    [found] = [m for full, m, _, _ in messages if full == "kith.v1." + message]
    return [(camel(f.name), f.number, f.type_name[9:], custom(f.options)) for f in found.field if f.HasField("oneof_index")]


def flag(name, doc, rows, option):
    cases = ", ".join("." + c for c, _, _, o in rows if o.get(option))
    return [f"  /// {doc}", f"  public var {name}: Bool {{", "    switch self {", f"    case {cases}: true",
            "    default: false", "    }", "  }", ""]


facts, subjects = one_of("Fact"), words("SubjectOption")
out = ["import SwiftProtobuf", "", "/// The kinds of facts by their stored type number, which is the field number in `Fact`.",
       "public enum FactType: UInt32, CaseIterable, Sendable {"]
out += [f"  case {c} = {n}" for c, n, _, _ in facts] + [""]
out += ["  /// The fact's name in the protocol, such as `ContactCreated`.", "  public var name: String {", "    switch self {"]
out += [f'    case .{c}: "{t}"' for c, _, t, _ in facts] + ["    }", "  }", ""]
out += ["  /// The shape of the fact's message.", "  public var message: MessageTable {", "    switch self {"]
out += [f"    case .{c}: SchemaTables.{lower(t)}" for c, _, t, _ in facts] + ["    }", "  }", ""]
out += ["  /// What the facts of this type are about; nil where they are about what another fact was about.",
        "  public var subjectKind: SubjectKind? {", "    switch self {"]
out += [f"    case .{c}: " + ("." + subjects[o[SUBJECT]] if SUBJECT in o else "nil") for c, _, _, o in facts] + ["    }", "  }", ""]
out += flag("isInteraction", "Whether it logs that somebody and the contact met, spoke or wrote.", facts, INTERACTION)
out += flag("changesNothing", "Whether nothing is known otherwise for it than before.", facts, CHANGES_NOTHING)
out += flag("isRetractable", "Whether a FactRetracted may name it.", facts, RETRACTABLE)
out += flag("keepsVersion", "Whether the version of what it is about stays what it was.", facts, KEEPS_VERSION)
out += flag("isOfTheDaemon", "Whether the daemon alone records it.", facts, DAEMON_ONLY)
owned = [(c, t) for c, _, t, _ in facts
         if any(f.name == "owner" for full, m, _, _ in messages if full == "kith.v1." + t for f in m.field)]
out += ["  /// The types of facts that may name an owner.",
        "  public static let namingOwner: [FactType] = [" + ", ".join("." + c for c, _ in owned) + "]"]
out[-1:] = [out[-1], "}", ""]
out += ["extension Fact.OneOf_Fact {", "  /// The owner that the fact names; empty where it names none.", "  public var owner: String {", "    switch self {"]
out += [f"    case .{c}(let fact): fact.owner" for c, _ in owned] + ['    default: ""', "    }", "  }", "}", ""]
out += ["extension Fact {", "  /// The type of fact that is set; nil when none is.", "  public var type: FactType? {", "    switch fact {"]
out += [f"    case .{c}: .{c}" for c, _, _, _ in facts] + ["    case nil: nil", "    }", "  }", "}", ""]
out += ["extension Fact.OneOf_Fact {", "  /// The fact with that field number in `Fact`, of its encoded message; nil for a number that no fact has.",
        "  static func decode(_ number: UInt32, _ bytes: RawSpan) throws -> Self? {", "    switch number {"]
out += [f"    case {n}: .{c}(try {t}(serializedBytes: bytes))" for c, n, t, _ in facts] + ["    default: nil", "    }", "  }", ""]
out += ["  /// The encoded message of the fact.", "  func encoded() throws -> [UInt8] {", "    switch self {"]
out += [f"    case .{c}(let message): try message.serializedBytes()" for c, _, _, _ in facts] + ["    }", "  }", "}"]
write(folder / "FactType+Generated.swift", out)

out = ["import Schema", "", "extension Decider {", "  /// Judges a fact by the rule that is named like it; those of the daemon's own need none.",
       "  mutating func rule(_ fact: Fact.OneOf_Fact) throws(Refusal) -> Draft {", "    switch fact {"]
out += [f"    case .{c}(let fact): try {c}(fact)" for c, _, _, o in facts if not o.get(CHANGES_NOTHING) and not o.get(DAEMON_ONLY)]
out += ["    case " + ", ".join("." + c for c, _, _, o in facts if o.get(DAEMON_ONLY)) + ": Draft(about: context.log, version: .zero)",
        "    case " + ", ".join("." + c for c, _, _, o in facts if o.get(CHANGES_NOTHING)) + ': throw .internal("a fact cannot be read")',
        "    }", "  }", "}"]
write(domain / "Decider+Generated.swift", out)

methods, places = one_of("Request"), words("PlaceOption")
replies = {n: t for _, n, t, _ in one_of("Reply")}
out = ["/// A method of the protocol, by its field number in `Request` and `Reply`.", "///",
       "/// Calling a fact by its name is a call of `record`.", "public enum Method: Int, CaseIterable, Sendable {"]
out += [f"  case {c} = {n}" for c, n, _, _ in methods] + [""]
out += ["  /// Who answers it.", "  public var answeredBy: Place {", "    switch self {"]
out += [f"    case .{c}: .{places[o[ANSWERED_BY]]}" for c, _, _, o in methods] + ["    }", "  }", ""]
out += ["  /// Who answers a method.", "  public enum Place: Sendable {", "    case " + ", ".join(w for n, w in places.items() if n), "  }", "}"]
write(folder / "Method+Generated.swift", out)

[file] = [f for f in files if f.name.endswith("options.proto")]
[index] = [i for i, e in enumerate(file.enum_type) if e.name == "PermissionOption"]
docs = {v.number: comments(file)[5, index, 2, i] for i, v in enumerate(file.enum_type[index].value) if v.number}
named = {n: w for n, w in permissions.items() if n not in (0, NONE, ROLE)}
out = ["/// What a caller may be permitted to do; the raw value is its bit in ``Permissions``.",
       "public enum Permission: UInt8, CaseIterable, Sendable {"]
out += [f"  case {w} = {n}" for n, w in named.items()] + [""]
out += ["  /// Its name in the protocol and in the configuration.", "  public var word: String {", "    switch self {"]
out += [f'    case .{w}: "{w}"' for w in named.values()] + ["    }", "  }", ""]
out += ["  /// What one may do who has it.", "  public var doc: String {", "    switch self {"]
out += [f"    case .{w}: {text(docs[n])}" for n, w in named.items()] + ["    }", "  }", "}", ""]
out += ["extension Permissions {"]
out += [f"  public static let {w} = Permissions(.{w})" for w in named.values()]
out += [f"  /// What every role has.", f"  public static let {permissions[ROLE]} = Permissions(rawValue: 1 << {ROLE})", "}"]
write(folder / "Permission+Generated.swift", out)

out = []
for c, n, t, _ in methods:
    [request] = [m for full, m, _, _ in messages if full == "kith.v1." + t]
    fields = {f.name for f in request.field}
    page = [name for name in ("limit", "cursor", "at_least", "timeout_ms") if name in fields]
    kind = ("MethodRequest" if "at_least" not in fields else "ReadModelRequest" if "cursor" not in fields
            else "ListRequest" if "limit" in fields else "PageRequest")
    out += [f"extension {t}: {kind} {{", "  /// The message that answers it.", f"  public typealias Answer = {replies[n]}",
            "  /// The method that it calls.", f"  public static var method: Method {{ .{c} }}"]
    if "cursor" in fields:
        out += ["  /// The request without its page and its wait.", "  public var conditions: Self {", "    var conditions = self"]
        out += [f"    conditions.clear{camel(name)[0].upper() + camel(name)[1:]}()" for name in page] + ["    return conditions", "  }"]
    out += ["}", ""]
    if "cursor" in fields:
        [reply] = [m for full, m, _, _ in messages if full == "kith.v1." + replies[n]]
        [entries] = [f for f in reply.field if f.label == 3]
        out += [f"extension {replies[n]}: PageAnswer {{", "  /// What it lists.",
                f"  public var pageEntries: [{entries.type_name[9:]}] {{ {camel(entries.name)} }}",
                "  /// The number of the field that lists it.", f"  public static var entriesField: UInt64 {{ Field.{camel(entries.name)} }}",
                "  /// The number of `cursor`.", "  public static var cursorField: UInt64 { Field.cursor }", "}", ""]
write(folder / "Requests+Generated.swift", out[:-1])

out = ["// What facts say is taken over into cards, field by field of the same name.", ""]
numbers = {w: n for n, w in subjects.items()}
for full, card, _, _ in messages:
    about = custom(card.options).get(CARD_OF)
    if about is None:
        continue
    fields = {f.name: f for f in card.field}
    out += [f"extension {full[8:]} {{"]
    for c, _, t, o in facts:
        if o.get(SUBJECT) != about:
            continue
        [fact] = [m for name, m, _, _ in messages if name == "kith.v1." + t]
        same = [f for f in fact.field if f.name in fields
                and (f.type, f.type_name, f.label) == (fields[f.name].type, fields[f.name].type_name, fields[f.name].label)]
        if not same:
            continue
        for f in same:
            if custom(f.options).get(PERSONAL) and not custom(fields[f.name].options).get(PERSONAL):
                raise SystemExit(f"{full[8:]}.{f.name} is taken from a personal field of {t}, and is not personal")
        out += [f"  /// Takes over what the fact says; what it leaves out stays, and what it clears goes.",
                f"  public mutating func take(_ fact: {t}) {{"]
        for f in same:
            name = camel(f.name)
            upper = name[0].upper() + name[1:]
            if f.label == 3 or f.type == 9 and not f.proto3_optional:
                there = f"!fact.{name}.isEmpty"
            elif f.proto3_optional or f.type == 11:
                there = f"fact.has{upper}"
            elif f.type == 8:
                there = f"fact.{name}"
            else:
                there = f"fact.{name} != {'.unspecified' if f.type == 14 else 0}"
            out.append(f"    if {there} {{ {name} = fact.{name} }}")
        if any(f.name == "clear" for f in fact.field):
            out += ["    for field in fact.clear {", "      switch field {"]
            for f in same:
                name = camel(f.name)
                if f.type == 11 and f.label != 3:
                    empty = f"clear{name[0].upper() + name[1:]}()"
                else:
                    empty = f"{name} = " + ("[]" if f.label == 3 else '""' if f.type == 9 else "0")
                out.append(f'      case "{f.json_name}": {empty}')
            out += ["      default: break", "      }", "    }"]
        out += ["  }"]
    out += ["}", ""]
write(folder / "Cards+Generated.swift", out[:-1])


def said(fact, template):
    """The statements that put a summary together."""
    fields, lines = {f.json_name: f for f in fact.field}, []
    for plain, mark, name in re.findall(r"([^{]+)|\{([:,]? ?)(\w+)\}", template):
        if plain:
            lines.append(f"line.say({text(plain)})")
            continue
        f, mark = fields[name], mark.strip()
        value, upper = f"fact.{camel(f.name)}", camel(f.name)[0].upper() + camel(f.name)[1:]
        if f.type_name == ".kith.v1.Money" and mark == ":":
            lines.append(f'if fact.has{upper} {{ line.say(": \\({value}.amount) \\({value}.currency)") }}')
        elif f.type_name == ".google.protobuf.Timestamp" and not mark:
            lines.append(f"line.time({value})")
        elif f.type == 9 and f.label == 3 and mark == ":":
            lines.append(f'line.quote({value}.joined(separator: ", "))')
        elif f.type == 9 and f.label != 3:
            lines.append({":": f"line.quote({value})", ",": f"line.word({value})", "": f"line.say({value})"}[mark])
        elif f.type in (4, 13) and not mark:
            lines.append(f'line.say("\\({value})")')
        else:
            raise SystemExit(f"a summary cannot say {name} of {fact.name} in this way")
    return lines


out = ["import Schema", "", "extension SummaryLine {", "  /// Says of a fact what the schema has as its line; nothing of others.",
       "  mutating func say(_ fact: Fact.OneOf_Fact) {", "    switch fact {"]
summed = [(c, t, o[SUMMARY]) for c, _, t, o in facts if SUMMARY in o]
for c, t, template in summed:
    [fact] = [m for full, m, _, _ in messages if full == "kith.v1." + t]
    lines = [l.replace("line.", "") for l in said(fact, template)]
    bound = "(let fact)" if any("fact." in l for l in lines) else ""
    out += [f"    case .{c}{bound}:"] + ["      " + l for l in lines]
out += ["    default: break", "    }", "  }", "}"]
write(projections / "SummaryLine+Generated.swift", out)
