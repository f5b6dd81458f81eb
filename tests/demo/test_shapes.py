"""The demo's models are glTF that any program can open."""

import json
import struct

import numpy as np
import pytest
from django.core.files.base import ContentFile

from demo.shapes import SHAPES
from exhibitions.media import check_media


@pytest.mark.parametrize("shape", SHAPES)
def test_the_file_is_whole(shape: str) -> None:
    content = SHAPES[shape]()
    check_media(ContentFile(content, name="model.glb"))
    magic, version, length = struct.unpack_from("<4sII", content)
    assert (magic, version, length) == (b"glTF", 2, len(content))
    words_length, words_kind = struct.unpack_from("<I4s", content, 12)
    told = json.loads(content[20 : 20 + words_length])
    data_length, data_kind = struct.unpack_from("<I4s", content, 20 + words_length)
    data = content[28 + words_length :]
    assert (words_kind, data_kind, data_length) == (b"JSON", b"BIN\0", len(data))
    assert told["buffers"] == [{"byteLength": len(data)}]
    views = [data[view["byteOffset"] :][: view["byteLength"]] for view in told["bufferViews"]]
    points, normals = (np.frombuffer(view, np.float32).reshape(-1, 3) for view in views[:2])
    assert len(points) == told["accessors"][0]["count"] > 1000
    assert told["accessors"][0]["max"] == points.max(axis=0).tolist()
    assert np.frombuffer(views[3], np.uint32).max() == len(points) - 1
    lengths = np.linalg.norm(normals, axis=1)
    assert np.allclose(lengths[lengths > 0], 1, atol=1e-3)
    assert len(content) < 500_000
    assert content == SHAPES[shape]()
