"""Bodies of the demo's works in three dimensions, turned on the wheel as a potter would: glTF 2.0 binary (GLB)."""

import json
import struct
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

ROUND = 56  # steps around the axis
_CLAY, _GLAZE, _SPOT = (0.55, 0.27, 0.16), (0.93, 0.88, 0.76), (0.62, 0.47, 0.32)  # linear red, green, blue
# Centimetres from the axis and above the table: from the foot's middle up the outside, over the rim, down the inside.
_JAR = (
    *((0.0, 0.0), (4.6, 0.0), (5.0, 0.6), (5.2, 1.8), (6.3, 5.0), (7.6, 10.0), (7.9, 14.0), (7.3, 18.5), (5.6, 22.5)),
    *((4.1, 25.0), (3.6, 27.0), (3.7, 29.0), (4.4, 31.0), (4.0, 31.0), (3.3, 29.0), (3.2, 27.0), (3.8, 24.8)),
    *((6.9, 18.0), (7.4, 14.0), (7.0, 10.0), (4.8, 2.2), (0.0, 1.6)),
)


def jar() -> bytes:
    """A tall jar with a narrow neck: cream glaze with brown spots, bare clay at the foot."""
    profile = _smooth(np.array(_JAR, np.float32))
    angles = np.linspace(0, 2 * np.pi, ROUND, endpoint=False, dtype=np.float32)
    radius, height = profile[:, :1], np.repeat(profile[:, 1:], ROUND, axis=1)
    points = (
        np.stack([radius * np.cos(angles), height, radius * np.sin(angles)], axis=-1) / 100
    )  # metres, as glTF wants
    along = np.gradient(profile, axis=0)
    lean = np.stack([along[:, 1], -along[:, 0]], axis=-1)
    lean /= np.maximum(np.linalg.norm(lean, axis=1, keepdims=True), 1e-6)
    normals = np.stack(
        [lean[:, :1] * np.cos(angles), np.repeat(lean[:, 1:], ROUND, axis=1), lean[:, :1] * np.sin(angles)], axis=-1
    )
    spots = np.random.default_rng(8).random(height.shape)[..., None] > 0.985
    colours = np.where(height[..., None] < 1.7, _CLAY, np.where(spots, _SPOT, _GLAZE))
    return _glb(points, normals, colours, _faces(len(profile)))


def _smooth(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A curve through the corners' middles (Chaikin's corner cutting, twice)."""
    for _ in range(2):
        before, after = corners[:-1], corners[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1).reshape(-1, 2)
        corners = np.concatenate([corners[:1], cut, corners[-1:]])
    return corners.astype(np.float32)


def _faces(rings: int) -> npt.NDArray[np.uint32]:
    """Two triangles for each field between two rings, seen from outside."""
    ring, step = np.meshgrid(np.arange(rings - 1), np.arange(ROUND), indexing="ij")
    here, beside = ring * ROUND + step, ring * ROUND + (step + 1) % ROUND
    return np.stack([here, here + ROUND, beside, beside, here + ROUND, beside + ROUND], axis=-1).astype(np.uint32)


def _glb(*arrays: npt.NDArray[np.generic]) -> bytes:
    """Positions, normals, colours and triangles as one glTF file (Khronos, glTF 2.0, chapter 4: Binary glTF)."""
    kept = [array.reshape(-1, 3).astype(np.float32) for array in arrays[:3]]
    parts = [*(array.tobytes() for array in kept), arrays[3].tobytes()]
    views, at = [], 0
    for number, part in enumerate(parts):
        views.append(
            {"buffer": 0, "byteOffset": at, "byteLength": len(part), "target": 34963 if number == 3 else 34962}
        )
        at += len(part)
    vertices = {"bufferView": 0, "componentType": 5126, "count": len(kept[0]), "type": "VEC3"}
    edges = {"min": kept[0].min(axis=0).tolist(), "max": kept[0].max(axis=0).tolist()}
    accessors = [{**vertices, **edges}, {**vertices, "bufferView": 1}, {**vertices, "bufferView": 2}]
    accessors.append({"bufferView": 3, "componentType": 5125, "count": arrays[3].size, "type": "SCALAR"})
    surface = {"metallicFactor": 0.0, "roughnessFactor": 0.35}
    told = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "COLOR_0": 2}, "indices": 3, "material": 0}]}
        ],
        "materials": [{"pbrMetallicRoughness": surface, "doubleSided": True}],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": at}],
    }
    words = json.dumps(told, separators=(",", ":")).encode()
    words += b" " * (-len(words) % 4)
    whole = 12 + 8 + len(words) + 8 + at
    head = struct.pack("<4sII", b"glTF", 2, whole) + struct.pack("<I4s", len(words), b"JSON")
    return head + words + struct.pack("<I4s", at, b"BIN\0") + b"".join(parts)


SHAPES: dict[str, Callable[[], bytes]] = {"jar": jar}
