"""Client data a user gives: whole clients, from which lenient mode answers for what is not modelled.

Two sources: a folder of JSON files (one a client; functions with `in` and `out`, events, enums, structures), and the
folder Blizzard_APIDocumentationGenerated the game itself exports.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.client.clientdocs import ClientDataError, load_docs
from generator.client.products import PRODUCTS, Product
from generator.client.signatures import ClientData, Signature, parameters

__all__ = ["ClientDataError", "load_docs", "load_for", "load_json"]


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


def load_for(product: Product, json_folder: Path | None = None, docs_folder: Path | None = None) -> ClientData:
    """The client data of one product, from what was given; where both know something, the JSON counts.

    Raises ClientDataError when a folder holds nothing for it. For `Client(data=...)`.
    """
    kept, documented = ClientData(), ClientData()
    if json_folder is not None:
        clients = load_json(json_folder)
        if product.key not in clients:
            known = ", ".join(clients)
            raise ClientDataError(f"{json_folder}: nothing of {product.key}; it has {known}; see {', '.join(PRODUCTS)}")
        kept = clients[product.key]
    if docs_folder is not None:
        documented = load_docs(docs_folder)
        if not documented.functions:
            raise ClientDataError(
                f"{docs_folder}: documents no function; give the folder Blizzard_APIDocumentationGenerated"
            )
    return ClientData(
        functions={**documented.functions, **kept.functions},
        events={**documented.events, **kept.events},
        enums={**documented.enums, **kept.enums},
        structures={**documented.structures, **kept.structures},
    )
