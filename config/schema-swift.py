"""Reads a FileDescriptorSet on standard input and writes the Swift that the schema says: the tables of its messages and
enums, the numbers of its fields, the kinds of facts, the methods and their requests and the words of reasons into the modules
of the schema, whose folders are in the first; which rule judges which fact, and what puts it into its form, into the second;
the lines of histories, the checks of queries and what is asked of cards into the third."""
import pathlib
import re
import sys

import schema_cards
import schema_forms
import schema_reasons
import schema_requests
from schema_model import (KINDS, NONE, RESERVED, ROLE, camel, comments, enums, files, flag, form, home, identifier, lower, message_of,
                          messages, needs, of_field, one_of, permissions, pool, said, text, word, words, write)
from schema_modules import MODULES

sources, domain, read_models = map(pathlib.Path, sys.argv[1:])
fact_schema, row_schema, api_schema = (sources / name / "Generated" for name in MODULES)


def fields_of(module):
    """The numbers of the fields of a module's messages."""
    out = []
    for full, m, path, docs in messages:
        if not m.field or home[full] != module:
            continue
        out += ["", f"extension {full[8:]} {{", "  /// The numbers of its fields.", "  public enum Field {"]
        for f in m.field:
            name = camel(f.name)
            out += [f"    /// The number of `{f.json_name}`.",
                    f"    @inlinable public static var {f'`{name}`' if name in RESERVED else name}: UInt64 {{ {f.number} }}"]
        out += ["  }", "}"]
    return out[1:]


def figures():
    """The table of the figures that can be asked for."""
    out = ["  /// The figures that can be asked for.", "  public static let metrics: [MetricTable] = ["]
    for _, m, _, _ in messages:
        for metric in said(m.options).get("metric", []):
            out.append(f"    MetricTable(name: {text(metric.name)}, definition: {text(metric.definition)}, "
                       f"by: [{', '.join(map(text, metric.by))}], isOfNow: {str(metric.is_of_now).lower()}, "
                       f"unit: {text(metric.unit)}),")
    return out + ["  ]"]


def tables_of(module):
    """The tables of a module's messages and enums."""
    imports = {"RowSchema": ["package import FactSchema", ""], "APISchema": ["public import FactSchema", ""]}
    out = imports.get(module, []) + ["extension SchemaTables {"]
    for full, e, path, docs in enums:
        if home[full] != module:
            continue
        values = ", ".join(f'({v.number}, "{v.name}")' for v in e.value)
        out.append(f"  static let {identifier(full)}Enum = EnumTable(name: {text(full[8:])}, doc: {text(docs.get(path, ''))}, values: [{values}])")
    for full, m, path, docs in messages:
        if home[full] != module:
            continue
        out.append(f"  static let {identifier(full)} = MessageTable(name: {text(full[8:])}, doc: {text(docs.get(path, ''))}, fields: [")
        for i, f in enumerate(m.field):
            options = of_field(full[8:], f)
            if f.type == 11:
                kind = ".timestamp" if f.type_name == ".google.protobuf.Timestamp" else f".message({text(f.type_name[9:])})"
            elif f.type == 14:
                kind = f".enumeration({text(f.type_name[9:])})"
            else:
                kind = "." + KINDS[f.type]
            label = ".repeated" if f.label == 3 else ".optional" if f.proto3_optional else ".oneof" if f.HasField("oneof_index") else ".singular"
            out.append(f"    FieldTable({f.number}, {text(f.json_name)}, {text(f.name)}, {kind}, {label}, "
                       f"personal: {str(bool(options.get('personal'))).lower()}, required: {str(bool(options.get('required'))).lower()}, "
                       + ("guarded: true, " if options.get("guarded") else "")
                       + ("inFactOnly: true, " if options.get("in_fact_only") else "")
                       + "".join(f"{name}: {options[number]}, " for name, number in (("maxBytes", "max_bytes"), ("maxCount", "max_count")) if number in options)
                       + needs(options) + form(f.options, m) + f"doc: {text(docs.get(path + (2, i), ''))}),")
        names = {f.name: f.json_name for f in m.field}
        some = ", ".join(text(names[name]) for name in said(m.options).get("needs_any", []))
        out.append("  ]" + (f", needsAny: [{some}]" if some else "") + ")")
    out.append("")
    shown, name = "public" if module == "FactSchema" else "package", MODULES[module]
    mine = [identifier(m[0]) for m in messages if home[m[0]] == module]
    out += ["  /// Every message of this module.", f"  {shown} static let {name}Messages: [MessageTable] = [" + ", ".join(mine) + "]"]
    if module == "APISchema":
        out += figures()
    mine = [identifier(e[0]) + "Enum" for e in enums if home[e[0]] == module]
    return out + ["  /// Every enum of this module.", f"  {shown} static let {name}Enums: [EnumTable] = [" + ", ".join(mine) + "]", "}"]


for name in MODULES:
    write(sources / name / "Generated/Fields+Generated.swift", fields_of(name))
    write(sources / name / "Generated/SchemaTables+Generated.swift", tables_of(name))


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
out += [f"    case .{c}: " + ("." + subjects[o["subject"]] if "subject" in o else "nil") for c, _, _, o in facts] + ["    }", "  }", ""]
created = {}
for c, _, t, _ in facts:
    [message] = [m for full, m, _, _ in messages if full == "kith.v1." + t]
    for field in message.field:
        if said(field.options).get("creates"):
            created[c] = said(field.options)["id_of"]
out += ["  /// What kind of subject a fact of this type creates; nil where it is about one that exists.",
        "  public var creates: SubjectKind? {", "    switch self {"]
