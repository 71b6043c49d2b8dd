"""Which Swift module has the messages of which .proto file. As a program it says that of the files that it is given, in the
words of swift-protobuf's option ProtoPathModuleMappings."""
import sys

# With the word that the tables of each are called by.
MODULES = {"FactSchema": "fact", "RowSchema": "row", "APISchema": "api"}


def module(path):
    name = path.rsplit("/", 1)[-1]
    if name.startswith("api"):
        return "APISchema"
    return "RowSchema" if name.startswith("views") or name == "registry.proto" else "FactSchema"


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(f'mapping {{ module_name: "{module(path)}" proto_file_path: "{path}" }}')
