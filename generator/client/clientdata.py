"""Client data a user gives: whole clients, from which lenient mode answers for what is not modelled.

Two sources: a folder of JSON files (one a client; functions with `in` and `out`, events, enums, structures), and the
folder Blizzard_APIDocumentationGenerated the game itself exports.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.client.clientdocs import ClientDataError, load_docs
from generator.client.products import PRODUCTS
from generator.client.signatures import ClientData, Signature, parameters

__all__ = ["ClientDataError", "load", "load_docs", "load_json"]


def load_json(folder: Path) -> dict[str, ClientData]:
    """The clients of a folder by the key of their product: `wow.json` is "wow". Raises ClientDataError."""
    files = sorted(Path(folder).glob("*.json"))
    if not files:
        raise ClientDataError(f"{folder}: no .json file in it; client data is one file a client, such as wow.json")
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> ClientData:
    try:
        found = json.loads(file.read_text("utf-8"))
        return ClientData(
            functions={name: _signature(entry) for name, entry in found["functions"].items()},
            events={name: parameters(entry or ()) for name, entry in found["events"].items()},
            enums={name: _values(entry) for name, entry in found["enums"].items()},
            structures={name: parameters(entry or ()) for name, entry in found["structures"].items()},
        )
    except (OSError, UnicodeDecodeError) as wrong:
        raise ClientDataError(f"{file}: cannot be read: {wrong}") from None
    except KeyError as wrong:
        raise ClientDataError(f"{file}: has no {wrong}; expected functions, events, enums and structures") from None
    except (ValueError, TypeError, AttributeError) as wrong:
        raise ClientDataError(f"{file}: is no client data: {wrong}") from None


def _values(entry: dict[str, Any]) -> dict[str, int]:
    """Large values are written as hexadecimal text."""
    return {key: int(value, 0) if isinstance(value, str) else int(value) for key, value in entry.items()}


def _signature(entry: dict[str, Any]) -> Signature:
    given, results = entry.get("in"), entry.get("out")
    return Signature(
        None if given is None else parameters(given),
        None if results is None else parameters(results),
        bool(entry.get("may_return_nothing", False)),
    )


def load(json_folder: Path | None = None, docs_folder: Path | None = None) -> dict[str, ClientData]:
    """What a user gave, by the key of the product, for `ClientSettings.client_data`.

    Exported documentation does not say of which client it is: it counts for all products. Where both know something,
    the JSON counts. Raises ClientDataError when a folder holds nothing that can be used.
    """
    kept = load_json(json_folder) if json_folder is not None else {}
    if json_folder is not None and not kept.keys() & PRODUCTS.keys():
        raise ClientDataError(f"{json_folder}: no client of {', '.join(PRODUCTS)} in it; it has {', '.join(kept)}")
    documented = load_docs(docs_folder) if docs_folder is not None else ClientData()
    if docs_folder is not None and not documented.functions:
        raise ClientDataError(
            f"{docs_folder}: documents no function; give the folder Blizzard_APIDocumentationGenerated"
        )
    return {key: _joined(documented, kept.get(key, ClientData())) for key in PRODUCTS}


def _joined(less: ClientData, more: ClientData) -> ClientData:
    return ClientData(
        functions={**less.functions, **more.functions},
        events={**less.events, **more.events},
        enums={**less.enums, **more.enums},
        structures={**less.structures, **more.structures},
    )
