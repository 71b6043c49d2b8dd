"""Writes, from the options of a fact's fields, the Swift that puts the fact into its form or refuses it."""

STRING, INT64, UINT64, UINT32, BOOL, ENUM, MESSAGE = 9, 3, 4, 13, 8, 14, 11
TEXTS = ("line", "text")


class Forms:
    """`schema` has the generator's own ways of looking at the schema."""

    def __init__(self, schema):
        self.schema = schema

    def options(self, field):
        found = self.schema.said(field.options)
        if "id_of" in found:
            found["form"] = "id"
        elif "form" in found:
            found["form"] = self.schema.word("FormOption", found["form"])
        return found

    def of(self, kind, message, nested=False):
        """The statements for one message: the fields of a fact are called by their names, others have a path before theirs."""
        lines = []
        for field in message.field:
            name, path = self.schema.swift(field.name), f'"{field.json_name}"'
            if nested:
                path = f'"\\(path).{field.json_name}"'
            lines += self.field(kind, message, field, name, path)
        if any(self.options(f).get("form") == "field" for f in message.field):
            lines += self.change(message)
        needed = self.schema.said(message.options).get("needs_any", [])
        fields = [f for f in message.field if f.name in needed]
        if fields:
            some = " || ".join(self.is_there(f) for f in fields)
            others = " or ".join(f.json_name for f in fields[1:])
            path = f'"\\(path).{fields[0].json_name}"' if nested else f'"{fields[0].json_name}"'
            lines.append(f'guard {some} else {{ throw .invalid({path}, "or {others} is required") }}')
        return lines

    def is_there(self, field):
        return self.is_set(field) if field.type == MESSAGE else f"!{self.schema.swift(field.name)}.isEmpty"

    def field(self, kind, message, field, name, path):
        found = self.options(field)
        required, form = found.get("required", False), found.get("form")
        has = f"has{name[0].upper()}{name[1:]}"
        if field.label == field.LABEL_REPEATED:
            return self.list(message, field, name, path, found)
        if field.type == MESSAGE:
            return self.message(field, name, path, has, required)
        if field.type == ENUM:
            return self.enum(field, name, path, required, has)
        if field.type == STRING:
            if form == "region" and "comes_with" in found:
                return []  # With the phones that it completes.
            lines = self.text(kind, field, name, path, found)
            if not lines or not field.proto3_optional:
                return lines
            return [f"if {has} {{", f"  try Check.given({name}, {path})"] + ["  " + l for l in lines] + ["}"]
        if "maximum" in found:
            return [f"try Check.number({name}, {path}, atMost: {found['maximum']})"]
        return [f"try Check.required({name} != 0, {path})"] if required else []

    def text(self, kind, field, name, path, found):
        required, form = found.get("required", False), found.get("form")
        must = [f"try Check.required(!{name}.isEmpty, {path})"] if required else []
        if form == "id":
            return must + [f"try Check.id({name}, .{self.schema.word('SubjectOption', found['id_of'])}, {path})"]
        if form == "line":
            return must + [f"{name} = try Check.line({name}, {path}, characters: {found['max_characters']})"]
        if form == "externalID":
            return must + [f"{name} = try Check.externalID({name}, .{kind}, {path})"]
        if form == "region":
            return must + [f"try Check.region({name}, {path})"]
        if form in ("text", "login", "quantity", "recurrence"):
            return must + [f"{name} = try Check.{form}({name}, {path})"]
        if form in ("word", "wordOrAll", "date", "zone", "currency", "locale", "monthDay", "anniversary"):
            return must + [f"try Check.{form}({name}, {path})"]
        return must

    def list(self, message, field, name, path, found):
        lines = [f"try Check.required(!{name}.isEmpty, {path})"] if found.get("required") else []
        if "comes_with" in found:
            [other] = [f for f in message.field if f.name == found["comes_with"]]
            lines.append(f"try Check.together({name}, {path}, with: {self.schema.swift(other.name)}, \"{other.json_name}\")")
        form, most = found.get("form"), found["max_count"]
        if field.type == MESSAGE:
            lines.append(f"try Check.count({name}.count, {path}, atMost: {most})")
            inner = f'"{field.json_name}[\\(index)]"'
            return lines + [f"for index in {name}.indices {{ try {name}[index].takeForm({inner}) }}"]
        if form == "line":
            return lines + [f"{name} = try Check.lines({name}, {path}, atMost: {most}, characters: {found['max_characters']})"]
        if form == "trigger":
            return lines + [f"{name} = try Check.triggers({name}, {path}, atMost: {most})"]
        if form == "word":
            return lines + [f"{name} = try Check.words({name}, {path}, atMost: {most})"]
        if form == "label":
            return lines + [f"try Check.labels({name}, {path}, atMost: {most})"]
        if form == "id":
            kind = self.schema.word("SubjectOption", found["id_of"])
            return lines + [f"try Check.ids({name}, .{kind}, {path}, atMost: {most})"]
        for labels in message.field:
            # What is said twice of a list is left out of it, and so is the label of the second.
            if self.options(labels).get("form") == "label" and self.options(labels).get("comes_with") == field.name:
                of, normal = self.schema.swift(labels.name), {"email": "EmailAddress.kept", "phone": "TextRules.normalForm"}[form]
                lines.append(f"if !{of}.isEmpty {{ {of} = Check.labels({of}, of: {name}.map({normal})) }}")
        if form == "email":
            return lines + [f"{name} = try Check.emails({name}, {path}, atMost: {most})"]
        if form == "phone":
            return lines + self.phones(message, name, path, most)
        if form == "field":
            clearable = [f for f in message.field if self.options(f).get("clearable")]
            pairs = ", ".join(f'("{f.json_name}", {self.is_set(f)})' for f in clearable)
            return lines + [f"{name} = try Check.clear({name}, {path}, of: Self.table, clearable: [{pairs}])"]
        return lines

    def phones(self, message, name, path, most):
        [region] = [f for f in message.field if self.options(f).get("form") == "region"]
        swift, region_path = self.schema.swift(region.name), f'"{region.json_name}"'
        given = [f"if has{swift[0].upper()}{swift[1:]} {{ try Check.given({swift}, {region_path}) }}"] if region.proto3_optional else []
        return given + [
            f"let region = try Check.phoneRegion({swift}, usual: usualRegion, of: {name})",
            f"if !region.isEmpty {{ {swift} = region }}",
            f"{name} = try Check.phones({name}, {path}, atMost: {most}, region: PhoneRegion(region))"]

    def region(self, message):
        """What completes the message's phones: what holds for the company, looked up only where it has some."""
        phones = [self.schema.swift(f.name) for f in message.field if self.options(f).get("form") == "phone"]
        return f"usualRegion(of: fact.{phones[0]})" if phones else "nil"

    def message(self, field, name, path, has, required):
        if field.type_name != ".kith.v1.Money":
            return [f"try Check.time({has}, {name}, {path}, isRequired: {str(required).lower()})"]
        must = [f"try Check.required({has}, {path})"] if required else []
        take = f"{name} = try Check.money({name}, {path})"
        return must + ([take] if required else [f"if {has} {{ {take} }}"])

    def enum(self, field, name, path, required, has):
        words = [v.name for v in self.schema.pool.FindEnumTypeByName(field.type_name[1:]).values if v.number]
        expected = words[0] + " or " + words[1] if len(words) == 2 else "one of " + ", ".join(words)
        lines = [f'if case .UNRECOGNIZED = {name} {{ throw .invalid({path}, "must be {expected}") }}']
        if required:
            lines.append(f"try Check.required({name} != .unspecified, {path})")
        elif field.proto3_optional:
            lines.append(f'if {has}, {name} == .unspecified {{ throw .invalid({path}, "must be {expected}") }}')
        return lines

    def is_set(self, field):
        name = self.schema.swift(field.name)
        return f"!{name}.isEmpty" if field.label == field.LABEL_REPEATED else f"has{name[0].upper()}{name[1:]}"

    def change(self, message):
        changed = [f for f in message.field if (f.proto3_optional or f.label == f.LABEL_REPEATED)
                   and "comes_with" not in self.options(f)]
        some = " || ".join(self.is_set(f) for f in changed)
        return [f"let saysSomething = {some}",
                'guard saysSomething else { throw .invalid("clear", "or another field must say what changes") }']

    def write(self, facts, parts):
        """The file: `facts` are (case, type, kind of subject, message), `parts` the messages within them."""
        out = ["import FactSchema", ""]
        for case, name, kind, message in facts:
            needs = [self.options(f).get("form") for f in message.field]
            out += [f"extension {name} {{", "  /// Puts its fields into their form; refuses the first that has none.",
                    "  mutating func takeForm(usualRegion: String?) throws(Refusal) {"]
            out += ["    " + line for line in self.of(kind, message)]
            out += ["  }"]
            if "field" in needs:
                out += ["", f"  private static var table: MessageTable {{ FactType.{case}.message }}"]
            out += ["}", ""]
        for name, message in parts:
            out += [f"extension {name} {{", "  /// Puts its fields into their form; `path` stands before their names.",
                    "  mutating func takeForm(_ path: String) throws(Refusal) {"]
            out += ["    " + line for line in self.of(None, message, nested=True)] + ["  }", "}", ""]
        return out[:-1]

    # Facts that are read where they stand.

    def in_place(self, facts):
        """Where the fields of the facts stand that are not decoded, and the checks of their forms."""
        fields = {}
        for case, _, _, message in facts:
            for f in message.field:
                fields.setdefault(self.schema.swift(f.name), {})[case] = f
        size = 1 + max(f.number for kinds in fields.values() for f in kinds.values())
        out = ["import FactSchema", "", "extension InteractionFields {", "  /// A place for each number of a field.",
               f"  typealias Values = InlineArray<{size}, UInt64>", ""]
        for name, kinds in fields.items():
            [field, *_] = kinds.values()
            out += self.place(name, kinds, len(facts))
            if field.label == field.LABEL_REPEATED:
                out += [f"  /// Where each of `{field.json_name}` stands; none where it is absent.",
                        f"  public var {name}: [Range<Int>] {{ values[{name}Number] == 0 ? [] : texts({name}Number) }}", ""]
            elif field.type == STRING:
                out += [f"  /// Where `{field.json_name}` stands; empty where it is absent.",
                        f"  public var {name}: Range<Int> {{ text({name}Number) }}", ""]
            elif field.type == ENUM:
                out += [f"  /// The number of `{field.json_name}`; 0 where it is absent.",
                        f"  public var {name}: UInt64 {{ values[{name}Number] }}", ""]
            else:
                out += [f"  /// `{field.json_name}`; 0 where it is absent.",
                        f"  public var {name}: Int64 {{ Int64(bitPattern: values[{name}Number]) }}", ""]
        usual = {case: self.options(f)["usual"] for case, f in fields["channel"].items() if "usual" in self.options(f)}
        out += ["  /// What the channel is where none is told; nil where there is none then.", "  var usualChannel: String? {",
                "    switch kind {"]
        out += [f'    case .{case}: "{word}"' for case, word in usual.items()] + ["    default: nil", "    }", "  }", ""]
        texts = [n for n, kinds in fields.items() if any(self.options(f).get("form") in TEXTS for f in kinds.values())]
        out += ["  /// Whether its texts are in their normal form, as most are.", "  var hasNormalTexts: Bool {",
                "    let message = message.span", "    return "
                + " && ".join(f"TextRules.isNormalForm(message.extracting({n}))" for n in texts), "  }", ""]
        out += ["  /// Refuses the first field but ids that does not have its form; its texts are in their normal form.",
                "  func checkForm() throws(Refusal) {", "    let message = message.span"]
        for name, kinds in fields.items():
            out += ["    " + line for line in self.checked(name, kinds, len(facts))]
        out += ["  }", "}", "", "extension Fact.OneOf_Fact {",
                "  /// A fact that is read in place, in its form; others stay as they are.",
                "  func inForm(usualRegion: String?) throws(Refusal) -> Self {", "    switch self {"]
        for case, _, _, _ in facts:
            out += [f"    case .{case}(var fact):", "      try fact.takeForm(usualRegion: usualRegion)", f"      return .{case}(fact)"]
        return out + ["    default: return self", "    }", "  }", "}"]

    def place(self, name, kinds, all):
        numbers = {f.number for f in kinds.values()}
        out = [f"  /// The number of the field; 0 where the kind has none such.", f"  var {name}Number: Int {{"]
        if len(kinds) == all and len(numbers) == 1:
            return out[:-1] + [f"  var {name}Number: Int {{ {numbers.pop()} }}", ""]
        out.append("    switch kind {")
        for number in sorted(numbers):
            cases = ", ".join("." + c for c, f in kinds.items() if f.number == number)
            out.append(f"    case {cases}: {number}")
        return out + (["    default: 0"]) + ["    }", "  }", ""]

    def checked(self, name, kinds, all):
        [field, *_] = kinds.values()
        found, path, lines = self.options(field), f'"{field.json_name}"', []
        if field.label == field.LABEL_REPEATED:
            most = found["max_count"]
            return [f"if values[{name}Number] != 0 {{ try Check.count({name}.count, {path}, atMost: {most}) }}"]
        bytes = f"message.extracting({name})"
        if field.type == ENUM:
            # Each of them must say its direction.
            return [f"if {name}Number != 0 {{ try Check.{name}({name}, {path}) }}"]
        must = [c for c, f in kinds.items() if self.options(f).get("required") and self.options(f).get("form") != "id"]
        if must:
            test = " || ".join(f"kind == .{c}" for c in must)
            lines.append(f"if {test} {{ try Check.required(!{name}.isEmpty, {path}) }}")
        form = found.get("form")
        if form == "line":
            lines.append(f"try Check.line({bytes}, {path}, characters: {found['max_characters']})")
        elif form in ("word", "text"):
            lines.append(f"try Check.{form}({bytes}, {path})")
        elif "maximum" in found:
            lines.append(f"try Check.number({name}, {path}, atMost: {found['maximum']})")
        return lines