out += [f"    case .{c}: .{subjects[kind]}" for c, kind in created.items()] + ["    default: nil", "    }", "  }", ""]
out += ["  /// The channel that an interaction goes by whose message does not tell it; empty for those that tell theirs.",
        "  public var channel: String {", "    switch self {"]
out += [f'    case .{c}: "{o["goes_by"]}"' for c, _, _, o in facts if "goes_by" in o] + ['    default: ""', "    }", "  }", ""]
out += flag("isInteraction", "Whether it logs that somebody and the contact met, spoke or wrote.", facts, "interaction")
out += flag("changesNothing", "Whether nothing is known otherwise for it than before.", facts, "changes_nothing")
out += flag("isRetractable", "Whether a FactRetracted may name it.", facts, "retractable")
out += flag("keepsVersion", "Whether the version of what it is about stays what it was.", facts, "keeps_version")
out += flag("changesFields", "Whether it says field by field what is otherwise from then on.", facts, "changes_fields")
out += flag("isOfTheDaemon", "Whether the daemon alone records it.", facts, "daemon_only")
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
write(fact_schema / "FactType+Generated.swift", out)

class Schema:
    """What the forms are made from."""
    pool, said, word, swift = pool, staticmethod(said), staticmethod(word), staticmethod(camel)


recorded = [(c, t, subjects[o["subject"]] if "subject" in o else None, message_of(t)) for c, _, t, o in facts
            if not o.get("daemon_only")]
# What lists in facts hold, be it of one fact or of several.
listed = {f.type_name[1:] for *_, m in recorded for f in m.field if f.label == f.LABEL_REPEATED and f.type == f.TYPE_MESSAGE}
parts = [(full[8:], m) for full, m, _, _ in messages if full in listed]
forms = schema_forms.Forms(Schema)
write(domain / "FactForms+Generated.swift", forms.write(recorded, parts))
write(domain / "InteractionFields+Generated.swift",
      forms.in_place([r for r in recorded if any(c == r[0] and o.get("changes_nothing") for c, _, _, o in facts)]))

out = ["import FactSchema", "", "extension Decider {", "  /// Puts a fact into its form and judges it by the rule that is named like it; those of the daemon's own need none.",
       "  mutating func rule(_ fact: Fact.OneOf_Fact) throws(Refusal) -> Draft {", "    switch fact {"]
for c, _, t, o in facts:
    if not o.get("changes_nothing") and not o.get("daemon_only"):
        out += [f"    case .{c}(var fact):", f"      try fact.takeForm(usualRegion: {forms.region(message_of(t))})", f"      return try {c}(&fact)"]
out += [f"    case .{c}(let fact): return try {c}(fact)" for c, _, _, o in facts if o.get("daemon_only") and subjects[o["subject"]] != "log"]
out += ["    case " + ", ".join("." + c for c, _, _, o in facts if o.get("daemon_only") and subjects[o["subject"]] == "log") + ": return Draft(about: context.log, version: .zero)",
        "    case " + ", ".join("." + c for c, _, _, o in facts if o.get("changes_nothing")) + ': throw .internal("a fact cannot be read")',
        "    }", "  }", "}"]
write(domain / "Decider+Generated.swift", out)

methods, places = one_of("Request"), words("PlaceOption")
replies = {n: t for _, n, t, _ in one_of("Reply")}
out = ["/// A method of the protocol, by its field number in `Request` and `Reply`.", "///",
       "/// Calling a fact by its name is a call of `record`.", "public enum Method: Int, CaseIterable, Sendable {"]
out += [f"  case {c} = {n}" for c, n, _, _ in methods] + [""]
out += ["  /// Who answers it.", "  public var answeredBy: Place {", "    switch self {"]
out += [f"    case .{c}: .{places[o['answered_by']]}" for c, _, _, o in methods] + ["    }", "  }", ""]
out += ["  /// Who answers a method.", "  public enum Place: Sendable {", "    case " + ", ".join(w for n, w in places.items() if n), "  }", "}"]
write(api_schema / "Method+Generated.swift", out)

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
write(fact_schema / "Permission+Generated.swift", out)
write(fact_schema / "ErrorReason+Generated.swift", schema_reasons.of_refusals())
write(api_schema / "BehindReason+Generated.swift", schema_reasons.of_answers())

out = ["public import RowSchema", ""]
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
for n, t in replies.items():
    if any(f.name == "behind" for f in message_of(t).field):
        out += [f"extension {t}: ReadModelAnswer {{}}", ""]
write(api_schema / "Requests+Generated.swift", out[:-1])

write(row_schema / "Cards+Generated.swift", schema_cards.rows())
write(read_models / "Cards+Generated.swift", schema_cards.requests())


def line(fact, template):
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


out = ["import FactSchema", "", "extension SummaryLine {", "  /// Says of a fact what the schema has as its line; nothing of others.",
       "  mutating func say(_ fact: Fact.OneOf_Fact) {", "    switch fact {"]
summed = [(c, t, o["summary"]) for c, _, t, o in facts if "summary" in o]
for c, t, template in summed:
    [fact] = [m for full, m, _, _ in messages if full == "kith.v1." + t]
    lines = [l.replace("line.", "") for l in line(fact, template)]
    bound = "(let fact)" if any("fact." in l for l in lines) else ""
    out += [f"    case .{c}{bound}:"] + ["      " + l for l in lines]
out += ["    default: break", "    }", "  }", "}"]
write(read_models / "SummaryLine+Generated.swift", out)

asked = [(t, message_of(t)) for _, _, t, o in methods if places[o["answered_by"]] == "readModels"]
write(read_models / "RequestForms+Generated.swift", schema_requests.write(asked))
