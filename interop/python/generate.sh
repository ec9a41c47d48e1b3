#!/bin/sh
# Makes the Python stubs of the API from proto/ into a folder; nothing that is made is kept in the repository.
#
#   interop/python/generate.sh <folder>        PYTHON names the interpreter that has grpcio-tools (python3)
set -eu
proto=$(cd "$(dirname "$0")/../../proto" && pwd)
mkdir -p "$1"
find "$proto" -name '*.proto' -exec "${PYTHON:-python3}" -m grpc_tools.protoc \
    --proto_path="$proto" --python_out="$1" --grpc_python_out="$1" {} +
